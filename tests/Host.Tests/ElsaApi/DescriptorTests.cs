using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;
using StrongCities.Engine.Activities;
using StrongCities.Host.Tests.Pages;
using StrongCities.Host.Tests.Runtime;
using StrongCities.Hub.Cases;
using StrongCities.Hub.People;
using StrongCities.Runtime.Persistence;
using Xunit;

namespace StrongCities.Host.Tests.ElsaApi;

/// <summary>What Elsa Studio is told that it may draw and choose.</summary>
[Collection(PageTests.Name)]
public sealed class DescriptorTests(PageHost host)
{
    /// <summary>Without any one of these, Studio's canvas stays empty or a panel breaks.</summary>
    private static readonly string[] Needed =
    [
        "category", "clrType", "constructionProperties", "customProperties", "displayName", "inputs", "isBrowsable", "isContainer", "isStart", "isTerminal", "kind",
        "name", "namespace", "outputs", "ports", "runAsynchronously", "typeName", "version",
    ];

    [Fact]
    public async Task Every_activity_type_has_what_Studio_needs_to_draw_it()
    {
        var items = await ItemsAsync("/elsa/api/descriptors/activities?Refresh=True");
        foreach (var type in host.Services.GetRequiredService<ActivityCatalog>().Descriptors)
        {
            var item = Assert.Single(items, item => (string?)item["typeName"] == type.TypeName && (int?)item["version"] == type.Version);
            Assert.Empty(Needed.Where(member => item[member] is null).Select(member => $"{type.TypeName}: {member}"));
            Assert.All(item["inputs"]!.AsArray(), input => Assert.NotNull(input!["uiHint"]));
        }
    }

    [Theory]
    [InlineData("Elsa.FlowDecision", "Flow True,Flow False")]
    [InlineData("Elsa.FlowSwitch", "Flow Default")]
    [InlineData("Elsa.If", "Embedded Then,Embedded Else")]
    [InlineData("Elsa.Switch", "Embedded Default")]
    [InlineData("Elsa.FlowJoin", "")]
    [InlineData("Elsa.SendHttpRequest", "Embedded UnmatchedStatusCode,Embedded FailedToConnect,Embedded Timeout")]
    [InlineData("StrongCities.CheckCompleteness", "Flow Complete,Flow Incomplete")]
    [InlineData("StrongCities.AskForDecision", "Flow Overdue,Flow Escalated,Flow Parked,Flow Silence,Flow Withdrawn")]
    public async Task Ports_are_what_may_be_connected_or_filled(string typeName, string expected)
    {
        var activity = await ReadAsync($"/elsa/api/descriptors/activities/{typeName}");
        Assert.Equal(expected, string.Join(',', activity["ports"]!.AsArray().Select(port => $"{port!["type"]} {port["name"]}")));
    }

    [Fact]
    public async Task Every_activity_input_and_output_of_ours_is_explained_in_plain_words_under_a_heading_of_its_own()
    {
        var ours = (await ItemsAsync("/elsa/api/descriptors/activities")).Where(item => ((string)item["typeName"]!).StartsWith("StrongCities.", StringComparison.Ordinal)).ToList();
        Assert.Equal(["Applications", "Awards", "Case", "Events", "Good practice", "Opportunities", "People and mail", "Risks"], ours.Select(item => (string)item["category"]!).Distinct().Order());
        foreach (var item in ours)
        {
            var parts = item["inputs"]!.AsArray().Concat(item["outputs"]!.AsArray()).Append(item).Select(part => part!.AsObject()).ToList();
            Assert.All(parts, part => Assert.False(string.IsNullOrWhiteSpace((string?)part["description"]), $"{item["typeName"]}: {part["name"]}"));
            Assert.All(parts, part => Assert.DoesNotMatch("[a-z][A-Z]", (string)part["displayName"]!));
            Assert.All(parts.SelectMany(ChoicesOf), choice => Assert.DoesNotMatch("[a-z][A-Z]|^[A-Z][0-9]+$", (string)choice["text"]!));
        }
    }

