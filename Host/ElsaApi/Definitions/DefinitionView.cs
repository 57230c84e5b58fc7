using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using StrongCities.Engine.Activities;
using StrongCities.Engine.Definitions;
using StrongCities.Runtime.Persistence;

namespace StrongCities.Host.ElsaApi.Definitions;

/// <summary>Stored versions in Elsa's shapes. What a definition holds besides is written too, so that nothing is lost by going through here.</summary>
internal sealed class DefinitionView(ActivityCatalog catalog, DefinitionLinks links)
{
    private const string Schema = "https://elsaworkflows.io/schemas/workflow-definition/v3.0.0/schema.json";

    private static readonly string[] Lists = ["variables", "inputs", "outputs", "outcomes"];
    private static readonly string[] ArgumentTexts = ["displayName", "description", "category"];
    private static readonly JsonSerializerOptions Compact = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, MaxDepth = 512 };

    /// <summary>UTF-8 of any of the shapes below.</summary>
    public static byte[] Bytes(JsonNode json) => JsonSerializer.SerializeToUtf8Bytes(json, Compact);

    /// <summary>Answers with one of the shapes below.</summary>
    public static IResult Answer(JsonNode json, int status = StatusCodes.Status200OK) =>
        Results.Text(Bytes(json), "application/json; charset=utf-8", status);

    /// <summary>The definition as the designer opens it.</summary>
    public JsonObject Full(DefinitionRow row, bool withLinks = true)
    {
        var json = Content(row);
        json["isLatest"] = row.IsLatest;
        json["isPublished"] = row.IsPublished;
        json["root"] ??= new JsonObject
        {
            ["name"] = "Sequence1", ["type"] = "Elsa.Sequence", ["activities"] = new JsonArray(), ["variables"] = new JsonArray(),
            ["customProperties"] = new JsonObject(), ["metadata"] = new JsonObject(),
        };
        if (json["root"] is JsonObject root)
        {
            ActivityTree.Of(root, catalog).Complete();
        }

        if (withLinks)
        {
            json["links"] = links.Of(row.DefinitionId, row.IsReadonly);
        }

        return json;
    }

    /// <summary>The definition as a file.</summary>
    public JsonObject Export(DefinitionRow row)
    {
        var json = Full(row, withLinks: false);
        json["$schema"] = Schema;
        return json;
    }

    /// <summary>A row of the list.</summary>
    public JsonObject Summary(DefinitionRow row, bool withLinks = true)
    {
        var source = Source(row);
        var json = new JsonObject { ["isMaterializerAvailable"] = true, ["id"] = row.Id, ["definitionId"] = row.DefinitionId };
        foreach (var (member, value) in new[] { ("name", row.Name), ("description", Text(source, "description")), ("toolVersion", Text(source, "toolVersion")) })
        {
            if (value is not null)
            {
                json[member] = value;
            }
        }

        json["version"] = row.Version;
        json["isLatest"] = row.IsLatest;
        json["isPublished"] = row.IsPublished;
        json["materializerName"] = "Json";
        json["createdAt"] = row.CreatedAt;
        json["isReadonly"] = row.IsReadonly;
        if (withLinks)
        {
            json["links"] = links.Of(row.DefinitionId, row.IsReadonly);
        }

        return json;
    }

    /// <summary>A row of the version list: the root is text in it.</summary>
    public JsonObject Stored(DefinitionRow row)
    {
        var json = Full(row, withLinks: false);
        json["stringData"] = json["root"]?.ToJsonString(Compact);
        json["materializerName"] = "Json";
        json.Remove("root");
        return json;
    }

    /// <summary>The activity above the root, which Elsa makes of the definition itself.</summary>
    public JsonObject Workflow(DefinitionRow row)
    {
        var full = Full(row, withLinks: false);
        var about = new JsonObject { ["createdAt"] = row.CreatedAt };
        foreach (var member in (string[])["name", "description", "toolVersion"])
        {
            if (full[member] is { } value)
            {
                about[member] = value.DeepClone();
            }
        }

        return new JsonObject
        {
            ["identity"] = new JsonObject { ["definitionId"] = row.DefinitionId, ["version"] = row.Version, ["id"] = row.Id },
            ["publication"] = new JsonObject { ["isLatest"] = row.IsLatest, ["isPublished"] = row.IsPublished },
            ["inputs"] = full["inputs"]!.DeepClone(),
            ["outputs"] = full["outputs"]!.DeepClone(),
            ["outcomes"] = full["outcomes"]!.DeepClone(),
            ["workflowMetadata"] = about,
            ["options"] = full["options"]!.DeepClone(),
            ["isReadonly"] = row.IsReadonly,
            ["isSystem"] = false,
            ["definitionHandle"] = new JsonObject { ["definitionVersionId"] = row.Id },
            ["result"] = null,
            ["root"] = full["root"]!.DeepClone(),
            ["id"] = ActivityTree.WorkflowId,
            ["nodeId"] = ActivityTree.WorkflowId,
            ["name"] = null,
            ["type"] = "Elsa.Workflow",
            ["version"] = 1,
            ["customProperties"] = full["customProperties"]!.DeepClone(),
            ["metadata"] = new JsonObject(),
        };
    }

    /// <summary>What the version holds, with the row's word on what the row knows; absent where the definition is silent and Elsa is too.</summary>
    private static JsonObject Content(DefinitionRow row)
    {
        var json = Source(row);
        json["id"] = row.Id;
        json["definitionId"] = row.DefinitionId;
        json["createdAt"] = row.CreatedAt;
        json["version"] = row.Version;
        foreach (var absent in (string[])["name", "description", "toolVersion"])
        {
            if (json.ContainsKey(absent) && json[absent] is null)
            {
                json.Remove(absent);
            }
        }

        foreach (var list in Lists)
        {
            json[list] = (json[list] as JsonArray ?? (json[list] as JsonObject)?["$values"] ?? (json[list] as JsonObject)?["items"] ?? new JsonArray()).DeepClone();
        }

        foreach (var argument in json["inputs"]!.AsArray().Concat(json["outputs"]!.AsArray()).OfType<JsonObject>())
        {
            foreach (var text in ArgumentTexts)
            {
                argument[text] ??= "";
            }
        }

        json["customProperties"] ??= new JsonObject();
        json["options"] ??= new JsonObject { ["autoUpdateConsumingWorkflows"] = false };
        (json["options"] as JsonObject)?.TryAdd("autoUpdateConsumingWorkflows", false);
        json["isReadonly"] = row.IsReadonly;
        json["isSystem"] ??= false;
        return json;
    }

    private static JsonObject Source(DefinitionRow row) => DefinitionReader.Read(row.Json, row.Id).Definition?.Source
        ?? throw new InvalidOperationException($"Stored definition version {row.Id} cannot be read. Restore it from a backup.");

    private static string? Text(JsonObject json, string member) => json[member] is JsonValue value && value.TryGetValue(out string? text) ? text : null;
}
