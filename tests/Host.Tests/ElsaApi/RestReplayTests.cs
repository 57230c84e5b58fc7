using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Microsoft.Extensions.DependencyInjection;
using StrongCities.Engine.Execution;
using StrongCities.Host.Tests.Pages;
using StrongCities.Runtime;
using Xunit;

namespace StrongCities.Host.Tests.ElsaApi;

/// <summary>
/// Sends again, one after the other, all that was recorded of programs at an Elsa server, and compares status, fields and types of the
/// answers. The recordings lie in the folder that <c>ELSA_REST</c> names; without it there is nothing to compare, and
/// <see cref="ShapeTests"/> holds our own answers to what they were.
/// </summary>
[Collection(PageTests.Name)]
public sealed partial class RestReplayTests(PageHost host)
{
    /// <summary>What we answer otherwise, and why.</summary>
    private static readonly Dictionary<string, string> Otherwise = new()
    {
        ["016-def-retract"] = "A published version is retracted below a draft too.",
        ["028-def-subgraph-noparent"] = "No parent means the whole workflow, not a crash.",
        ["042-def-bulk-export-one"] = Before,
        ["055-def-import-files-array-json"] = NoFile,
        ["056-def-import-files-txt"] = Crash,
        ["065-def-parent-after-update"] = "What a workflow used as an activity is up to stays as it was given until it changes.",
        ["068-def-subgraph-parent-of-composite"] = "The workflow that is opened is always Workflow1 here, so the activity is found.",
        ["075-def-bulk-delete-empty"] = NoFilter,
        ["083-err-save-no-model"] = Crash,
        ["085-err-save-dup-ids"] = Crash,
        ["086-err-save-dup-ids-draft"] = Crash,
        ["088-err-import-dup-ids"] = Crash,
        ["097-err-save-http-doubleslash"] = "Inputs that were not given are not made up.",
        ["098-err-save-timer-bad"] = "A timer whose interval is no time is refused, not published without a trigger.",
        ["099-err-save-unknown-activity"] = "An activity of an unknown type stays as it is, and is not wrapped in another.",
        ["106-err-options-cors"] = "Other sites may not call.",
        ["108-err-bad-version-options"] = Crash,
        ["159-inst-list-orderName"] = "Other instances come first here.",
        ["161-inst-list-orderLast"] = "Studio's own word for the order is understood.",
        ["183-inst-vars"] = GivenAtStart,
        ["185-inst-vars-post"] = GivenAtStart,
        ["186-inst-vars-post-unknown-var"] = Unfit,
        ["187-inst-vars-post-badtype"] = Unfit,
        ["202-ax-callstack"] = NoResult,
        ["203-ax-callstack-opts"] = NoResult,
        ["215-event-inst-b-later"] = OtherInstance,
        ["224-task-instance-later"] = OtherInstance,
        ["227-inst-vars-post-plain-badtype"] = Unfit,
        ["228-inst-vars-post-plain-unknown"] = Unfit,
        ["229-inst-vars-post-by-name"] = Unfit,
        ["230-inst-vars-after"] = Unfit,
        ["243-def-delete-latest-draft"] = Before,
        ["249-inst-cancel-get"] = "Cancelling is done when the call returns.",
        ["257-inst-export"] = OwnExport,
        ["258-inst-export-full"] = OwnExport,
        ["265-inst-import-bad"] = Crash,
        ["269-inst-bulk-delete-empty"] = NoFilter,
        ["270-def-delete-with-instances"] = Before,
        ["281-alt-run-unknown-instance"] = Crash,
        ["283-alt-run-no-type"] = Crash,
        ["288-alt-get-immediately"] = "A plan is there when its submission returns.",
        ["297-retry-first-run"] = OneInner,
        ["302-retry-instance"] = "The instance has ended.",
        ["346-test-activity-unknown-act"] = Crash,
        ["352-retry2-first-run"] = OneInner,
        ["356-retry2-instance"] = "The instance ends well after a retry that helps.",
        ["363-runtime-resume"] = "Resuming what was paused is no error.",
        ["364-http-trigger-while-paused"] = "A pause stops what the host does by itself. Who calls is answered.",
        ["373-csharp-enabled"] = "C# of definitions is never run here.",
        ["374-segments-composite"] = Composite,
        ["375-segments-composite"] = Composite,
        ["376-segments-composite"] = Composite,
        ["377-segments-composite"] = Composite,
        ["378-subgraph-composite"] = Composite,
    };

