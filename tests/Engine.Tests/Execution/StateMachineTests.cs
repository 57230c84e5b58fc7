using System.Text.Json.Nodes;
using StrongCities.Engine.Execution;
using Xunit;
using static StrongCities.Engine.Tests.Workbench;

namespace StrongCities.Engine.Tests.Execution;

public sealed class StateMachineTests
{
    [Fact]
    public void A_transition_cancels_the_other_triggers_then_acts_leaves_and_enters()
    {
        var bench = Request().Start();
        Assert.Equal("enter draft", Lines(bench));
        Assert.Equal(["Submit", "Withdraw"], bench.State.Bookmarks.Select(bookmark => bookmark.ActivityId));

        bench.Resume("Submit");
        Assert.Equal("enter draft,submit,leave draft,enter review", Lines(bench));
        Assert.Contains("Withdraw:Canceled", bench.Journal);
        Assert.Equal(["Approve", "Return"], bench.State.Bookmarks.Select(bookmark => bookmark.ActivityId));

        bench.Resume("Return").Resume("Submit").Resume("Approve");
        Assert.Equal(
            "enter draft,submit,leave draft,enter review,enter draft,submit,leave draft,enter review,enter done", Lines(bench));
        Assert.Equal(WorkflowSubStatus.Finished, bench.State.SubStatus);
        Assert.Empty(bench.State.Bookmarks);
    }

    [Fact]
    public void A_trigger_whose_condition_does_not_hold_is_armed_again()
    {
        var bench = new Workbench(Definition(
            Machine("A", [State("A"), State("B", Line("in B"))], [Transition("A", "B", Wait("Go"), condition: Script("variables.Ready"))]),
            Variable("Ready", "Boolean", false))).Start();
        var first = bench.State.Bookmarks[0].Id;

        bench.Resume("Go");
        Assert.Equal(WorkflowSubStatus.Suspended, bench.State.SubStatus);
        Assert.NotEqual(first, Assert.Single(bench.State.Bookmarks).Id);
        Assert.Equal("", Lines(bench));
    }

    [Fact]
    public void Only_the_first_of_triggers_that_complete_in_one_burst_counts()
    {
        var bench = new Workbench(Definition(Machine(
            "A", [State("A"), State("B", Line("in B")), State("C", Line("in C"))],
            [Transition("A", "B", Line("one")), Transition("A", "C", Line("two"))]))).Start();
        Assert.Equal(("one,in B", WorkflowSubStatus.Finished), (Lines(bench), bench.State.SubStatus));
    }

    [Theory]
    [InlineData("Nowhere", "")]
    [InlineData("End", "at the end")]
    public void It_completes_in_a_state_without_triggers_and_in_one_that_does_not_exist(string initial, string lines)
    {
        var bench = new Workbench(Definition(Machine(initial, [State("End", Line("at the end"))], []))).Start();
        Assert.Equal((lines, WorkflowSubStatus.Finished), (Lines(bench), bench.State.SubStatus));
    }

    [Fact]
    public void A_condition_that_fails_is_an_incident_of_its_trigger()
    {
        var bench = new Workbench(Definition(Machine(
            "A", [State("A"), State("B")], [Transition("A", "B", Wait("Go"), condition: Script("nothing.there"))]))).Start().Resume("Go");
        Assert.Equal("Go", Assert.Single(bench.State.Incidents).ActivityId);
        Assert.Equal(WorkflowSubStatus.Faulted, bench.State.SubStatus);
    }

    [Fact]
    public void A_flow_node_runs_what_it_holds_and_goes_on()
    {
        var bench = new Workbench(Definition(Flowchart(
            [Activity("N", "Elsa.FlowNode", ("body", Wait("Inside"))), Activity("Empty", "Elsa.FlowNode"), Line("After")],
            "N>Empty", "Empty>After"))).Start();
        Assert.Equal("", Lines(bench));
        Assert.Equal("After", Lines(bench.Resume("Inside")));
    }

    internal static JsonObject Machine(string initial, JsonObject[] states, JsonObject[] transitions) => Activity(
        "Machine", "Elsa.StateMachine", ("initialState", initial), ("states", new JsonArray([.. states])), ("transitions", new JsonArray([.. transitions])));

    internal static JsonObject State(string name, JsonObject? entry = null, JsonObject? exit = null) =>
        new() { ["name"] = name, ["entry"] = entry, ["exit"] = exit };

    internal static JsonObject Transition(string from, string to, JsonObject trigger, JsonObject? condition = null, JsonObject? action = null) => new()
    {
        ["name"] = $"{from} to {to}",
        ["from"] = from,
        ["to"] = to,
        ["trigger"] = trigger,
        ["condition"] = condition,
        ["action"] = action,
    };

    private static Workbench Request() => new(Definition(Machine(
        "Draft",
        [
            State("Draft", Line("enter draft"), Line("leave draft")),
            State("Review", Line("enter review")),
            State("Done", Line("enter done")),
        ],
        [
            Transition("Draft", "Review", Wait("Submit"), action: Line("submit")),
            Transition("Draft", "Done", Wait("Withdraw")),
            Transition("Review", "Done", Wait("Approve"), condition: Script("true")),
            Transition("Review", "Draft", Wait("Return")),
        ])));

    private static string Lines(Workbench bench) => string.Join(',', bench.Lines);
}
