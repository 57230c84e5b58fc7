using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using StrongCities.Engine.Activities;
using StrongCities.Engine.Definitions;

namespace StrongCities.Runtime.Editing;

/// <summary>
/// What differs between two states of a definition, as people think of it: activities by their id, connections by their ends, variables by
/// their name. Where things lie on the canvas does not count.
/// </summary>
public static class DraftDifferences
{
    private const int MaxText = 400;

    private static readonly JsonSerializerOptions Compact = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, MaxDepth = 256 };

    /// <summary>Told otherwise, or of no meaning to people.</summary>
    private static readonly string[] NotOfActivities = ["id", "nodeId", "version", "metadata", "activities", "connections", "customProperties"];

    private static readonly string[] NotOfDefinitions =
    [
        "$schema", "id", "definitionId", "createdAt", "version", "isLatest", "isPublished", "links", "toolVersion", "root", "variables", "inputs", "outputs",
        "options", "customProperties",
    ];

    private static readonly (string Member, DifferencePart Part)[] Declarations =
        [("variables", DifferencePart.Variable), ("inputs", DifferencePart.Input), ("outputs", DifferencePart.Output)];

    /// <summary>Compares.</summary>
    /// <param name="before">A definition's JSON.</param>
    /// <param name="after">Another state of it.</param>
    /// <param name="catalog">What activities and their inputs are called.</param>
    /// <returns>What differs: activities, connections, declarations, settings; within each in the order of the later state, removed ones last.</returns>
    public static IReadOnlyList<DraftDifference> Of(JsonObject before, JsonObject after, ActivityCatalog catalog)
    {
        ArgumentNullException.ThrowIfNull(before);
        ArgumentNullException.ThrowIfNull(after);
        ArgumentNullException.ThrowIfNull(catalog);
        var (first, second) = (new Drawing(before, catalog), new Drawing(after, catalog));
        return
        [
            .. Compare(first.Activities, second.Activities, DifferencePart.Activity, key => (second.Activities.ContainsKey(key) ? second : first).NameOf(key)),
            .. Compare(first.Connections, second.Connections, DifferencePart.Connection, key => (second.Connections.ContainsKey(key) ? second : first).NameOfConnection(key)),
            .. Declarations.SelectMany(kind => Compare(Named(before, kind.Member), Named(after, kind.Member), kind.Part, name => name)),
            .. Settings(before, after),
        ];
    }

    private static IEnumerable<DraftDifference> Compare(
        Dictionary<string, JsonObject> before, Dictionary<string, JsonObject> after, DifferencePart part, Func<string, string> nameOf)
    {
        foreach (var (key, now) in after)
        {
            if (!before.TryGetValue(key, out var then))
            {
                yield return new(DifferenceKind.Added, part, nameOf(key), []);
            }
            else if (Members(then, now).ToList() is { Count: > 0 } members)
            {
                yield return new(DifferenceKind.Changed, part, nameOf(key), members);
            }
        }

        foreach (var key in before.Keys.Where(key => !after.ContainsKey(key)))
        {
            yield return new(DifferenceKind.Removed, part, nameOf(key), []);
        }
    }

    /// <summary>Options count each for itself; and what is off, or nothing, is as good as not said: Studio says all of it.</summary>
    private static IEnumerable<DraftDifference> Settings(JsonObject before, JsonObject after) =>
        Members(SettingsOf(before), SettingsOf(after))
            .Select(member => new DraftDifference(DifferenceKind.Changed, DifferencePart.Setting, member.Member, [member]));

    private static IEnumerable<MemberDifference> Members(JsonObject before, JsonObject after) => after.Concat(before).Select(member => member.Key)
        .Distinct(StringComparer.OrdinalIgnoreCase)
        .Where(member => !JsonNode.DeepEquals(before[member], after[member]))
        .Select(member => new MemberDifference(member, Text(before[member]), Text(after[member])))
        .Where(member => member.Before != member.After);

    private static JsonObject SettingsOf(JsonObject definition) => Without(
        new JsonObject(
            definition.Concat(definition["options"] as JsonObject ?? []).DistinctBy(member => member.Key, StringComparer.OrdinalIgnoreCase)
                .Where(member => member.Value is not null and not JsonArray { Count: 0 } && member.Value.GetValueKind() != JsonValueKind.False)
                .Select(member => KeyValuePair.Create<string, JsonNode?>(member.Key, member.Value!.DeepClone()))),
        NotOfDefinitions);

    private static Dictionary<string, JsonObject> Named(JsonObject definition, string member) => (definition[member] as JsonArray ?? []).OfType<JsonObject>()
        .Where(item => item["name"] is JsonValue)
        .DistinctBy(item => item["name"]!.ToString(), StringComparer.Ordinal)
        .ToDictionary(item => item["name"]!.ToString(), item => Without(item, ["name"]), StringComparer.Ordinal);

    private static JsonObject Without(JsonObject json, string[] members) => new(
        json.Where(member => !members.Contains(member.Key, StringComparer.OrdinalIgnoreCase)).Select(member => KeyValuePair.Create(member.Key, member.Value?.DeepClone())),
        new JsonNodeOptions { PropertyNameCaseInsensitive = true });

    /// <summary>What an author typed: an input is its expression, a literal its value.</summary>
    private static string Text(JsonNode? value)
    {
        var text = value switch
        {
            null => "",
            JsonValue plain => plain.ToString(),
            JsonObject wrapped when wrapped["expression"] is JsonObject expression => Expression(expression),
            _ => value.ToJsonString(Compact),
        };
        return text.Length > MaxText ? $"{text[..MaxText]}…" : text;
    }

    private static string Expression(JsonObject expression) => expression["type"]?.ToString() is null or "Literal"
        ? Text(expression["value"])
        : $"{expression["type"]}: {Text(expression["value"])}";

    /// <summary>One of the two states, taken apart.</summary>
    private sealed class Drawing
    {
        private readonly Dictionary<string, ActivityPlace> places = new(StringComparer.Ordinal);
        private readonly ActivityCatalog catalog;

        public Drawing(JsonObject definition, ActivityCatalog catalog)
        {
            this.catalog = catalog;
            var all = definition["root"] is JsonObject root ? ActivityTree.Of(root, catalog).Places : [];
            foreach (var place in all)
            {
                places.TryAdd(place.Id, place);
            }

            var held = all.Select(place => place.Json).ToHashSet(ReferenceEqualityComparer.Instance);
            Activities = places.ToDictionary(place => place.Key, place => Describe(place.Value, held), StringComparer.Ordinal);
            Connections = all.SelectMany(place => place.Json["connections"] as JsonArray ?? []).OfType<JsonObject>()
                .Select(Key).Distinct(StringComparer.Ordinal).ToDictionary(key => key, _ => new JsonObject(), StringComparer.Ordinal);
        }

        public Dictionary<string, JsonObject> Activities { get; }

        public Dictionary<string, JsonObject> Connections { get; }

        public string NameOf(string id)
        {
            if (!places.TryGetValue(id, out var place))
            {
                return id;
            }

            var type = catalog.Find(place.Type)?.Descriptor.DisplayName ?? place.Type;
            var name = (place.Json["metadata"] as JsonObject)?["displayText"]?.ToString() is { Length: > 0 } shown ? shown : place.Json["name"]?.ToString() ?? id;
            return name == type ? name : $"{name} ({type})";
        }

        public string NameOfConnection(string key)
        {
            var ends = key.Split('\n');
            var port = ends[1] is "" or "Done" ? "" : $" [{ends[1]}]";
            return $"{NameOf(ends[0])}{port} → {NameOf(ends[2])}";
        }

        private static string Key(JsonObject connection)
        {
            var (source, target) = (connection["source"] as JsonObject, connection["target"] as JsonObject);
            return $"{source?["activity"]}\n{source?["port"]}\n{target?["activity"]}";
        }

        /// <summary>Its members by the names that its form shows, with the activities that it holds as their ids only.</summary>
        private JsonObject Describe(ActivityPlace place, HashSet<object?> held)
        {
            var inputs = catalog.Find(place.Type)?.Descriptor.Inputs ?? [];
            var described = new JsonObject(new JsonNodeOptions { PropertyNameCaseInsensitive = true });
            foreach (var (member, value) in place.Json.Where(member => !NotOfActivities.Contains(member.Key, StringComparer.OrdinalIgnoreCase)))
            {
                var input = inputs.FirstOrDefault(input => string.Equals(input.Name, member, StringComparison.OrdinalIgnoreCase));
                described[input?.DisplayName ?? input?.Name ?? member] = Plain(value, held);
            }

            if ((place.Json["metadata"] as JsonObject)?["displayText"] is { } shown)
            {
                described["displayText"] = shown.DeepClone();
            }

            foreach (var (member, value) in place.Json["customProperties"] as JsonObject ?? [])
            {
                described[member] = Plain(value, held);
            }

            return described;
        }

        private static JsonNode? Plain(JsonNode? value, HashSet<object?> held) => value switch
        {
            null => null,
            JsonObject activity when held.Contains(activity) => JsonValue.Create(activity["id"]?.ToString() ?? activity["type"]?.ToString()),
            JsonObject json => new JsonObject(
                json.Select(member => KeyValuePair.Create(member.Key, Plain(member.Value, held))), new JsonNodeOptions { PropertyNameCaseInsensitive = true }),
            JsonArray list => new JsonArray([.. list.Select(item => Plain(item, held))]),
            _ => value.DeepClone(),
        };
    }
}
