using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;
using StrongCities.Engine.Activities;
using StrongCities.Host.Tests.Pages;
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
    [InlineData("StrongCities.CheckCompleteness", "Flow Complete,Flow Incomplete")]
    public async Task Ports_are_what_may_be_connected_or_filled(string typeName, string expected)
    {
        var activity = await ReadAsync($"/elsa/api/descriptors/activities/{typeName}");
        Assert.Equal(expected, string.Join(',', activity["ports"]!.AsArray().Select(port => $"{port!["type"]} {port["name"]}")));
    }

    [Fact]
    public async Task A_drop_down_says_its_choices_in_plain_words()
    {
        var activity = await ReadAsync("/elsa/api/descriptors/activities/StrongCities.SetCaseStatus");
        var choices = activity["inputs"]![0]!["uiSpecifications"]!["dropdown"]!["selectList"]!["items"]!.AsArray();
        Assert.NotEmpty(choices);
        Assert.All(choices, choice => Assert.DoesNotMatch("[a-z][A-Z]", (string)choice!["text"]!));
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
    [InlineData("descriptors/variables", 19)]
    [InlineData("descriptors/workflow-activation-strategies", 4)]
    [InlineData("resilience/strategies", 0)]
    public async Task Every_list_of_choices_is_there(string path, int count) =>
        Assert.Equal(count, (await ItemsAsync($"/elsa/api/{path}")).Count);

    private Task StoreAsync(string json) => host.ChangeAsync(db => db.Set<DefinitionRow>().Add(new DefinitionRow
    {
        Id = Guid.NewGuid().ToString("N"), DefinitionId = Guid.NewGuid().ToString("N"), Version = 1, IsLatest = true, IsPublished = false,
        Json = System.Text.Encoding.UTF8.GetBytes(json), ContentHash = "", CreatedAt = DateTimeOffset.UnixEpoch,
    }));

    private async Task<IReadOnlyList<JsonObject>> ItemsAsync(string path) => [.. (await ReadAsync(path))["items"]!.AsArray().Select(item => item!.AsObject())];

    private async Task<JsonNode> ReadAsync(string path) =>
        JsonNode.Parse(await host.SignedIn(await host.NewPersonAsync(Roles.Designer, null)).ReadAsync(path))!;
}
