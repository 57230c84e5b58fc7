using System.Text.Json.Nodes;
using Microsoft.Playwright;
using Xunit;

namespace StrongCities.Browser.Tests;

/// <summary>What a person does in Elsa Studio: its gestures, named as people name them.</summary>
public sealed class Studio(IPage page, HostProcess host)
{
    private const string PublishIcon = "M19.35 10.04";

    /// <summary>Resolves when the page's thread has been free for a while, so that Studio has drawn what it was told.</summary>
    private const string ThreadIsFree =
        """
        () => new Promise(done => {
          let inARow = 0, last = performance.now();
          const look = () => {
            const now = performance.now();
            inARow = now - last < 80 ? inARow + 1 : 0;
            last = now;
            inARow < 15 ? setTimeout(look, 20) : done();
          };
          setTimeout(look, 20);
        })
        """;

    /// <summary>How long, in milliseconds, a dialog that is there is given to be written into.</summary>
    private const float Moment = 10_000;

    private readonly IReadOnlyList<string> wrong = Guard.Watch(page, host);
    private readonly List<string> excused = [];

    /// <summary>Its window.</summary>
    public IPage Page => page;

    /// <summary>What must not happen and did: errors of the console or of scripts, requests or live connections that failed, requests to other hosts.</summary>
    public IReadOnlyList<string> Wrong => [.. wrong.Where(line => !excused.Any(start => line.StartsWith(start, StringComparison.Ordinal)))];

    /// <summary>Leaves out of <see cref="Wrong"/> what a test provokes.</summary>
    /// <param name="starts">How its lines begin.</param>
    public void Excuse(params string[] starts) => excused.AddRange(starts);

    /// <summary>A window of somebody who is signed in.</summary>
    public static async Task<Studio> OpenAsync(Chromium chromium, HostProcess host, string email = Story.Advisor)
    {
        using var inbox = new MailboxInbox(host);
        var page = await chromium.NewPersonAsync(host, Chromium.Desk, javaScript: true, underPolicy: true);
        await new Story(host, inbox).SignInAtDeskAsync(page, email);
        return new Studio(page, host);
    }

    /// <summary>The node of an activity on the canvas.</summary>
    /// <param name="name">Its name, such as <c>WriteLine1</c>.</param>
    public ILocator Node(string name) => page.Locator(".x6-node", new() { HasText = name });

    /// <summary>The row of a workflow or a run in a list.</summary>
    public ILocator Row(string text) => page.Locator("tr", new() { HasText = text }).First;

    /// <summary>Looks for a workflow by its name: a list shows ten at a time.</summary>
    public Task FindAsync(string name) => page.GetByPlaceholder("Search").First.FillAsync(name);

    /// <summary>Creates a workflow from the list, and stands in its editor.</summary>
    public async Task CreateAsync(string name)
    {
        await page.GotoAsync("/designer");
        var dialog = page.Locator(".mud-dialog");
        // Studio drops an open dialog when it draws the list behind it anew: then the button is pressed again.
        await Until.TrueAsync(
            async () =>
            {
                try
                {
                    if (!await dialog.IsVisibleAsync())
                    {
                        await page.GetByRole(AriaRole.Button, new() { Name = "Create workflow" }).ClickAsync();
                    }

                    await dialog.Locator("input").First.FillAsync(name, new() { Timeout = Moment });
                    await dialog.GetByRole(AriaRole.Button, new() { Name = "OK" }).ClickAsync(new() { Timeout = Moment });
                    await page.WaitForURLAsync("**/designer/definitions/*");
                    return true;
                }
                catch (TimeoutException)
                {
                    return false;
                }
            },
            "the workflow is created");
        await page.Locator(".x6-graph").First.WaitForAsync();
    }

    /// <summary>Shows a category of the palette.</summary>
    public Task UnfoldAsync(string category) => page.Locator(".mud-expand-panel-header", new() { HasText = category }).ClickAsync();

