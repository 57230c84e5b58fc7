using System.Text.Json;
using System.Text.Json.Nodes;
using CsCheck;
using StrongCities.Engine.Activities;
using StrongCities.Engine.Definitions;
using StrongCities.Engine.Execution;
using Xunit;
using static StrongCities.Engine.Tests.Workbench;

namespace StrongCities.Engine.Tests.Execution;

/// <summary>What must hold for every flowchart and every order of events.</summary>
public sealed class BurstPropertyTests
{
    private const int Samples = 150;
    private const int Nodes = 9;
    private static readonly string[] Modes = ["WaitAny", "WaitAll", "WaitAllActive"];
    private static readonly InterpreterOptions Options = new() { MaxActivitiesPerBurst = 300 };

    private static readonly Gen<JsonObject> GenActivity = Gen.Select(Gen.Int[0, 9], Gen.Int[0, 2], Gen.Bool, Gen.Int[0, 1_000_000])
        .Select((kind, mode, flag, number) => kind switch
        {
            0 or 1 => Wait($"E{number}"),
            2 => Activity($"D{number}", "Elsa.Delay", ("timeSpan", Literal("01:00:00"))),
            3 => Activity($"Q{number}", "Elsa.FlowDecision", ("condition", Script(flag ? "Math.random() < 0.5" : "variables.N % 2 == 0"))),
            4 => Activity($"J{number}", "Elsa.FlowJoin", ("mode", Literal(Modes[mode]))),
            5 => Set("N", Script("variables.N + 1")).With("id", $"N{number}"),
            6 => Activity($"F{number}", "Elsa.ForEach", ("items", Script("[1,2]")), ("body", Wait($"B{number}"))),
            7 => Activity($"T{number}", "Sample.Task", ("title", Literal("t"))),
            8 => Activity($"O{number}", "Elsa.SetOutput", ("outputName", Literal("Out")), ("outputValue", Script("Math.random()"))),
            _ => Line($"L{number}"),
        });

    private static readonly Gen<JsonObject> GenFlowchart = Gen.Select(
        GenActivity.Array[Nodes], Gen.Select(Gen.Int[0, Nodes - 1], Gen.Int[0, Nodes - 1], Gen.Int[0, 4]).Array[4, 18]).Select(Build);

    private static readonly Gen<int[]> GenChoices = Gen.Int[0, 1000].Array[0, 8];

    [Fact]
    public void A_replayed_burst_gives_the_same_state_and_effects_and_leaves_the_old_state_alone() => ForAll((bench, stimulus, seen) =>
    {
        var interpreter = new Interpreter(Options);
        var before = bench.State.ToUtf8();
        var stored = InstanceState.FromUtf8(before);
        var inputs = new BurstInputs(bench.Now, 42);
        var first = interpreter.Run(bench.Graph, bench.State, stimulus, inputs);
        var second = interpreter.Run(bench.Graph, stored, stimulus, inputs);

        Assert.Equal(before, bench.State.ToUtf8());
        Assert.Equal(Text(first), Text(second));
        seen.Add(first.State.SubStatus.ToString());

        // The next burst cannot tell a state that was stored from one that was kept.
        foreach (var next in Stimuli(first.State))
        {
            Assert.Equal(
                Text(interpreter.Run(bench.Graph, first.State, next, inputs)),
                Text(interpreter.Run(bench.Graph, InstanceState.FromUtf8(first.State.ToUtf8()), next, inputs)));
        }
    });

    [Fact]
    public void No_bookmark_outlives_its_activity_and_effects_tell_of_each() => ForAll((bench, stimulus, seen) =>
    {
        var known = bench.State.Bookmarks.Select(bookmark => bookmark.Id).ToHashSet();
        bench.Run(stimulus);
        foreach (var effect in bench.LastEffects)
        {
            _ = effect switch
            {
                BookmarkAdded added => Assert.IsType<bool>(known.Add(added.Bookmark.Id)),
                BookmarkBurned burned => known.Remove(burned.BookmarkId) ? true : throw new InvalidOperationException("burned twice"),
                _ => true,
            };
        }

        var open = JsonNode.Parse(bench.State.ToUtf8())!["executions"]!.AsArray().Select(execution => (string)execution!["id"]!).ToHashSet();
        Assert.All(bench.State.Bookmarks, bookmark => Assert.Contains(bookmark.ActivityInstanceId, open));
        Assert.Equal(bench.State.SubStatus == WorkflowSubStatus.Faulted ? [] : bench.State.Bookmarks.Select(bookmark => bookmark.Id).ToHashSet(), known);
        seen.Add(bench.State.Bookmarks.Count > 1 ? "Suspended" : bench.State.SubStatus.ToString());
    });

