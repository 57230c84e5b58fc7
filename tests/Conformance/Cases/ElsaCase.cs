using System.Text.Json;
using System.Text.Json.Nodes;
using StrongCities.Engine.Activities;

namespace StrongCities.Conformance.Cases;

/// <summary>Definitions, what is done with them, and what a real Elsa 3.8 did. README.md tells the format.</summary>
internal sealed class ElsaCase
{
    private const string EndlessMark = "... endless loop";
    private const string ByTrigger = "(trigger)";
    private readonly JsonObject json;

    private ElsaCase(string name, JsonObject json)
    {
        Name = name;
        this.json = json;
    }

    /// <summary>The file's name, without <c>.json</c>.</summary>
    public string Name { get; }

    /// <summary>In the order in which they are imported.</summary>
    public IReadOnlyList<JsonObject> Definitions => [.. json["definitions"]!.AsArray().Select(definition => definition!.AsObject())];

    /// <summary>What Elsa did; where only its own test says what it should do, that.</summary>
    public JsonObject Observed => (json["observed"] ?? json["expected"])!.AsObject();

    /// <summary>Whether Elsa went round for ever and was stopped by whoever observed it.</summary>
    public bool IsEndless => Observed["lines"] is JsonArray { Count: > 0 } lines && ((string?)lines[^1])!.StartsWith(EndlessMark, StringComparison.Ordinal);

    public JsonObject Input => json["input"]?.DeepClone() as JsonObject ?? [];

    public string? CorrelationId => (string?)json["correlationId"];

    public FlowchartMode FlowchartMode =>
        ((string?)json["flowchartMode"] ?? (string?)json["flowchart_mode"] ?? "").StartsWith("token", StringComparison.Ordinal)
            ? FlowchartMode.TokenBased : FlowchartMode.CounterBased;

    /// <summary>The definition that is run; <see langword="null"/> when stimuli alone start it.</summary>
    public JsonObject? Runs
    {
        get
        {
            var wanted = (string?)json["run_definition"];
            return wanted == ByTrigger ? null
                : Definitions.LastOrDefault(definition => (string?)definition["definitionId"] == wanted) ?? Definitions[^1];
        }
    }

    public IReadOnlyList<CaseStimulus> Stimuli => CaseStimulus.ReadAll(json["stimuli"], Input);

    /// <summary>Reads a file.</summary>
    /// <exception cref="InvalidDataException">It is no case; the message says why.</exception>
    public static ElsaCase Read(string file)
    {
        JsonNode? node;
        try
        {
            node = JsonNode.Parse(File.ReadAllText(file), documentOptions: new JsonDocumentOptions { MaxDepth = 256 });
        }
        catch (JsonException error)
        {
            throw new InvalidDataException($"{file} is not valid JSON: {error.Message} Correct it there, or move the file away.", error);
        }

        return node is JsonObject json && json["definitions"] is JsonArray { Count: > 0 } definitions && definitions.All(item => item is JsonObject)
            && (json["observed"] ?? json["expected"]) is JsonObject
            ? new ElsaCase(Path.GetFileNameWithoutExtension(file), json)
            : throw new InvalidDataException(
                $"{file} is no case: it needs a list 'definitions' of objects, and an object 'observed' or 'expected'. Mend it, or move the file away.");
    }

    /// <summary>Reads the case files of a folder, in the order of their names.</summary>
    /// <exception cref="InvalidDataException">There is no such folder, it has no case files, or one of them is no case.</exception>
    public static IReadOnlyList<ElsaCase> ReadAll(string folder)
    {
        if (!Directory.Exists(folder))
        {
            throw new InvalidDataException($"There is no folder {Path.GetFullPath(folder)}. Name a folder of case files (*.json).");
        }

        var files = Directory.GetFiles(folder, "*.json").Order(StringComparer.Ordinal).ToList();
        return files.Count > 0 ? [.. files.Select(Read)]
            : throw new InvalidDataException($"The folder {Path.GetFullPath(folder)} has no *.json files. Name a folder of case files.");
    }

    /// <summary>Every activity of every definition, nested ones too.</summary>
    public IEnumerable<JsonObject> Activities() => Within(json["definitions"]!);

    private static IEnumerable<JsonObject> Within(JsonNode node) => node switch
    {
        JsonArray array => array.OfType<JsonNode>().SelectMany(Within),
        JsonObject json => json.Where(member => member.Value is not null).SelectMany(member => Within(member.Value!))
            .Concat(json["type"] is JsonValue type && type.GetValueKind() == JsonValueKind.String
                && ((string)type!).StartsWith("Elsa.", StringComparison.Ordinal) && json.ContainsKey("id") ? [json] : []),
        _ => [],
    };
}
