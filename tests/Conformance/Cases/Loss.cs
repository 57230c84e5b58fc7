using System.Text.Json.Nodes;

namespace StrongCities.Conformance.Cases;

/// <summary>What a definition lost on its way through an import and an export: compared by meaning, not by text.</summary>
internal static class Loss
{
    /// <summary>What a server says about its own row, so that it comes back otherwise.</summary>
    private static readonly string[] Bookkeeping =
        ["$schema", "createdAt", "definitionId", "id", "isLatest", "isPublished", "links", "tenantId", "toolVersion", "version"];

    /// <summary>Members that are missing or changed, each with its path.</summary>
    public static IEnumerable<string> Between(JsonObject given, JsonObject got) => given
        .Where(member => !Bookkeeping.Contains(member.Key, StringComparer.OrdinalIgnoreCase))
        .SelectMany(member => Lost(member.Value, got[member.Key], member.Key));

    /// <summary>A member that is null says no more than one that is absent; one that is new is no loss; node ids follow from ids.</summary>
    private static IEnumerable<string> Lost(JsonNode? given, JsonNode? got, string place) => (given, got) switch
    {
        (null, _) => [],
        (JsonObject a, JsonObject b) => a.Where(member => member.Key != "nodeId")
            .SelectMany(member => Lost(member.Value, b[member.Key], $"{place}.{member.Key}")),
        (JsonObject a, JsonArray b) when a["$values"] is JsonArray values => Lost(values, b, place),
        (JsonArray a, JsonArray b) when a.Count == b.Count => a.SelectMany((item, i) => Lost(item, b[i], $"{place}[{i}]")),
        _ => JsonNode.DeepEquals(given, got) ? [] : [$"{place}: {given.ToJsonString()} became {got?.ToJsonString() ?? "nothing"}"],
    };
}
