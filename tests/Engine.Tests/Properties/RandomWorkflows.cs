using System.Text.Json.Nodes;
using CsCheck;
using static StrongCities.Engine.Tests.Execution.StateMachineTests;
using static StrongCities.Engine.Tests.Workbench;

namespace StrongCities.Engine.Tests.Properties;

/// <summary>Flowcharts of anything: joins, loops, waits, faults, questions, and containers in containers.</summary>
internal static class RandomWorkflows
{
    private const int Nodes = 9;
    private const int Inside = 3;
    private static readonly string[] JoinModes = ["WaitAny", "WaitAll", "WaitAllActive"];
    private static readonly string?[] MergeModes = [null, null, "Stream", "Merge", "Converge", "Race", "Cascade"];

    private static readonly Gen<JsonObject> GenSimple = Gen.Select(Gen.Int[0, 10], Gen.Int[0, 2], Gen.Bool, Gen.Int[0, 1_000_000])
        .Select((kind, mode, flag, number) => kind switch
        {
            0 or 1 => Wait($"E{number}"),
            2 => Activity($"D{number}", "Elsa.Delay", ("timeSpan", Literal("01:00:00"))),
            3 => Activity($"Q{number}", "Elsa.FlowDecision", ("condition", Script(flag ? "Math.random() < 0.5" : "variables.N % 2 == 0"))),
            4 => Activity($"J{number}", "Elsa.FlowJoin", ("mode", Literal(JoinModes[mode]))),
            5 => Set("N", Script("variables.N + 1")).With("id", $"N{number}"),
            6 => Activity($"T{number}", "Sample.Task", ("title", Literal("t"))),
            7 => Activity($"O{number}", "Elsa.SetOutput", ("outputName", Literal("Out")), ("outputValue", Script("Math.random()"))),
            8 when number % 3 == 0 => Activity($"X{number}", flag ? "Elsa.Fault" : "Elsa.End", ("message", Literal("on purpose"))),
            _ => Line($"L{number}"),
        });

    private static readonly Gen<JsonObject> GenContainer = Containers(GenSimple);

    private static readonly Gen<JsonObject> GenActivity = Gen.Frequency(
        (6, GenSimple), (2, GenContainer), (1, Containers(Gen.Frequency((2, GenSimple), (1, GenContainer)))));

    public static Gen<JsonObject> GenFlowchart { get; } = Gen.Select(
        Gen.Select(GenActivity, Gen.Int[0, 6]).Select((activity, merge) => Merging(activity, MergeModes[merge])).Array[Nodes],
        Gen.Select(Gen.Int[0, Nodes - 1], Gen.Int[0, Nodes - 1], Gen.Int[0, 4]).Array[4, 18]).Select(Build);

    private static Gen<JsonObject> Containers(Gen<JsonObject> inner) =>
        Gen.Select(Gen.Int[0, 7], inner.Array[Inside], Gen.Int[0, 1_000_000]).Select((kind, inside, number) => kind switch
        {
            0 => Activity($"Sq{number}", "Elsa.Sequence", ("activities", Distinct(inside))),
            1 => Activity($"Pa{number}", "Elsa.Parallel", ("activities", Distinct(inside))),
            2 => Activity($"Fo{number}", "Elsa.Fork", ("branches", Distinct(inside)), ("joinMode", number % 2 == 0 ? "WaitAny" : "WaitAll")),
            3 => Activity($"Fe{number}", "Elsa.ForEach", ("items", Script("[1,2]")), ("body", Copy(inside[0]))),
            4 => Activity($"Pe{number}", "Elsa.ParallelForEach", ("items", Script("[1,2]")), ("body", Copy(inside[0]))),
            5 => Activity($"If{number}", "Elsa.If", ("condition", Script("variables.N % 2 == 0")), ("then", Copy(inside[0])), ("else", Copy(inside[1]))),
            6 => Build(inside, [(0, 1, 0), (1, 2, 0), (2, 0, 4)]).With("id", $"Fl{number}"),
            _ => Machine(
                "A",
                [State("A", Copy(inside[0])), State("B", Line("InB"))],
                [Transition("A", "B", Wait("Go")), Transition("A", "A", Wait("Stay"), Script("variables.N % 2 == 0"), Copy(inside[1]))])
                .With("id", $"Sm{number}"),
        });

    private static JsonObject Build(JsonObject[] activities, (int From, int To, int Port)[] connections)
    {
        activities = [.. Distinct(activities).Select(activity => activity!.DeepClone().AsObject())];
        var ids = activities.Select(activity => (string)activity["id"]!).ToList();
        return Flowchart(
            [Activity("S", "Elsa.Start"), .. activities],
            [
                $"S>{ids[0]}", $"S>{ids[^1]}",
                .. connections.Where(connection => connection.From < ids.Count && connection.To < ids.Count)
                    .Select(connection => $"{ids[connection.From]}:{Port(ids[connection.From], connection.Port)}>{ids[connection.To]}"),
            ]);
    }

    private static JsonArray Distinct(JsonObject[] activities) =>
        new([.. activities.DistinctBy(activity => (string)activity["id"]!).Select(activity => activity.DeepClone())]);

    private static string Port(string id, int choice) => id[0] switch
    {
        'Q' => choice < 2 ? "True" : "False",
        'T' => choice < 2 ? "Overdue" : "Approved",
        _ => "Done",
    };

    private static JsonObject Merging(JsonObject activity, string? mergeMode) => mergeMode is null
        ? activity : Copy(activity).With("customProperties", new JsonObject { ["mergeMode"] = mergeMode });

    private static JsonObject Copy(JsonObject activity) => activity.DeepClone().AsObject();
}