    /// <summary>Drags an activity from the palette, and waits until its node is saved.</summary>
    /// <param name="activity">Its display name.</param>
    /// <param name="name">The name that Studio gives the node.</param>
    /// <param name="x">Where on the canvas, in pixels from its left.</param>
    /// <param name="y">Where on the canvas, in pixels from its top.</param>
    public Task DragAsync(string activity, string name, float x, float y) => SavedAsync(async () =>
    {
        var item = page.Locator("[draggable=true]").Filter(new() { Has = page.GetByText(activity, new() { Exact = true }) }).First;
        await item.DragToAsync(page.Locator(".x6-graph").First, new() { TargetPosition = new() { X = x, Y = y } });
        await Node(name).WaitForAsync();
    });

    /// <summary>Draws a connection from a way out of a node, the first if none is named, to the way into another.</summary>
    public Task ConnectAsync(string from, string to, string? port = null) => SavedAsync(async () =>
    {
        var start = await Node(from).Locator(port is null ? "[port-group=out]" : $"[port='{port}']").First.BoundingBoxAsync();
        var end = await Node(to).Locator("[port-group=in]").First.BoundingBoxAsync();
        await page.Mouse.MoveAsync(start!.X + (start.Width / 2), start.Y + (start.Height / 2));
        await page.Mouse.DownAsync();
        await page.Mouse.MoveAsync(end!.X + (end.Width / 2), end.Y + (end.Height / 2), new() { Steps = 12 });
        await page.Mouse.UpAsync();
    });

    /// <summary>Gives an input of an activity a literal value, as often as it takes until the draft has it.</summary>
    public Task SetAsync(string node, string input, string value) => Until.TrueAsync(
        async () =>
        {
            await SelectAsync(node, input);
            var field = Input(input).Locator("input, textarea").First;
            await SavedAsync(async () =>
            {
                await field.FillAsync(value);
                await field.PressAsync("Tab");
            });
            return await HoldsAsync(node, value);
        },
        $"the draft holds '{value}' for '{input}' of {node}");

    /// <summary>Gives an input of an activity one of the values that its drop-down offers.</summary>
    public async Task PickAsync(string node, string input, string value)
    {
        await SelectAsync(node, input);
        await SavedAsync(async () =>
        {
            await Input(input).First.ClickAsync();
            await ChooseAsync(value);
        });
    }

    /// <summary>Adds words to an input that takes several, each with the Enter key.</summary>
    public async Task AddAsync(string node, string input, params string[] words)
    {
        await SelectAsync(node, input);
        foreach (var word in words)
        {
            var field = Input(input).Locator("input").First;
            await SavedAsync(async () =>
            {
                await field.FillAsync(word);
                await field.PressAsync("Enter");
            });
        }
    }

    /// <summary>Gives an input of an activity an expression.</summary>
    /// <param name="node">The activity's name.</param>
    /// <param name="input">The input's name for people.</param>
    /// <param name="syntax">As Studio's menu names it: <c>JavaScript</c> or <c>Liquid</c>.</param>
    /// <param name="script">The expression.</param>
    public async Task SetScriptAsync(string node, string input, string syntax, string script)
    {
        await SelectAsync(node, input);
        var row = Input(input).Locator("xpath=ancestor::*[.//button[contains(@class, 'mud-menu-icon-button-activator')]][1]");
        await SavedAsync(async () =>
        {
            await row.Locator(".mud-menu-icon-button-activator").First.ClickAsync();
            await ChooseAsync(syntax);
        });
        await page.Locator(".monaco-editor:visible").First.ClickAsync();
        await SavedAsync(() => page.Keyboard.InsertTextAsync(script));
    }

    /// <summary>What the editor of the shown script holds.</summary>
    public async Task<string> ScriptAsync() =>
        (await page.Locator(".monaco-editor:visible .view-lines").First.InnerTextAsync()).Replace('\u00a0', ' ').Trim();

    /// <summary>The form control of an input of the selected activity.</summary>
    public ILocator Input(string name) => page.Locator(".mud-input-control").Filter(new() { Has = page.GetByText(name, new() { Exact = true }) });

