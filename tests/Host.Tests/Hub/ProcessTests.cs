using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;
using StrongCities.Engine.Activities;
using StrongCities.Engine.Definitions;
using Xunit;

namespace StrongCities.Host.Tests.Hub;

/// <summary>The processes that ship, as somebody drew them.</summary>
public sealed class ProcessTests
{
    public static TheoryData<string> Names { get; } = ["technical-support-request", "support-assignment", "find-helper", "opportunity-identification", "opportunity-for-city", "grant-application", "award-follow-up", "reporting", "risk-register", "hub-event", "good-practice"];

    [Theory]
    [MemberData(nameof(Names))]
    public async Task It_reads_and_compiles_without_a_problem(string name)
    {
        await using var world = await HubWorld.StartAsync();
        var reading = DefinitionReader.Read(await File.ReadAllBytesAsync(PathOf(name), TestContext.Current.CancellationToken), name);
        Assert.Empty(reading.Problems);
        var compiled = WorkflowGraph.Compile(reading.Definition!, world.Services.GetRequiredService<ActivityCatalog>(), used =>
            DefinitionReader.Read(File.ReadAllBytes(PathOf(used.DefinitionId!)), used.DefinitionId!).Definition);
        Assert.Empty(compiled.Problems);
        Assert.Empty(DefinitionLint.Run(compiled.Graph!).Where(finding => finding.Severity != LintSeverity.Hint).Select(finding => $"{finding.NodeId}: {finding.Message}"));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public async Task Every_input_and_way_out_is_one_that_its_activity_has(string name)
    {
        var (root, activities) = Read(name);
        await using var world = await HubWorld.StartAsync();
        var catalog = world.Services.GetRequiredService<ActivityCatalog>();
        string[] common = ["id", "nodeId", "name", "type", "version", "customProperties", "metadata"];
        foreach (var activity in activities)
        {
            // A workflow that is used as an activity is no type of the catalogue.
            if (activity["workflowDefinitionId"] is not null)
            {
                continue;
            }

            var descriptor = catalog.Find((string)activity["type"]!)!.Descriptor;
            var known = descriptor.Inputs.Select(input => Camel(input.Name)).Concat(descriptor.Outputs.Select(output => Camel(output.Name))).Concat(common);
            Assert.Empty(activity.Select(member => member.Key).Except(known));
        }

        foreach (var connection in root["connections"]!.AsArray())
        {
            var source = activities.Single(activity => (string)activity["id"]! == (string)connection!["source"]!["activity"]!);
            IEnumerable<string> outcomes = source["workflowDefinitionId"] is { } used
                ? JsonNode.Parse(File.ReadAllText(PathOf((string)used!)))!["outcomes"]!.AsArray().Select(outcome => (string)outcome!)
                : catalog.Find((string)source["type"]!)!.Descriptor.Outcomes;
            var cases = source["cases"]?.AsArray().Select(one => (string)one!["label"]!) ?? [];
            var ports = outcomes.DefaultIfEmpty("Done").Concat(Options(source, "options")).Concat(Options(source, "branches")).Concat(cases);
            Assert.Contains((string)connection!["source"]!["port"]!, ports);
        }
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Every_option_leads_somewhere(string name)
    {
        var (root, activities) = Read(name);
        var followed = root["connections"]!.AsArray().Select(c => ((string)c!["source"]!["activity"]!, (string)c["source"]!["port"]!)).ToHashSet();
        foreach (var activity in activities)
        {
            Assert.All(Options(activity, "options"), option => Assert.Contains(((string)activity["id"]!, option), followed));
        }
    }

    [Fact]
    public async Task Every_hub_activity_tells_what_it_does_and_offers_choices()
    {
        await using var world = await HubWorld.StartAsync();
        var own = world.Services.GetRequiredService<ActivityCatalog>().Descriptors.Where(d => d.TypeName.StartsWith("StrongCities.", StringComparison.Ordinal)).ToList();
        Assert.Equal(59, own.Count);
        Assert.All(own, d => Assert.True(d is { Category: "Case" or "People and mail" or "Opportunities" or "Applications" or "Awards" or "Risks" or "Events" or "Good practice", DisplayName.Length: > 0, Description.Length: > 20 }, d.TypeName));
        Assert.All(own.SelectMany(d => d.Inputs), input => Assert.False(string.IsNullOrWhiteSpace(input.Description), input.Name));
        Assert.All(own.SelectMany(d => d.Inputs).Where(input => input.UIHint == "dropdown"), input => Assert.NotEmpty(input.Options));
    }

    private static string PathOf(string name) => Path.Combine(AppContext.BaseDirectory, "workflow-definitions", $"{name}.json");

    private static (JsonObject Root, List<JsonObject> Activities) Read(string name)
    {
        var root = JsonNode.Parse(File.ReadAllText(PathOf(name)))!["root"]!.AsObject();
        return (root, [.. root["activities"]!.AsArray().Select(node => node!.AsObject())]);
    }

    private static IEnumerable<string> Options(JsonObject activity, string input) =>
        activity[input] is { } options ? JsonNode.Parse((string)options["expression"]!["value"]!)!.AsArray().Select(option => (string)option!) : [];

    private static string Camel(string name) => char.ToLowerInvariant(name[0]) + name[1..];
}