    private const string Before = "The definition was made before the recording.";
    private const string Composite = "The workflow that is opened is always Workflow1, and one used as an activity is opened as a definition of its own.";
    private const string Crash = "Bad input is refused, not a crash.";
    private const string GivenAtStart = "Variables given at the start are the declared ones.";
    private const string NoFile = "The file was not recorded.";
    private const string NoFilter = "A bulk action without a filter is refused.";
    private const string NoResult = "The workflow itself has no output Result.";
    private const string OneInner = "An error names the one beneath it and no more.";
    private const string OtherInstance = "The instance was started outside of the recording.";
    private const string OwnExport = "Instances are exported in a format of our own, because their state is of our own.";
    private const string Unfit = "A variable that there is not, or a value that does not fit it, is refused.";

    /// <summary>Fields that no answer has, and why.</summary>
    private static readonly Dictionary<string, string> Fields = new()
    {
        [".callbackMethodName"] = "A bookmark resumes its activity; there is no method to name.",
        [".stackTrace"] = "Where in the host's code something failed is in the host's log, not in answers.",
        [".vertices"] = "Connections have them once somebody bends them.",
    };

    [Fact]
    public async Task Calls_are_answered_in_the_recorded_shapes()
    {
        if (Environment.GetEnvironmentVariable("ELSA_REST") is not { Length: > 0 } folder)
        {
            TestContext.Current.TestOutputHelper!.WriteLine("Set ELSA_REST to a folder of recorded calls to replay them.");
            return;
        }

        var elsa = await ElsaClient.OfAsync(host);
        foreach (var definition in JsonNode.Parse(await File.ReadAllTextAsync(Path.Combine(AppContext.BaseDirectory, "ElsaApi", "recorded-definitions.json")))!.AsArray())
        {
            await elsa.SaveAsync(definition!.AsObject(), publish: true);
        }

        var replay = new Recording(elsa);
        var differences = new List<string>();
        var compared = 0;
        foreach (var file in Directory.EnumerateFiles(folder, "*.json").Order(StringComparer.Ordinal))
        {
            var recording = JsonNode.Parse(await File.ReadAllTextAsync(file))!;
            var (request, response) = (recording["request"]!, recording["response"]!);
            var path = new Uri(new Uri("http://localhost"), (string)request["path"]!).PathAndQuery;
            foreach (var unknown in NamedId().Matches($"{path} {request["body"]?.ToJsonString()}").Select(match => match.Value).Where(id => !replay.Knows(id)).ToList())
            {
                // It was started outside of the recording.
                replay.Learn(unknown, (await StartAsync(elsa)).Id);
            }

            if (Token().Match(path) is { Success: true } token && !replay.Knows(token.Value))
            {
                replay.Learn(token.Value, await TokenAsync(elsa, path));
            }

            var answer = await replay.SendAsync((string)request["method"]!, path, request["body"], (int)response["status"]! == 415);
            if (host.Services.GetRequiredService<RuntimePause>().Note is null)
            {
                await host.SettleAsync();
            }

            var found = Known(replay.Compare((int)response["status"]!, response["body"], answer));
            var name = Path.GetFileNameWithoutExtension(file);
            compared++;
            if (Otherwise.ContainsKey(name) ? found.Count == 0 : found.Count > 0)
            {
                differences.Add($"{name}: {(found.Count == 0 ? "no longer differs" : string.Join("; ", found.Take(6)))}");
            }
        }

        Assert.Equal(378, compared);
        Assert.True(differences.Count == 0, string.Join("\n", differences));
    }

    private static List<string> Known(List<string> found) =>
        [.. found.Where(difference => !Fields.Keys.Any(field => difference.EndsWith($"{field} is missing", StringComparison.Ordinal)))];

    private static async Task<(string Id, string Bookmark)> StartAsync(ElsaClient elsa)
    {
        var state = (await elsa.SendAsync("POST", "workflow-definitions/x-event/execute")).Json["workflowState"]!;
        return ((string)state["id"]!, (string)state["bookmarks"]![0]!["id"]!);
    }

    private async Task<string> TokenAsync(ElsaClient elsa, string path)
    {
        var (instance, bookmark) = await StartAsync(elsa);
        var links = host.Services.GetRequiredService<IResumeLinks>();
        var address = path.Contains("/events/", StringComparison.Ordinal)
            ? links.ToEvent(instance, "MyEvt", TimeProvider.System.GetUtcNow(), null)
            : links.ToBookmark(instance, bookmark, TimeProvider.System.GetUtcNow(), null);
        return address.Split("?t=")[1];
    }

    [GeneratedRegex("(?<![0-9a-f])[0-9a-f]{14,16}(?![0-9a-f])")]
    private static partial Regex NamedId();

    [GeneratedRegex("v1[.]ne[.][A-Za-z0-9_-]+")]
    private static partial Regex Token();
}