    /// <summary>Selects an activity, unless it is selected already: then Studio lays a frame over it.</summary>
    public async Task SelectAsync(string node)
    {
        if (await page.Locator(".x6-node-selected", new() { HasText = node }).CountAsync() == 0)
        {
            await Node(node).ClickAsync();
        }
    }

    /// <summary>Presses the cloud.</summary>
    public Task PublishAsync() => SavedAsync(() => page.Locator($"button.mud-icon-button:has(path[d^='{PublishIcon}'])").First.ClickAsync());

    /// <summary>Publishes a workflow without drawing it.</summary>
    public async Task PublishAsync(JsonObject definition)
    {
        var answer = await page.EvaluateAsync<int>(
            "async body => (await fetch('/elsa/api/workflow-definitions', { method: 'POST', headers: { 'Content-Type': 'application/json' }, body })).status",
            new JsonObject { ["model"] = definition, ["publish"] = true }.ToJsonString());
        Assert.Equal(200, answer);
    }

    /// <summary>What the API answers.</summary>
    public async Task<JsonNode> GetAsync(string path) =>
        JsonNode.Parse(await page.EvaluateAsync<string>("async path => await (await fetch(`/elsa/api/${path}`)).text()", path))!;

    /// <summary>What is stored of the workflow in this window's editor.</summary>
    /// <param name="version"><c>Latest</c> or <c>Published</c>.</param>
    public Task<JsonNode> StoredAsync(string version) =>
        GetAsync($"workflow-definitions/by-definition-id/{new Uri(page.Url).Segments[^1]}?versionOptions={version}");

    /// <summary>Presses the green triangle, and stands in the viewer of the new run, whose id it gives.</summary>
    public async Task<string> RunAsync()
    {
        await page.Locator("button.mud-icon-button.mud-success-text").First.ClickAsync();
        await page.WaitForURLAsync("**/designer/instances/*");
        return new Uri(page.Url).Segments[^1];
    }

    /// <summary>Waits until the viewer says something.</summary>
    public Task ShowsAsync(string text) => Until.TrueAsync(
        async () => (await page.Locator("elsa-workflow-instance-viewer").InnerTextAsync()).Contains(text, StringComparison.Ordinal),
        $"the viewer shows {text}");

    /// <summary>Chooses from the menu of a row in a list.</summary>
    public async Task ChooseAsync(string row, string choice)
    {
        await Row(row).Locator("button").Last.ClickAsync();
        await ChooseAsync(choice);
    }

    /// <summary>Waits until Studio has taken in what it was answered.</summary>
    public async Task RestAsync()
    {
        await page.Locator("#designer:not([data-saving])").WaitForAsync();
        await page.EvaluateAsync(ThreadIsFree);
    }

    /// <summary>Photographs a step for the documents, when asked to.</summary>
    public async Task PictureAsync(string name)
    {
        if (Environment.GetEnvironmentVariable("WRITE_PICTURES") is not null)
        {
            await page.ScreenshotAsync(new() { Path = Path.Combine(Repository.Root, "docs", "pictures", $"designer-{name}.png") });
        }
    }

    private Task ChooseAsync(string choice) => page.Locator(".mud-popover-open").GetByText(choice, new() { Exact = true }).ClickAsync();

    private async Task SelectAsync(string node, string input)
    {
        await SelectAsync(node);
        await Input(input).First.WaitForAsync();
    }

    /// <summary>Whether the draft in this window's editor has a value for one of an activity's inputs.</summary>
    private async Task<bool> HoldsAsync(string node, string value)
    {
        var step = (await StoredAsync("Latest"))["root"]!["activities"]!.AsArray().Single(step => (string?)step!["name"] == node)!.AsObject();
        return step.Any(member => member.Value is JsonObject input && input["expression"]?["value"] is JsonValue given && given.ToString() == value);
    }

    /// <summary>Does something that Studio saves by itself, and waits until Studio has taken in the answer.</summary>
    private async Task SavedAsync(Func<Task> act)
    {
        await page.RunAndWaitForResponseAsync(
            act,
            answer => answer.Request.Method == "POST" && new Uri(answer.Url).AbsolutePath == "/elsa/api/workflow-definitions");
        await RestAsync();
    }
}
