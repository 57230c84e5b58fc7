using System.Net;
using System.Text.Json.Nodes;
using StrongCities.Host.Tests.Pages;
using Xunit;

namespace StrongCities.Host.Tests.ElsaApi;

/// <summary>What is imported comes out again: every member, understood or not, of our own definitions and of those in the folder <c>ELSA_CASES</c>.</summary>
[Collection(PageTests.Name)]
public sealed class DefinitionsRoundTripTests(PageHost host)
{
    /// <summary>What a store says about a row, and the paths that follow from the ids.</summary>
    private static readonly string[] Bookkeeping = ["$schema", "createdAt", "definitionId", "id", "isLatest", "isPublished", "links", "version"];

    [Fact]
    public async Task Importing_and_exporting_loses_nothing()
    {
        var elsa = await ElsaClient.OfAsync(host);
        var tried = 0;
        var lost = new List<string>();
        foreach (var (name, definition) in Definitions())
        {
            var given = definition.DeepClone().AsObject();
            given["definitionId"] = $"trip-{Guid.NewGuid():N}";
            var imported = await elsa.SendAsync("POST", "workflow-definitions/import", given);
            tried++;
            if (imported.Status == HttpStatusCode.BadRequest && imported.Errors.Contains("share the id", StringComparison.Ordinal))
            {
                continue;
            }

            if (imported.Status != HttpStatusCode.OK)
            {
                lost.Add($"{name}: {imported.Status} {imported.Text}");
                continue;
            }

            var export = await elsa.GetAsync($"workflow-definitions/{given["definitionId"]}/export");
            lost.AddRange(given.Where(member => !Bookkeeping.Contains(member.Key))
                .SelectMany(member => Lost(member.Value, export[member.Key], $"{name} {member.Key}")));
        }

        Assert.True(tried > 0, "There is no definition to try.");
        Assert.Empty(lost);
    }

    [Fact]
    public void The_comparison_sees_a_loss()
    {
        var given = JsonNode.Parse("""{"a":[{"b":1,"c":null}]}""");

        Assert.Empty(Lost(given, JsonNode.Parse("""{"a":[{"b":1,"more":2}]}"""), ""));
        Assert.Single(Lost(given, JsonNode.Parse("""{"a":[{"c":1}]}"""), ""));
        Assert.Single(Lost(given, JsonNode.Parse("""{"a":[]}"""), ""));
    }

    private static IEnumerable<(string Name, JsonObject Json)> Definitions()
    {
        var own = Path.Combine(AppContext.BaseDirectory, "workflow-definitions");
        foreach (var folder in new[] { own, Environment.GetEnvironmentVariable("ELSA_CASES") }.Where(Directory.Exists))
        {
            foreach (var file in Directory.EnumerateFiles(folder!, "*.json").Order(StringComparer.Ordinal))
            {
                var json = JsonNode.Parse(File.ReadAllText(file))!.AsObject();
                foreach (var definition in (json["definitions"] as JsonArray ?? [json.DeepClone()]).OfType<JsonObject>())
                {
                    yield return (Path.GetFileName(file), definition);
                }
            }
        }
    }

    /// <summary>A member that is null says no more than one that is absent; one that is new is no loss.</summary>
    private static IEnumerable<string> Lost(JsonNode? given, JsonNode? got, string place) => (given, got) switch
    {
        (null, _) => [],
        (JsonObject a, JsonObject b) when a["$values"] is null => a.Where(member => member.Key != "nodeId").SelectMany(member => Lost(member.Value, b[member.Key], $"{place}.{member.Key}")),
        (JsonObject a, JsonArray b) when a["$values"] is JsonArray values => Lost(values, b, place),
        (JsonArray a, JsonArray b) when a.Count == b.Count => a.SelectMany((item, i) => Lost(item, b[i], $"{place}[{i}]")),
        _ => JsonNode.DeepEquals(given, got) ? [] : [$"{place}: {given.ToJsonString()} became {got?.ToJsonString() ?? "nothing"}"],
    };
}
