using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using StrongCities.Engine.Activities;
using StrongCities.Engine.Definitions;

namespace StrongCities.Engine.Tests.Cases;

/// <summary>A definition, what is done with it, and what a real Elsa 3.8 did. See Cases/README.md for the format.</summary>
public sealed class ObservedCase
{
    private const string EndlessMark = "... endless loop";
    private readonly JsonObject json;

    private ObservedCase(string name, JsonObject json)
    {
        Name = name;
        this.json = json;
    }

    public string Name { get; }

    /// <summary>What Elsa did; where only its own test says what it should do, that.</summary>
    public JsonObject Observed => (json["observed"] ?? json["expected"])!.AsObject();

    /// <summary>Whether Elsa went round for ever and was stopped by whoever observed it.</summary>
    public bool IsEndless => Observed["lines"] is JsonArray { Count: > 0 } lines && ((string?)lines[^1])!.StartsWith(EndlessMark, StringComparison.Ordinal);

    public JsonObject Input => json["input"]?.DeepClone() as JsonObject ?? [];

    public FlowchartMode FlowchartMode =>
        ((string?)json["flowchartMode"] ?? (string?)json["flowchart_mode"] ?? "").StartsWith("token", StringComparison.Ordinal)
            ? FlowchartMode.TokenBased : FlowchartMode.CounterBased;

    public string? CorrelationId => (string?)json["correlationId"];

    /// <summary>Activities whose bookmarks are resumed, in order; null resumes whatever waits until nothing does.</summary>
    public IReadOnlyList<string>? Resumes => json["stimuli"] is JsonArray list ? [.. list.Select(item => (string)item!["activity"]!)] : null;

    public static ObservedCase Read(string file) =>
        new(Path.GetFileNameWithoutExtension(file), JsonNode.Parse(File.ReadAllText(file))!.AsObject());

    public WorkflowDefinition Definition()
    {
        var definitions = json["definitions"]!.AsArray();
        var wanted = (string?)json["run_definition"];
        var chosen = definitions.LastOrDefault(definition => (string?)definition!["definitionId"] == wanted) ?? definitions[^1];
        return Read(chosen!);
    }

    /// <summary>What the definition uses as an activity: the version that it names, else the published, else the last.</summary>
    public WorkflowDefinition? Resolve(WorkflowReference reference)
    {
        var all = json["definitions"]!.AsArray().Select(definition => definition!.AsObject()).ToList();
        var same = all.FindAll(definition => (string?)definition["definitionId"] == reference.DefinitionId);
        return (all.Find(definition => (string?)definition["id"] == reference.VersionId)
            ?? same.FindLast(definition => (bool?)definition["isPublished"] == true)
            ?? same.LastOrDefault()) is { } chosen ? Read(chosen) : null;
    }

    private WorkflowDefinition Read(JsonNode definition)
    {
        var reading = DefinitionReader.Read(Encoding.UTF8.GetBytes(definition.ToJsonString()), Name);
        return reading.Definition ?? throw new InvalidOperationException(reading.Problems[0].Message);
    }

    /// <summary>Why the engine cannot run this case by itself, or null.</summary>
    public string? Unsupported(ActivityCatalog catalog)
    {
        if (json["stimuli"] is JsonArray list && list.Any(item => item is not JsonObject stimulus || stimulus["activity"] is null))
        {
            return "stimulus outside the engine";
        }

        if ((string?)json["run_definition"] == "(trigger)")
        {
            return "started by a trigger";
        }

        var text = json["definitions"]!.ToJsonString();
        if (text.Contains("Elsa.ExecuteWorkflow", StringComparison.Ordinal))
        {
            return "executes a workflow, which takes a host";
        }

        if (Activities().Any(activity => (string?)activity["type"] is "Elsa.ExecuteWorkflow" or "Elsa.DispatchWorkflow" or "Elsa.BulkDispatchWorkflows"))
        {
            return "child workflow";
        }

        if (text.Contains("RunCSharp", StringComparison.Ordinal) || text.Contains("\"CSharp\"", StringComparison.Ordinal))
        {
            return "C# is refused";
        }

        return Activities().Select(activity => (string)activity["type"]!).FirstOrDefault(type => catalog.Find(type) is null);
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
