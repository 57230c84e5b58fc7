using System.Text;
using System.Text.Json.Nodes;
using StrongCities.Engine.Activities;
using StrongCities.Engine.Definitions;
using StrongCities.Engine.Execution;

namespace StrongCities.Engine.Tests;

/// <summary>Builds small definitions in code and runs them, storing and reading the state between bursts.</summary>
internal sealed class Workbench
{
    public static readonly DateTimeOffset Monday = new(2026, 11, 23, 8, 0, 0, TimeSpan.Zero);

    private readonly Interpreter interpreter;

    public Workbench(JsonObject definition, InterpreterOptions? options = null, params IReadOnlyList<Activity> more)
    {
        interpreter = new Interpreter(options ?? new InterpreterOptions());
        var reading = DefinitionReader.Read(Encoding.UTF8.GetBytes(definition.ToJsonString()), "test");
        var compilation = WorkflowGraph.Compile(reading.Definition!, new ActivityCatalog(more));
        Graph = compilation.Graph ?? throw new InvalidOperationException(compilation.Problems[0].Message);
        State = InstanceState.New("instance-1", Graph, Monday);
    }

    public WorkflowGraph Graph { get; }

    public InstanceState State { get; private set; }

    public DateTimeOffset Now { get; set; } = Monday;

    public List<Effect> Effects { get; } = [];

    public IReadOnlyList<Effect> LastEffects { get; private set; } = [];

    public IEnumerable<string> Lines => Effects.OfType<LineWritten>().Select(line => line.Text);

    public IEnumerable<string> Journal => Effects.OfType<Journaled>().Select(row => $"{row.Entry.ActivityId}:{row.Entry.EventName}");

    public Workbench Start(JsonObject? input = null) => Run(new Start(input ?? []));

    public Workbench Resume(string activityId, JsonObject? input = null) =>
        Run(new Resume(State.Bookmarks.First(bookmark => bookmark.ActivityId == activityId).Id, input ?? []));

    public Workbench Run(Stimulus stimulus)
    {
        Burst(stimulus);
        return this;
    }

    public Burst Burst(Stimulus stimulus)
    {
        var burst = interpreter.Run(Graph, State, stimulus, new BurstInputs(Now, 42));
        State = InstanceState.FromUtf8(burst.State.ToUtf8());
        LastEffects = burst.Effects;
        Effects.AddRange(burst.Effects);
        return burst;
    }

    public static JsonObject Definition(JsonObject root, params JsonNode?[] variables) => new()
    {
        ["definitionId"] = "test",
        ["version"] = 1,
        ["variables"] = new JsonArray(variables),
        ["root"] = root,
    };

    public static JsonObject Variable(string name, string type, JsonNode? value = null, bool kept = true) => new()
    {
        ["id"] = name,
        ["name"] = name,
        ["typeName"] = type,
        ["value"] = value,
        ["storageDriverTypeName"] = kept ? "WorkflowInstanceStorageDriver" : null,
    };

    public static JsonObject Sequence(params JsonNode?[] activities) => new()
    {
        ["id"] = "Sequence1",
        ["type"] = "Elsa.Sequence",
        ["activities"] = new JsonArray(activities),
    };

    /// <summary>A flowchart; connections are written <c>A:Port>B</c> or <c>A>B</c>.</summary>
    public static JsonObject Flowchart(JsonNode[] activities, params string[] connections) => new()
    {
        ["id"] = "Flow1",
        ["type"] = "Elsa.Flowchart",
        ["activities"] = new JsonArray(activities),
        ["connections"] = new JsonArray([.. connections.Select(Connection)]),
    };

    public static JsonObject Activity(string id, string type, params (string Name, JsonNode? Value)[] members)
    {
        var activity = new JsonObject { ["id"] = id, ["type"] = type };
        foreach (var (name, value) in members)
        {
            activity[name] = value;
        }

        return activity;
    }

    public static JsonObject Line(string text) => Activity(text, "Elsa.WriteLine", ("text", Literal(text)));

    public static JsonObject Line(string id, JsonObject expression) => Activity(id, "Elsa.WriteLine", ("text", expression));

    public static JsonObject Wait(string id) => Activity(id, "Elsa.Event", ("eventName", Literal(id)));

    public static JsonObject Set(string variable, JsonObject value) => Activity(
        $"Set{variable}", "Elsa.SetVariable", ("variable", new JsonObject { ["id"] = variable, ["name"] = variable }), ("value", value));

    public static JsonObject Literal(JsonNode? value) => Expression("Literal", value);

    public static JsonObject Script(string text) => Expression("JavaScript", text);

    public static JsonObject Liquid(string text) => Expression("Liquid", text);

    public static JsonObject Expression(string type, JsonNode? value) => new()
    {
        ["typeName"] = "Object",
        ["expression"] = new JsonObject { ["type"] = type, ["value"] = value },
    };

    private static JsonObject Connection(string text)
    {
        var ends = text.Split('>');
        var source = ends[0].Split(':');
        return new JsonObject
        {
            ["source"] = new JsonObject { ["activity"] = source[0], ["port"] = source.Length > 1 ? source[1] : "Done" },
            ["target"] = new JsonObject { ["activity"] = ends[1], ["port"] = "In" },
        };
    }
}

internal static class JsonEdits
{
    public static JsonObject With(this JsonObject json, string member, JsonNode value)
    {
        json[member] = value;
        return json;
    }
}
