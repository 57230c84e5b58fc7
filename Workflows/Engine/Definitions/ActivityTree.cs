using System.Text.Json;
using System.Text.Json.Nodes;
using StrongCities.Engine.Activities;

namespace StrongCities.Engine.Definitions;

/// <summary>
/// Every activity of a definition's JSON, as the designer walks it: unlike a graph, it can be had of drafts that do not compile, and it
/// enters activities of unknown types.
/// </summary>
public sealed class ActivityTree
{
    private static readonly string[] NotActivities = ["customProperties", "metadata", "connections", "variables"];

    private const string FlowchartType = "Elsa.Flowchart";

    private readonly ActivityCatalog catalog;
    private readonly List<ActivityPlace> places = [];
    private readonly Dictionary<string, int> generatedIds = new(StringComparer.Ordinal);

    private ActivityTree(ActivityCatalog catalog) => this.catalog = catalog;

    /// <summary>The activity above a definition's root; it is not in the JSON.</summary>
    public const string WorkflowId = "Workflow1";

    /// <summary>The activities, each before those inside it.</summary>
    public IReadOnlyList<ActivityPlace> Places => places;

    /// <summary>Walks a definition.</summary>
    /// <param name="root">Its root activity.</param>
    /// <param name="catalog">Tells which members of known types hold activities.</param>
    /// <returns>The tree.</returns>
    public static ActivityTree Of(JsonObject root, ActivityCatalog catalog)
    {
        var tree = new ActivityTree(catalog);
        tree.Add(root, null, "Root");
        return tree;
    }

    /// <summary>
    /// Writes what the designer needs into each activity: <c>id</c>, <c>nodeId</c>, <c>version</c>, <c>customProperties</c>, <c>metadata</c>,
    /// the types of inputs, and plain lists of activities and connections.
    /// </summary>
    public void Complete()
    {
        foreach (var place in places)
        {
            place.Json["id"] = place.Id;
            place.Json["nodeId"] = place.NodeId;
            var descriptor = catalog.Find(place.Type)?.Descriptor;
            place.Json["version"] ??= descriptor?.Version ?? 1;
            place.Json["customProperties"] ??= new JsonObject();
            place.Json["metadata"] ??= new JsonObject();
            foreach (var input in descriptor?.Inputs ?? [])
            {
                if (place.Json.FirstOrDefault(member => string.Equals(member.Key, input.Name, StringComparison.OrdinalIgnoreCase)).Value is JsonObject given
                    && given["expression"] is not null)
                {
                    given["typeName"] ??= input.TypeName;
                }
            }

            if (place.Type == FlowchartType)
            {
                place.Json["activities"] ??= new JsonArray();
                place.Json["variables"] ??= new JsonArray();
                place.Json["connections"] ??= new JsonArray();
            }

            if (place.Json["activities"] is JsonObject wrapped && ElsaJson.List(wrapped) is { } list)
            {
                place.Json["activities"] = list.DeepClone();
            }
        }
    }

    /// <summary>Writes ids into activities that have none, so that later edits leave those of the others alone.</summary>
    public void NameAll()
    {
        foreach (var place in places.Where(place => place.Json.Text("id") is not { Length: > 0 }))
        {
            place.Json["id"] = place.Id;
        }
    }

    private void Add(JsonObject json, ActivityPlace? parent, string port)
    {
        var type = json.Text("type") ?? "";
        var id = json.Text("id") is { Length: > 0 } given ? given : GenerateId(type);
        var place = new ActivityPlace(id, $"{parent?.NodeId ?? WorkflowId}:{id}", type, port, json, parent);
        places.Add(place);
        foreach (var (member, child) in Children(json, type))
        {
            Add(child, place, PascalCase(member));
        }
    }

    /// <summary>In the order in which a graph is compiled, so that missing ids come out the same.</summary>
    private IEnumerable<(string Member, JsonObject Child)> Children(JsonObject json, string type)
    {
        var descriptor = catalog.Find(type)?.Descriptor;
        var known = descriptor is null ? [] : descriptor.IsContainer ? descriptor.Ports.Prepend("activities") : descriptor.Ports;
        var ports = known.Distinct(StringComparer.OrdinalIgnoreCase).ToList();
        var others = json.Select(member => member.Key)
            .Where(member => !ports.Contains(member, StringComparer.OrdinalIgnoreCase) && !NotActivities.Contains(member, StringComparer.OrdinalIgnoreCase));
        return ports.SelectMany(member => Nested(json[member], isPort: true).Select(child => (member, child)))
            .Concat(others.SelectMany(member => Nested(json[member], isPort: false).Select(child => (member, child))));
    }

    private static IEnumerable<JsonObject> Nested(JsonNode? node, bool isPort) => ElsaJson.List(node) is { } list
        ? list.OfType<JsonObject>().SelectMany(item => Held(item, isPort))
        : node is JsonObject single ? Held(single, isPort) : [];

    /// <summary>An activity, or what holds one as its <c>activity</c>, as the cases of a switch do.</summary>
    private static IEnumerable<JsonObject> Held(JsonObject json, bool isPort) =>
        IsActivity(json, isPort) ? [json]
        : json["activity"] is JsonObject held && IsActivity(held, isPort) ? [held]
        : [];

    /// <summary>Where a member is not known to be a port, a type alone is not enough: expressions have one too.</summary>
    private static bool IsActivity(JsonObject json, bool isPort) =>
        json["type"] is JsonValue type && type.GetValueKind() == JsonValueKind.String
        && (isPort || ((json["id"] ?? json["nodeId"]) is JsonValue && json["version"] is JsonValue));

    private string GenerateId(string type)
    {
        var shortName = type[(type.LastIndexOf('.') + 1)..];
        var number = generatedIds[shortName] = generatedIds.GetValueOrDefault(shortName) + 1;
        return $"{shortName}{number}";
    }

    private static string PascalCase(string member) => member.Length == 0 ? member : char.ToUpperInvariant(member[0]) + member[1..];
}

/// <summary>One activity in its definition.</summary>
/// <param name="Id">Its id, or the one that the engine gives it when the JSON has none.</param>
/// <param name="NodeId">The colon-joined path of ids, from <c>Workflow1</c>.</param>
/// <param name="Type">Its type, known or not.</param>
/// <param name="Port">The member that holds it, as the designer writes it: <c>Root</c>, <c>Activities</c>, <c>Then</c> …</param>
/// <param name="Json">Its JSON, inside the definition's.</param>
/// <param name="Parent">What holds it; <see langword="null"/> at the root.</param>
public sealed record ActivityPlace(string Id, string NodeId, string Type, string Port, JsonObject Json, ActivityPlace? Parent);