    [Theory]
    [InlineData("StrongCities.AskForDecision", "Assignee", "Signatory")]
    [InlineData("StrongCities.AskForDecision", "MailKind", "task")]
    [InlineData("StrongCities.AskForAnswers", "SilencePolicy", "Skip")]
    [InlineData("StrongCities.Notify", "To", "Coordinator")]
    [InlineData("StrongCities.SetCaseStatus", "Status", "Completeness")]
    [InlineData("StrongCities.WaitWorkingDays", "Calendar", "BA-FBIH")]
    public async Task A_drop_down_says_its_choices_in_plain_words_also_when_it_is_asked_for_them(string type, string input, string choice)
    {
        var listed = (await ReadAsync($"/elsa/api/descriptors/activities/{type}"))["inputs"]!.AsArray().Single(item => (string)item!["name"]! == input)!.AsObject();
        Assert.Equal("dropdown", (string?)listed["uiHint"]);
        var text = (string)ChoicesOf(listed).Single(item => (string)item["value"]! == choice)["text"]!;
        Assert.NotEqual(choice, text);
        var elsa = await ElsaClient.OfAsync(host);
        var asked = await elsa.SendAsync("POST", $"descriptors/activities/{type}/options/{input}", new JsonObject());
        Assert.Equal(listed["uiSpecifications"]!.ToJsonString(), asked.Json["items"]!.ToJsonString());
    }

    /// <summary>Studio draws the typed choices as ports and nothing else, so that the type's own have to be named beside them.</summary>
    [Fact]
    public async Task A_decision_has_its_own_ways_out_beside_those_that_are_typed()
    {
        var inputs = (await ReadAsync("/elsa/api/descriptors/activities/StrongCities.AskForDecision"))["inputs"]!.AsArray();
        var choices = inputs.Single(input => (string)input!["uiHint"]! == "dynamic-outcomes")!;
        var own = choices["uiSpecifications"]!["DynamicOutcomesOptions"]!["fixedOutcomes"]!.AsArray().Select(outcome => (string)outcome!);
        Assert.Equal(host.Services.GetRequiredService<ActivityCatalog>().Find("StrongCities.AskForDecision")!.Descriptor.Outcomes, own);
    }

    /// <summary>Facts of a real server of Elsa 3.8, one activity or input a line; what is meant to differ says why.</summary>
    [Fact]
    public async Task Elsas_activities_have_the_places_kinds_ports_and_editors_that_they_have_in_Elsa()
    {
        var here = (await ItemsAsync("/elsa/api/descriptors/activities")).GroupBy(item => (string)item["typeName"]!).ToDictionary(group => group.Key, group => group.First());
        var file = Path.Combine(AppContext.BaseDirectory, "ElsaApi", "activities.txt");
        var wrong = new List<string>();
        foreach (var line in (await File.ReadAllLinesAsync(file, TestContext.Current.CancellationToken)).Where(line => line.Length > 0 && line[0] != '#'))
        {
            var (fact, reason) = line.Split(" // ") is [var left, var right] ? (left, right) : (line, null);
            var holds = FactsOf(here[fact.Split(' ')[0]]).Contains(fact);
            if (holds != (reason is null))
            {
                wrong.Add(holds ? $"no longer differs: {line}" : fact);
            }
        }

        Assert.Empty(wrong);
    }

    [Fact]
    public async Task Everything_in_the_palette_is_described()
    {
        var items = (await ItemsAsync("/elsa/api/descriptors/activities")).Where(item => (bool)item["isBrowsable"]! && ((string)item["typeName"]!).Contains('.', StringComparison.Ordinal));
        var parts = items.SelectMany(item => item["inputs"]!.AsArray().Concat(item["outputs"]!.AsArray()).Append(item).Select(part => (Type: item["typeName"], Part: part!)));
        Assert.Empty(parts.Where(part => string.IsNullOrWhiteSpace((string?)part.Part["description"])).Select(part => $"{part.Type} {part.Part["name"]}"));
    }

    [Fact]
    public async Task A_variable_of_any_type_keeps_its_value_while_the_run_waits()
    {
        var elsa = await ElsaClient.OfAsync(host);
        var types = (await ItemsAsync("/elsa/api/descriptors/variables")).Select(type => (string)type["typeName"]!).Where(type => type.Contains("Http", StringComparison.Ordinal)).ToList();
        Assert.Equal(8, types.Count);
        var definition = Flow.Sequence($"v{Guid.NewGuid():N}",
            new JsonObject
            {
                ["id"] = "set", ["type"] = "Elsa.RunJavaScript", ["version"] = 1,
                ["script"] = new JsonObject
                {
                    ["typeName"] = "String",
                    ["expression"] = new JsonObject { ["type"] = "Literal", ["value"] = string.Concat(types.Select((_, index) => $"setVariable('V{index}', {{ Name: 'a{index}', Parts: ['b'] }});")) },
                },
            },
            Flow.Event("wait", "never"));
        definition["variables"] = new JsonArray([.. types.Select((type, index) => (JsonNode)new JsonObject
        {
            ["id"] = $"v{index}", ["name"] = $"V{index}", ["typeName"] = type, ["isArray"] = false,
            ["storageDriverTypeName"] = "Elsa.Workflows.WorkflowInstanceStorageDriver, Elsa.Workflows.Core",
        })]);
        await elsa.SaveAsync(definition, publish: true);
        var started = await elsa.SendAsync("POST", $"workflow-definitions/{definition["definitionId"]}/execute", new JsonObject());
        var kept = await elsa.GetAsync($"workflow-instances/{started.Json["workflowState"]!["id"]}/variables");
        Assert.Equal(types.Select((_, index) => $"a{index}"), kept["items"]!.AsArray().Select(item => (string)item!["value"]!["Name"]!));
    }

