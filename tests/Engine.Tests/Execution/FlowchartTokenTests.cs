using System.Text.Json.Nodes;
using StrongCities.Engine.Activities;
using StrongCities.Engine.Execution;
using Xunit;
using static StrongCities.Engine.Tests.Workbench;

namespace StrongCities.Engine.Tests.Execution;

/// <summary>The token-based flowchart where no observed case of our own or of the shared folder looks.</summary>
public sealed class FlowchartTokenTests
{
    private static readonly string[] Diamond = ["S>A", "S>E", "A>T", "E>T", "T>After"];

    /// <summary>A is reached at once; E waits. What the target's merge mode makes of it.</summary>
    [Theory]
    [InlineData("Stream", "S,A", "S,A,T,After")]
    [InlineData("None", "S,A", "S,A,T,After")]
    [InlineData("nonsense", "S,A", "S,A,T,After")]
    [InlineData("Merge", "S,A", "S,A,T,After")]
    [InlineData("converge", "S,A", "S,A,T,After")]
    [InlineData("Cascade", "S,A,T,After", "S,A,T,After")]
    [InlineData("Race", "S,A,T,After", "S,A,T,After")]
    public void A_target_runs_as_its_merge_mode_says(string mergeMode, string beforeTheEvent, string afterTheEvent)
    {
        var bench = Tokens(Flowchart([Line("S"), Line("A"), Wait("E"), Merging("T", mergeMode), Line("After")], Diamond)).StartTokens();
        Assert.Equal((beforeTheEvent, WorkflowSubStatus.Suspended), (Text(bench), bench.State.SubStatus));

        bench.Resume("E");
        Assert.Equal((afterTheEvent, WorkflowSubStatus.Finished), (Text(bench), bench.State.SubStatus));
    }

    [Fact]
    public void A_race_cancels_what_waits_on_the_other_ways()
    {
        var bench = Tokens(Flowchart(
            [Line("S"), Wait("E"), Line("A"), Merging("T", "Race"), Line("After")], "S>E", "S>A", "A>T", "E>T", "T>After")).StartTokens();
        Assert.Equal(("S,A,T,After", WorkflowSubStatus.Finished), (Text(bench), bench.State.SubStatus));
        Assert.Contains("E:Canceled", bench.Journal);
    }

    [Theory]
    [InlineData(false, "S,A,T", WorkflowSubStatus.Finished)]
    [InlineData(true, "S,A", WorkflowSubStatus.Suspended)]
    public void A_merge_does_not_wait_for_a_way_that_was_not_taken_even_beside_a_long_wait(
        bool strictElsa, string lines, WorkflowSubStatus atTheEnd)
    {
        var bench = Tokens(
            Flowchart(
                [Line("S"), Line("A"), Decide("D", "false"), Line("No"), Merging("T", "Merge"), Wait("Long")],
                "S>A", "S>D", "S>Long", "A>T", "D:True>No", "No>T"),
            strictElsa).StartTokens();
        Assert.Equal((lines, WorkflowSubStatus.Suspended), (Text(bench), bench.State.SubStatus));

        bench.Resume("Long");
        Assert.Equal((lines, atTheEnd), (Text(bench), bench.State.SubStatus));
    }

    [Fact]
    public void Merges_that_wait_for_each_other_go_on_in_turn()
    {
        var bench = Tokens(Flowchart(
            [Line("S"), Merging("A", "Converge"), Merging("B", "Converge"), Decide("Again", "false")],
            "S>A", "A>B", "B>Again", "Again:True>A", "S>B")).StartTokens();
        Assert.Equal(("S,A,B", WorkflowSubStatus.Finished), (Text(bench), bench.State.SubStatus));
    }

    [Fact]
    public void A_race_in_a_loop_runs_its_target_once_a_round()
    {
        var bench = Tokens(
            Flowchart(
                [Line("S"), Line("A"), Line("B"), Activity("J", "Elsa.FlowJoin", ("mode", Literal("WaitAny"))), Set("N", Script("variables.N + 1")),
                    Decide("D", "variables.N < 3"), Line("End")],
                "S>A", "S>B", "A>J", "B>J", "J>SetN", "SetN>D", "D:True>S", "D:False>End"),
            strictElsa: false, Variable("N", "Int32", 0)).StartTokens();
        Assert.Equal("S,A,B,S,A,B,S,A,B,End", Text(bench));
        Assert.Equal(WorkflowSubStatus.Finished, bench.State.SubStatus);
        Assert.Equal(3, bench.Journal.Count(row => row == "J:Completed"));
    }

