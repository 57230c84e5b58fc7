using System.Text.Json.Nodes;
using StrongCities.Engine.Execution;
using Xunit;
using static StrongCities.Engine.Tests.Workbench;

namespace StrongCities.Engine.Tests.Execution;

public sealed class FlowchartTests
{
    [Fact]
    public void A_join_of_any_runs_once_and_cancels_the_branch_that_waits()
    {
        var bench = WaitAny(strictElsa: false);

        Assert.Equal(["S", "A", "After"], bench.Lines);
        Assert.Contains("Wait:Canceled", bench.Journal);
        Assert.Equal(WorkflowSubStatus.Finished, bench.State.SubStatus);
        Assert.Empty(bench.State.Bookmarks);
    }

    [Fact]
    public void A_join_of_any_runs_twice_when_Elsa_is_followed_to_the_letter() =>
        Assert.Equal(["S", "A", "After", "After"], WaitAny(strictElsa: true).Lines);

    [Fact]
    public void A_cancelled_branch_does_not_hold_up_a_later_join()
    {
        var bench = new Workbench(Definition(Flowchart(
            [Line("S"), Line("A"), Wait("Wait"), Line("Side"), Activity("J", "Elsa.FlowJoin"), Line("After"), Line("End")],
            "S>A", "S>Wait", "A>J", "Wait>J", "Wait>Side", "J>After", "After>End", "Side>End"))).Start();

        Assert.Equal(["S", "A", "After", "End"], bench.Lines);
        Assert.Equal(WorkflowSubStatus.Finished, bench.State.SubStatus);
    }

    [Fact]
    public void What_is_not_followed_is_skipped_to_the_join_behind_it()
    {
        var bench = new Workbench(Definition(Flowchart(
            [Activity("D", "Elsa.FlowDecision", ("condition", Literal(true))), Line("Yes"), Line("No"), Line("No2"), Line("End")],
            "D:True>Yes", "D:False>No", "No>No2", "Yes>End", "No2>End"))).Start();

        Assert.Equal(["Yes", "End"], bench.Lines);
    }

    [Fact]
    public void A_loop_around_a_join_that_not_all_ways_pass_is_refused_by_name()
    {
        var bench = new Workbench(Definition(Flowchart(
            [Line("S"), Line("A"), Line("B"), Line("C")], "S>A", "S>B", "A>C", "B>C", "C>A"))).Start();

        var incident = Assert.Single(bench.State.Incidents);
        Assert.Equal("C", incident.ActivityId);
        Assert.Contains("Every path from the source ('C') must go through the target ('A')", incident.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_loop_that_never_waits_is_stopped_and_its_activities_are_named()
    {
        var bench = new Workbench(
            Definition(Flowchart([Line("S"), Line("Round"), Line("Again")], "S>Round", "Round>Again", "Again>Round")),
            new InterpreterOptions { MaxActivitiesPerBurst = 200 }).Start();

        var incident = Assert.Single(bench.State.Incidents);
        Assert.Contains("'Round'", incident.Message, StringComparison.Ordinal);
        Assert.Contains("'Again'", incident.Message, StringComparison.Ordinal);
        Assert.Equal(WorkflowSubStatus.Faulted, bench.State.SubStatus);
    }

    [Fact]
    public void A_trigger_that_started_the_run_is_where_it_starts()
    {
        var trigger = Wait("Trigger");
        trigger["canStartWorkflow"] = true;
        var bench = new Workbench(Definition(Flowchart([Line("First"), trigger, Line("Then")], "Trigger>Then")));
        bench.Run(new Start(new JsonObject { ["__EventPayloadWorkflowInput"] = 5 }) { TriggerActivityId = "Trigger" });

        Assert.Equal(["Then"], bench.Lines);
        Assert.Equal(WorkflowSubStatus.Finished, bench.State.SubStatus);
    }

    [Fact]
    public void A_wide_and_deep_flowchart_is_run_without_deep_recursion()
    {
        const int Length = 5_000;
        var activities = Enumerable.Range(0, Length).Select(i => (JsonNode)Line($"L{i}")).ToArray();
        var chain = Enumerable.Range(1, Length - 1).Select(i => $"L{i - 1}>L{i}").ToArray();
        var skipped = Activity("D", "Elsa.FlowDecision", ("condition", Literal(false)));
        var bench = new Workbench(Definition(Flowchart([skipped, .. activities, Line("End")], ["D:True>L0", "D:False>End", $"L{Length - 1}>End", .. chain]))).Start();

        Assert.Equal(["End"], bench.Lines);
    }

    private static Workbench WaitAny(bool strictElsa) => new Workbench(
        Definition(Flowchart(
            [Line("S"), Line("A"), Wait("Wait"), Activity("J", "Elsa.FlowJoin", ("mode", Literal("WaitAny"))), Line("After")],
            "S>A", "S>Wait", "A>J", "Wait>J", "J>After")),
        new InterpreterOptions { StrictElsa = strictElsa }).Start();
}