    [Fact]
    public async Task A_type_that_a_stored_definition_uses_and_nobody_has_is_described_as_missing()
    {
        var typeName = $"Gone.Type{Guid.NewGuid():N}";
        await StoreAsync($$$"""{"root":{"id":"a","type":"Elsa.Sequence","version":1,"activities":[{"id":"b","type":"{{{typeName}}}","version":3}]}}""");
        var item = Assert.Single(await ItemsAsync("/elsa/api/descriptors/activities"), item => (string?)item["typeName"] == typeName);
        Assert.Equal("Missing", (string?)item["category"]);
        Assert.Equal(3, (int?)item["version"]);
        Assert.False((bool?)item["isBrowsable"]);
    }

    [Theory]
    [InlineData("descriptors/commit-strategies/activities", 0)]
    [InlineData("descriptors/commit-strategies/workflows", 0)]
    [InlineData("descriptors/expression-descriptors", 7)]
    [InlineData("descriptors/incident-strategies", 2)]
    [InlineData("descriptors/log-persistence-strategies", 4)]
    [InlineData("descriptors/output-converters?sourceType=String&destinationType=Int32", 0)]
    [InlineData("descriptors/storage-drivers", 3)]
    [InlineData("descriptors/variables", 29)]
    [InlineData("descriptors/workflow-activation-strategies", 4)]
    [InlineData("resilience/strategies", 0)]
    public async Task Every_list_of_choices_is_there(string path, int count) =>
        Assert.Equal(count, (await ItemsAsync($"/elsa/api/{path}")).Count);

    private static IEnumerable<JsonObject> ChoicesOf(JsonObject input) =>
        input["uiSpecifications"]?["dropdown"]?["selectList"]?["items"]?.AsArray().Select(item => item!.AsObject()) ?? [];

    private static HashSet<string> FactsOf(JsonObject item)
    {
        var type = (string)item["typeName"]!;
        var ports = item["ports"]!.AsArray().Select(port => $"{port!["type"]}:{port["name"]}").Order(StringComparer.Ordinal).DefaultIfEmpty("-");
        var flags = new[] { "isBrowsable", "isContainer", "isStart", "isTerminal" }.Where(flag => (bool)item[flag]!).DefaultIfEmpty("-");
        return
        [
            $"{type} category {item["category"]}",
            $"{type} kind {item["kind"]}",
            $"{type} flags {string.Join(' ', flags)}",
            $"{type} ports {string.Join(' ', ports)}",
            .. item["inputs"]!.AsArray().Select(input =>
                $"{type} input {input!["name"]} {input["uiHint"]} under={input["category"] ?? "-"} default={input["defaultValue"]?.ToJsonString() ?? "-"} "
                + $"syntax={input["defaultSyntax"] ?? "-"} wrapped={((bool)input["isWrapped"]! ? "yes" : "no")} evaluated={((bool)input["autoEvaluate"]! ? "yes" : "no")}"),
            .. item["outputs"]!.AsArray().Select(output => $"{type} output {output!["name"]}"),
        ];
    }

    private Task StoreAsync(string json) => host.ChangeAsync(db => db.Set<DefinitionRow>().Add(new DefinitionRow
    {
        Id = Guid.NewGuid().ToString("N"), DefinitionId = Guid.NewGuid().ToString("N"), Version = 1, IsLatest = true, IsPublished = false,
        Json = System.Text.Encoding.UTF8.GetBytes(json), ContentHash = "", CreatedAt = DateTimeOffset.UnixEpoch,
    }));

    private async Task<IReadOnlyList<JsonObject>> ItemsAsync(string path) => [.. (await ReadAsync(path))["items"]!.AsArray().Select(item => item!.AsObject())];

    private async Task<JsonNode> ReadAsync(string path) =>
        JsonNode.Parse(await host.SignedIn(await host.NewPersonAsync(Roles.Designer, null)).ReadAsync(path))!;
}