    [Theory]
    [InlineData("WaitAny")]
    [InlineData("Cascade")]
    public void A_way_not_taken_in_one_round_is_open_in_the_next(string mode)
    {
        var bench = Tokens(
            Flowchart(
                [Decide("S", "variables.N % 2 == 0"), Line("A"), Line("B"),
                    mode == "WaitAny" ? Activity("J", "Elsa.FlowJoin", ("mode", Literal(mode))) : Merging("J", mode),
                    Set("N", Script("variables.N + 1")), Decide("D", "variables.N < 4"), Line("End")],
                "S:True>A", "S:False>B", "A>J", "B>J", "J>SetN", "SetN>D", "D:True>S", "D:False>End"),
            strictElsa: false, Variable("N", "Int32", 0)).StartTokens();
        Assert.Equal("A,B,A,B,End", string.Join(',', bench.Lines.Where(line => line != "J")));
        Assert.Equal(WorkflowSubStatus.Finished, bench.State.SubStatus);
    }

    [Fact]
    public void A_state_does_not_grow_with_the_rounds_of_a_loop()
    {
        var bench = Tokens(Flowchart(
            [Line("S"), Wait("Side"), Merging("J", "Race"), Wait("Wait"), Decide("D", "true"), Line("End")],
            "S>J", "S>Side", "Side>J", "J>Wait", "Wait>D", "D:True>J", "D:False>End")).StartTokens();
        bench.Resume("Wait");
        var young = bench.State.ToUtf8().Length;
        for (var turn = 0; turn < 50; turn++)
        {
            bench.Resume("Wait");
        }

        Assert.InRange(bench.State.ToUtf8().Length, young, young + 10);
    }

    [Fact]
    public void An_instance_keeps_its_mode_whatever_the_option_says_later()
    {
        var definition = Definition(Flowchart([Line("S"), Line("A"), Wait("E"), Merging("T", "Cascade")], "S>A", "S>E", "A>T", "E>T"));
        var bench = new Workbench(definition, new InterpreterOptions { FlowchartMode = FlowchartMode.TokenBased }).Start();
        Assert.Equal("S,A,T", Text(bench));
        Assert.Contains(LogicFlags.TokenFlowchart, bench.State.LogicFlags);

        var later = new Interpreter(new InterpreterOptions()).Run(
            bench.Graph, bench.State, new Resume(bench.State.Bookmarks[0].Id, []), new BurstInputs(Monday, 1));
        Assert.Equal(WorkflowSubStatus.Finished, later.State.SubStatus);
        Assert.DoesNotContain(later.Effects, effect => effect is LineWritten);
    }

    [Fact]
    public void A_start_chooses_the_mode_against_the_option()
    {
        var definition = Definition(Flowchart([Line("S"), Line("A"), Wait("E"), Merging("T", "Cascade")], "S>A", "S>E", "A>T", "E>T"));
        var bench = new Workbench(definition, new InterpreterOptions { FlowchartMode = FlowchartMode.TokenBased });
        bench.Run(new Start([]) { FlowchartMode = FlowchartMode.CounterBased });
        Assert.Equal("S,A", Text(bench));
    }

    private static Workbench Tokens(JsonObject flowchart, bool strictElsa = false, params JsonNode?[] variables) =>
        new(Definition(flowchart, variables), new InterpreterOptions { StrictElsa = strictElsa });

    private static JsonObject Merging(string id, string mergeMode) =>
        Line(id).With("customProperties", new JsonObject { ["mergeMode"] = mergeMode });

    private static JsonObject Decide(string id, string condition) => Activity(id, "Elsa.FlowDecision", ("condition", Script(condition)));

    private static string Text(Workbench bench) => string.Join(',', bench.Lines);
}

internal static class TokenStart
{
    public static Workbench StartTokens(this Workbench bench) => bench.Run(new Start([]) { FlowchartMode = FlowchartMode.TokenBased });
}
