using System.Text.Json;
using System.Text.Json.Nodes;
using CsCheck;
using StrongCities.Engine.Activities;
using StrongCities.Engine.Definitions;
using StrongCities.Engine.Execution;
using Xunit;
using static StrongCities.Engine.Tests.Workbench;

namespace StrongCities.Engine.Tests.Properties;

/// <summary>What must hold for every workflow, in both modes of its flowcharts, and every order of events.</summary>
public sealed class BurstPropertyTests
{
    private const int Samples = 150;
    private static readonly InterpreterOptions Options = new() { MaxActivitiesPerBurst = 300 };

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

    /// <summary>Tries a property at the last of some bursts of a random workflow; the generator must have met something.</summary>
    private static void ForAll(Action<Workbench, Stimulus, List<string>> property)
    {
        var seen = new List<string>();
        Gen.Select(RandomWorkflows.GenFlowchart, GenChoices, Gen.Enum<FlowchartMode>()).Sample(
            (flowchart, choices, mode) =>
            {
                var bench = new Workbench(Definition(flowchart.DeepClone().AsObject(), Variable("N", "Int32", 0)), Options, new SampleTask());
                Stimulus stimulus = new Start([]) { FlowchartMode = mode };
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
            print: sample => $"{sample.Item3} [{string.Join(", ", sample.Item2)}] {sample.Item1.ToJsonString()}");
        Assert.Contains("Suspended", seen);
    }

    private static IEnumerable<Stimulus> Stimuli(InstanceState state) => state.Status == WorkflowStatus.Finished ? [] :
    [
        .. state.Bookmarks.Select(bookmark => new Resume(bookmark.Id, new JsonObject { ["decision"] = "Approved" })),
        .. state.Questions.Select(question => new Answer(question.RequestId, "someone")),
    ];

    private static string Text(Burst burst) => string.Join('\n',
        [System.Text.Encoding.UTF8.GetString(burst.State.ToUtf8()), .. burst.Effects.Select(effect => $"{effect.GetType().Name} {JsonSerializer.Serialize(effect, effect.GetType())}")]);
}
