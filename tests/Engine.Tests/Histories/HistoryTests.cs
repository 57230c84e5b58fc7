using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using StrongCities.Engine.Activities;
using StrongCities.Engine.Definitions;
using StrongCities.Engine.Execution;
using Xunit;
using static StrongCities.Engine.Tests.Workbench;

namespace StrongCities.Engine.Tests.Histories;

/// <summary>
/// Old runs keep running: stored bursts of earlier builds are run again and must give the same next state, byte for
/// byte. A history is never edited. When behaviour changes on purpose, it goes behind a logic flag, and a new history
/// is written beside the old ones: set WRITE_HISTORIES to this folder and run this class.
/// </summary>
public sealed class HistoryTests
{
    private const string WriteVariable = "WRITE_HISTORIES";
    private static readonly ActivityCatalog Catalog = new([new SampleTask()]);
    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true };

    [Fact]
    public void Stored_bursts_give_the_same_next_state()
    {
        if (Environment.GetEnvironmentVariable(WriteVariable) is { Length: > 0 } folder)
        {
            Write(folder);
        }

        var files = Directory.GetFiles(Path.Combine(AppContext.BaseDirectory, "Histories"), "*.json");
        Assert.NotEmpty(files);
        Assert.All(files, Replay);
    }

    private static void Replay(string file)
    {
        var history = JsonNode.Parse(File.ReadAllText(file))!;
        var graph = Compile(history["definition"]!.AsObject());
        foreach (var burst in history["bursts"]!.AsArray())
        {
            var state = InstanceState.FromUtf8(Encoding.UTF8.GetBytes((string)burst!["state"]!));
            var next = new Interpreter(new InterpreterOptions()).Run(graph, state, Stimulus(burst["stimulus"]!), Inputs(burst));
            Assert.Equal((string?)burst["next"], Encoding.UTF8.GetString(next.State.ToUtf8()));
        }
    }

    private static void Write(string folder)
    {
        var definition = Definition(
            Flowchart(
                [
                    Activity("S", "Elsa.Start"),
                    Activity("T", "Sample.Task", ("title", Literal("Water works"))),
                    Activity("Each", "Elsa.ForEach", ("items", Script("['a','b']")), ("body", Wait("Body"))),
                    Activity("J", "Elsa.FlowJoin", ("mode", Literal("WaitAll"))),
                    Set("N", Script("variables.N + Math.random()")),
                    Activity("D", "Elsa.Delay", ("timeSpan", Literal("2.00:00:00"))),
                ],
                "S>T", "S>Each", "T:Approved>J", "Each>J", "J>SetN", "SetN>D"),
            Variable("N", "Double", 1.5), Variable("Case", "JSON", """{"tags":["x"]}"""));
        var bursts = new JsonArray();
        var state = InstanceState.New("history-1", Compile(definition), Monday, "case-7", "A history");
        foreach (var next in Story())
        {
            var before = Encoding.UTF8.GetString(state.ToUtf8());
            var stimulus = next(state);
            var inputs = new BurstInputs(Monday.AddHours(bursts.Count), (ulong)bursts.Count + 1);
            state = new Interpreter(new InterpreterOptions()).Run(Compile(definition), state, Stimulus(stimulus), inputs).State;
            bursts.Add(new JsonObject
            {
                ["now"] = inputs.Now.ToString("O"),
                ["seed"] = inputs.Seed,
                ["stimulus"] = stimulus,
                ["state"] = before,
                ["next"] = Encoding.UTF8.GetString(state.ToUtf8()),
            });
        }

        var file = Path.Combine(folder, $"format-{InstanceState.CurrentFormat}-task-loop-join.json");
        File.WriteAllText(file, new JsonObject { ["definition"] = definition, ["bursts"] = bursts }.ToJsonString(Indented));
    }

    private static IEnumerable<Func<InstanceState, JsonObject>> Story() =>
    [
        _ => new JsonObject { ["start"] = new JsonObject { ["City"] = "Elbasan" } },
        state => new JsonObject { ["answer"] = state.Questions[0].RequestId, ["value"] = "ana@example.org" },
        state => Resume(state, "Body"),
        state => Resume(state, "T", "remind"),
        state => Resume(state, "T", "decision"),
        state => Resume(state, "Body"),
        state => Resume(state, "D"),
    ];

    private static JsonObject Resume(InstanceState state, string activityId, string? tag = null) => new()
    {
        ["resume"] = state.Bookmarks.First(bookmark => bookmark.ActivityId == activityId && bookmark.Tag == tag).Id,
        ["input"] = new JsonObject { ["decision"] = "Approved" },
    };

    private static Stimulus Stimulus(JsonNode json) =>
        json["start"] is JsonObject input ? new Start(input.DeepClone().AsObject())
        : json["answer"] is { } request ? new Answer((string)request!, json["value"]?.DeepClone())
        : new Resume((string)json["resume"]!, json["input"]!.DeepClone().AsObject());

    private static BurstInputs Inputs(JsonNode burst) =>
        new(DateTimeOffset.Parse((string)burst["now"]!, System.Globalization.CultureInfo.InvariantCulture), (ulong)burst["seed"]!);

    private static WorkflowGraph Compile(JsonObject definition) => WorkflowGraph.Compile(
        DefinitionReader.Read(Encoding.UTF8.GetBytes(definition.ToJsonString()), "history").Definition!, Catalog).Graph!;
}