    [Fact]
    public void Journal_sequences_rise_by_one() => ForAll((bench, stimulus, seen) =>
    {
        bench.Run(stimulus);
        var sequences = bench.Effects.OfType<Journaled>().Select(row => row.Entry.Sequence).ToList();
        Assert.Equal(Enumerable.Range(1, sequences.Count).Select(i => (long)i), sequences);
        seen.Add(bench.State.SubStatus.ToString());
    });

    [Fact]
    public void Cancelling_leaves_nothing_behind() => ForAll((bench, stimulus, seen) =>
    {
        bench.Run(stimulus);
        if (bench.State.Status == WorkflowStatus.Finished)
        {
            return;
        }

        var incidents = bench.State.Incidents.Count;
        bench.Run(new Cancel());
        Assert.Equal((WorkflowStatus.Finished, WorkflowSubStatus.Cancelled), (bench.State.Status, bench.State.SubStatus));
        Assert.Empty(bench.State.Bookmarks);
        Assert.Empty(bench.State.Questions);
        Assert.Equal(incidents, bench.State.Incidents.Count);
        Assert.Single(JsonNode.Parse(bench.State.ToUtf8())!["executions"]!.AsArray());
        Assert.False(bench.Burst(new Cancel()).Resumed);
        seen.Add("Suspended");
    });

    [Fact]
    public void A_state_does_not_grow_with_age()
    {
        var bench = new Workbench(Definition(Flowchart(
            [Activity("S", "Elsa.Start"), Wait("Wait"), Activity("D", "Elsa.FlowDecision", ("condition", Literal(true))), Line("End")],
            "S>Wait", "Wait>D", "D:True>Wait", "D:False>End"))).Start();
        var young = 0;
        for (var turn = 1; turn <= 300; turn++)
        {
            bench.Resume("Wait");
            young = turn == 10 ? bench.State.ToUtf8().Length : young;
        }

        // Counters gain a digit or two; nothing else does.
        Assert.InRange(bench.State.ToUtf8().Length, young, young + 20);
    }

    /// <summary>Tries a property at the last of some bursts of a random flowchart; the generator must have met something.</summary>
    private static void ForAll(Action<Workbench, Stimulus, List<string>> property)
    {
        var seen = new List<string>();
        Gen.Select(GenFlowchart, GenChoices).Sample(
            (flowchart, choices) =>
            {
                var bench = new Workbench(Definition(flowchart.DeepClone().AsObject(), Variable("N", "Int32", 0)), Options, new SampleTask());
                Stimulus stimulus = new Start([]);
                foreach (var choice in choices)
                {
                    bench.Run(stimulus);
                    bench.Now += TimeSpan.FromHours(1);
                    var possible = Stimuli(bench.State).ToList();
                    if (possible.Count == 0)
                    {
                        return;
                    }

                    stimulus = possible[choice % possible.Count];
                }

                property(bench, stimulus, seen);
            },
            iter: Samples,
            threads: 1,
            print: sample => sample.Item1.ToJsonString());
        Assert.Contains("Suspended", seen);
    }

    private static IEnumerable<Stimulus> Stimuli(InstanceState state) => state.Status == WorkflowStatus.Finished ? [] :
    [
        .. state.Bookmarks.Select(bookmark => new Resume(bookmark.Id, new JsonObject { ["decision"] = "Approved" })),
        .. state.Questions.Select(question => new Answer(question.RequestId, "someone")),
    ];

    private static JsonObject Build(JsonObject[] activities, (int From, int To, int Port)[] connections)
    {
        activities = [.. activities.DistinctBy(activity => (string)activity["id"]!).Select(activity => activity.DeepClone().AsObject())];
        var ids = activities.Select(activity => (string)activity["id"]!).ToList();
        return Flowchart(
            [Activity("S", "Elsa.Start"), .. activities],
            [
                $"S>{ids[0]}", $"S>{ids[^1]}",
                .. connections.Where(connection => connection.From < ids.Count && connection.To < ids.Count)
                    .Select(connection => $"{ids[connection.From]}:{Port(ids[connection.From], connection.Port)}>{ids[connection.To]}"),
            ]);
    }

    private static string Port(string id, int choice) => id[0] switch
    {
        'Q' => choice < 2 ? "True" : "False",
        'T' => choice < 2 ? "Overdue" : "Approved",
        _ => "Done",
    };

    private static string Text(Burst burst) => string.Join('\n',
        [System.Text.Encoding.UTF8.GetString(burst.State.ToUtf8()), .. burst.Effects.Select(effect => $"{effect.GetType().Name} {JsonSerializer.Serialize(effect, effect.GetType())}")]);
}

internal static class JsonEdits
{
    public static JsonObject With(this JsonObject json, string member, JsonNode value)
    {
        json[member] = value;
        return json;
    }
}
