using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using StrongCities.Engine.Activities;
using StrongCities.Engine.Definitions;
using StrongCities.Engine.Execution;
using StrongCities.Engine.Expressions;
using Xunit;
using static StrongCities.Engine.Tests.Execution.StateMachineTests;
using static StrongCities.Engine.Tests.Workbench;

namespace StrongCities.Engine.Tests.Histories;

/// <summary>
/// Old runs keep running: stored bursts of earlier builds are run again and must give the same next state, byte for
/// byte. A history is never edited. When behaviour changes on purpose, it goes behind a logic flag, and a new history
/// is written beside the old ones: tell it in Stories, set WRITE_HISTORIES to this folder and run this class.
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
            var mode = burst["next"]!.GetValue<string>().Contains(LogicFlags.TokenFlowchart, StringComparison.Ordinal)
                ? FlowchartMode.TokenBased : FlowchartMode.CounterBased;
            var next = new Interpreter(new InterpreterOptions { FlowchartMode = mode }).Run(graph, state, Stimulus(burst["stimulus"]!), Inputs(burst));
            Assert.Equal((string?)burst["next"], Encoding.UTF8.GetString(next.State.ToUtf8()));
        }
    }

    private static void Write(string folder)
    {
        foreach (var story in Stories())
        {
            var file = Path.Combine(folder, $"format-{InstanceState.CurrentFormat}-{story.Name}.json");
            if (!File.Exists(file))
            {
                File.WriteAllText(file, Tell(story).ToJsonString(Indented));
            }
        }
    }

    private static JsonObject Tell(Story story)
    {
        var bursts = new JsonArray();
        var state = InstanceState.New("history-1", Compile(story.Definition), Monday, "case-7", "A history");
        foreach (var next in story.Stimuli)
        {
            var before = Encoding.UTF8.GetString(state.ToUtf8());
            var stimulus = next(state);
            var inputs = new BurstInputs(Monday.AddHours(bursts.Count), (ulong)bursts.Count + 1);
            var burst = new Interpreter(story.Options).Run(Compile(story.Definition), state, Stimulus(stimulus), inputs);
            state = burst.State;
            bursts.Add(new JsonObject
            {
                ["now"] = inputs.Now.ToString("O"),
                ["seed"] = inputs.Seed,
                ["breaches"] = JsonSerializer.SerializeToNode(burst.Breaches),
                ["stimulus"] = stimulus,
                ["state"] = before,
                ["next"] = Encoding.UTF8.GetString(state.ToUtf8()),
            });
        }

        return new JsonObject { ["definition"] = story.Definition, ["bursts"] = bursts };
    }

    private static IEnumerable<Story> Stories() =>
    [
        new("task-loop-join", new InterpreterOptions(),
            Definition(
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
                Variable("N", "Double", 1.5), Variable("Case", "JSON", """{"tags":["x"]}""")),
            [
                _ => new JsonObject { ["start"] = new JsonObject { ["City"] = "Elbasan" } },
                state => new JsonObject { ["answer"] = state.Questions[0].RequestId, ["value"] = "ana@example.org" },
                state => Resume(state, "Body"),
                state => Resume(state, "T", "remind"),
                state => Resume(state, "T", "decision"),
                state => Resume(state, "Body"),
                state => Resume(state, "D"),
            ]),
        new("tokens", new InterpreterOptions { FlowchartMode = FlowchartMode.TokenBased },
            Definition(
                Flowchart(
                    [
                        Activity("S", "Elsa.Start"), Line("A"), Wait("E"), Wait("F"), Merging("Cascade"), Merging("Merge"),
                        Activity("D", "Elsa.FlowDecision", ("condition", Script("variables.N++ < 1"))), Line("No"),
                    ],
                    "S>A", "S>E", "S>F", "A>Cascade", "E>Cascade", "F>Merge", "Cascade>D", "D:False>Merge", "D:True>Cascade", "Merge>No"),
                Variable("N", "Int32", 0)),
            [
                _ => new JsonObject { ["start"] = new JsonObject() },
                state => Resume(state, "F"),
                state => Resume(state, "E"),
            ]),
        new("state-machine", new InterpreterOptions(),
            Definition(
                Machine(
                    "Draft",
                    [State("Draft", Line("enter"), Line("leave")), State("Review"), State("Done", Wait("Last"))],
                    [
                        Transition("Draft", "Review", Wait("Submit"), action: Line("act")),
                        Transition("Review", "Draft", Wait("Return")),
                        Transition("Review", "Done", Wait("Approve"), Script("++variables.N > 1")),
                    ]),
                Variable("N", "Int32", 0)),
            [
                _ => new JsonObject { ["start"] = new JsonObject() },
                state => Resume(state, "Submit"),
                state => Resume(state, "Return"),
                state => Resume(state, "Submit"),
                state => Resume(state, "Approve"),
                state => Resume(state, "Approve"),
                state => Resume(state, "Last"),
            ]),
        new("stopped-script", new InterpreterOptions { ScriptTimeout = TimeSpan.FromMilliseconds(50), MaxScriptStatements = 100_000_000 },
            Definition(
                Activity("Both", "Elsa.Parallel", ("activities", new JsonArray(
                    Wait("Long"), Line("Endless", Script("variables.N = 9; setVariable('N', 7); while (true) {}")), Set("N", Script("variables.N + Math.random()"))))),
                Variable("N", "Double", 1)).With("options", new JsonObject { ["incidentStrategyType"] = "ContinueWithIncidentsStrategy" }),
            [
                _ => new JsonObject { ["start"] = new JsonObject() },
                state => Resume(state, "Long"),
            ]),
    ];

    private static JsonObject Merging(string mergeMode) => Line(mergeMode).With("customProperties", new JsonObject { ["mergeMode"] = mergeMode });

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
        new(DateTimeOffset.Parse((string)burst["now"]!, System.Globalization.CultureInfo.InvariantCulture), (ulong)burst["seed"]!)
        {
            Breaches = burst["breaches"].Deserialize<Breach[]>() ?? [],
        };

    private static WorkflowGraph Compile(JsonObject definition) => WorkflowGraph.Compile(
        DefinitionReader.Read(Encoding.UTF8.GetBytes(definition.ToJsonString()), "history").Definition!, Catalog).Graph!;

    /// <summary>What is written once; the options matter then only, for a replay needs none.</summary>
    private sealed record Story(
        string Name, InterpreterOptions Options, JsonObject Definition, IReadOnlyList<Func<InstanceState, JsonObject>> Stimuli);
}
