using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;
using StrongCities.Engine.Activities;
using StrongCities.Engine.Definitions;
using Xunit;

namespace StrongCities.Host.Tests.Hub;

/// <summary>The support request as somebody drew it.</summary>
public sealed class ProcessTests
{
    private static readonly string File = Path.Combine(AppContext.BaseDirectory, "workflow-definitions", "technical-support-request.json");

    private static readonly JsonObject Root = JsonNode.Parse(System.IO.File.ReadAllText(File))!["root"]!.AsObject();

    private static List<JsonObject> Activities => [.. Root["activities"]!.AsArray().Select(node => node!.AsObject())];

    [Fact]
    public async Task It_reads_and_compiles_without_a_problem()
    {
        await using var world = await HubWorld.StartAsync();
        var reading = DefinitionReader.Read(await System.IO.File.ReadAllBytesAsync(File, TestContext.Current.CancellationToken), "support");
        Assert.Empty(reading.Problems);
        var compiled = WorkflowGraph.Compile(reading.Definition!, world.Services.GetRequiredService<ActivityCatalog>());
        Assert.Empty(compiled.Problems);
    }

    [Fact]
    public async Task Every_input_and_way_out_is_one_that_its_activity_has()
    {
        await using var world = await HubWorld.StartAsync();
        var catalog = world.Services.GetRequiredService<ActivityCatalog>();
        string[] common = ["id", "nodeId", "name", "type", "version", "customProperties", "metadata"];
        foreach (var activity in Activities)
        {
            var descriptor = catalog.Find((string)activity["type"]!)!.Descriptor;
            var known = descriptor.Inputs.Select(input => Camel(input.Name)).Concat(descriptor.Outputs.Select(output => Camel(output.Name))).Concat(common);
            Assert.Empty(activity.Select(member => member.Key).Except(known));
        }

        foreach (var connection in Root["connections"]!.AsArray())
        {
            var source = Activities.Single(activity => (string)activity["id"]! == (string)connection!["source"]!["activity"]!);
            var descriptor = catalog.Find((string)source["type"]!)!.Descriptor;
            var ports = descriptor.Outcomes.DefaultIfEmpty("Done").Concat(Options(source));
            Assert.Contains((string)connection!["source"]!["port"]!, ports);
        }
    }

    [Fact]
    public void Every_option_leads_somewhere()
    {
        var followed = Root["connections"]!.AsArray().Select(c => ((string)c!["source"]!["activity"]!, (string)c["source"]!["port"]!)).ToHashSet();
        foreach (var activity in Activities)
        {
            Assert.All(Options(activity), option => Assert.Contains(((string)activity["id"]!, option), followed));
        }
    }

    [Fact]
    public async Task Every_hub_activity_tells_what_it_does_and_offers_choices()
    {
        await using var world = await HubWorld.StartAsync();
        var own = world.Services.GetRequiredService<ActivityCatalog>().Descriptors.Where(d => d.TypeName.StartsWith("StrongCities.", StringComparison.Ordinal)).ToList();
        Assert.Equal(11, own.Count);
        Assert.All(own, d => Assert.True(d is { Category: "Case" or "People and mail", DisplayName.Length: > 0, Description.Length: > 20 }, d.TypeName));
        Assert.All(own.SelectMany(d => d.Inputs), input => Assert.False(string.IsNullOrWhiteSpace(input.Description), input.Name));
        Assert.All(own.SelectMany(d => d.Inputs).Where(input => input.UIHint == "dropdown"), input => Assert.NotEmpty(input.Options));
    }

    private static IEnumerable<string> Options(JsonObject activity) =>
        activity["options"] is { } options ? JsonNode.Parse((string)options["expression"]!["value"]!)!.AsArray().Select(option => (string)option!) : [];

    private static string Camel(string name) => char.ToLowerInvariant(name[0]) + name[1..];
}
