using System.Text;
using System.Text.Json.Nodes;
using StrongCities.Engine.Activities;
using StrongCities.Engine.Alterations;
using StrongCities.Engine.Definitions;
using StrongCities.Engine.Execution;
using Xunit;
using static StrongCities.Engine.Tests.Workbench;

namespace StrongCities.Engine.Tests.Execution;

/// <summary>Changes that somebody makes to an instance from outside.</summary>
public sealed class AlterationTests
{
    [Fact]
    public void A_faulted_activity_runs_anew_once_its_cause_is_mended_and_the_instance_ends_well()
    {
        var bench = new Workbench(Definition(Sequence(Failing(), Line("After")), Variable("Amount", "Double", -1))).Start();
        Assert.Equal(WorkflowSubStatus.Faulted, bench.State.SubStatus);

        var still = Alter(bench, new RetryFaulted([]));
        Assert.Equal((true, true, WorkflowSubStatus.Faulted, 1), (still.IsSuccessful, still.HasScheduledWork, bench.State.SubStatus, bench.State.Incidents.Count));

        var mended = Alter(bench, new ModifyVariable("Amount", 5), new RetryFaulted([]));
        Assert.True(mended.IsSuccessful);
        Assert.Equal((WorkflowSubStatus.Finished, 0), (bench.State.SubStatus, bench.State.Incidents.Count));
        Assert.Equal(["After"], bench.Lines);
    }

    [Fact]
    public void What_waited_beside_the_fault_waits_again()
    {
        var parallel = Activity("Both", "Elsa.Parallel", ("activities", new JsonArray(Failing(), Wait("E"))));
        var bench = new Workbench(Definition(parallel, Variable("Amount", "Double", -1))).Start();
        Assert.Equal(WorkflowSubStatus.Faulted, bench.State.SubStatus);

        Alter(bench, new ModifyVariable("Amount", 5), new RetryFaulted(["F"]));
        var again = Assert.Single(bench.LastEffects.OfType<BookmarkAdded>());

        Assert.Equal((WorkflowSubStatus.Suspended, again.Bookmark.Id), (bench.State.SubStatus, Assert.Single(bench.State.Bookmarks).Id));
        Assert.Equal(WorkflowSubStatus.Finished, bench.Resume("E").State.SubStatus);
    }

    [Fact]
    public void An_instance_that_goes_on_with_incidents_completes_after_a_retry()
    {
        var definition = Definition(Sequence(Failing(), Line("After")), Variable("Amount", "Double", -1));
        definition["options"] = new JsonObject { ["incidentStrategyType"] = "ContinueWithIncidentsStrategy" };
        var bench = new Workbench(definition).Start();
        Assert.Equal((WorkflowSubStatus.Suspended, 1), (bench.State.SubStatus, bench.State.Incidents.Count));

        Alter(bench, new ModifyVariable("Amount", 5), new RetryFaulted([]));

        Assert.Equal((WorkflowSubStatus.Finished, 0), (bench.State.SubStatus, bench.State.Incidents.Count));
    }

    [Fact]
    public void Either_all_alterations_are_made_or_none_and_the_journal_says_why()
    {
        var bench = new Workbench(Definition(Sequence(Wait("E"), Line("N", Script("variables.N"))), Variable("N", "Int32", 1))).Start();

        var log = Alter(bench, new ModifyVariable("N", 2), new ModifyVariable("Nope", 1), new CancelWorkflow());

        Assert.Equal(["ModifyVariable succeeded", "Variable with ID Nope not found"], log.Log.Select(entry => entry.Message));
        Assert.Equal("Workflow1:Alteration ModifyVariable failed", bench.Journal.Last());
        Assert.Equal(WorkflowSubStatus.Suspended, bench.State.SubStatus);
        Assert.Equal("1", bench.Resume("E").Lines.Last());
    }

    [Fact]
    public void A_variable_takes_only_what_fits_its_type()
    {
        var bench = new Workbench(Definition(Sequence(Wait("E")), Variable("N", "Int32", 1))).Start();

        Assert.False(Alter(bench, new ModifyVariable("N", "many")).IsSuccessful);
        Assert.False(Alter(bench, new ModifyVariable("N", 1.5)).IsSuccessful);
        Assert.True(Alter(bench, new ModifyVariable("N", "12")).IsSuccessful);
        Assert.Equal(12, (int)bench.State.Variables(bench.Graph)["N"]!);
    }

    [Fact]
    public void Cancelling_an_activity_burns_its_bookmark_and_another_can_be_scheduled_instead()
    {
        var bench = new Workbench(Definition(Flowchart([Wait("E"), Line("B")], "E>B"))).Start();

        Assert.False(Alter(bench, new CancelActivity("B", null)).IsSuccessful);

        var log = Alter(bench, new CancelActivity("E", null), new ScheduleActivity("B", null));

        Assert.True(log is { IsSuccessful: true, HasScheduledWork: true });
        Assert.Empty(bench.State.Bookmarks);
        Assert.Equal(["B"], bench.Lines);
    }

    [Fact]
    public void An_ended_instance_is_left_alone()
    {
        var bench = new Workbench(Definition(Sequence(Line("A")))).Start();

        Assert.False(bench.Burst(new Alter([new CancelWorkflow()])).Resumed);
    }

    [Fact]
    public void A_migrated_instance_goes_on_where_it_waits_on_the_new_version()
    {
        var bench = new Workbench(Definition(Sequence(Wait("E"), Line("Old")))).Start();
        var moved = new Interpreter(new InterpreterOptions()).Run(
            bench.Graph, bench.State, new Alter([new MigrateWorkflow(2, Version2(Wait("E"), Line("New")))]), new BurstInputs(Monday, 1));

        Assert.Equal((2, "v2"), (moved.State.DefinitionVersion, moved.State.DefinitionVersionId));
        var bookmark = Assert.Single(moved.State.Bookmarks);
        Assert.Equal("Workflow1:Outer:Sequence1:E", bookmark.ActivityNodeId);
        var next = new Interpreter(new InterpreterOptions()).Run(
            Version2(Wait("E"), Line("New")), moved.State, new Resume(bookmark.Id, []), new BurstInputs(Monday, 2));
        Assert.Equal("New", Assert.Single(next.Effects.OfType<LineWritten>()).Text);
        Assert.Equal(WorkflowSubStatus.Finished, next.State.SubStatus);
    }

    [Fact]
    public void A_version_without_the_open_activity_is_refused_by_name()
    {
        var bench = new Workbench(Definition(Sequence(Wait("E"), Line("Old")))).Start();

        var log = Alter(bench, new MigrateWorkflow(2, Version2(Line("New"))));

        Assert.Contains("E.", Assert.Single(log.Log).Failure!, StringComparison.Ordinal);
        Assert.Equal(1, bench.State.DefinitionVersion);
    }

    private static JsonObject Failing() => Activity(
        "F", "Elsa.RunJavaScript", ("script", Literal("if (getVariable('Amount') < 0) throw new Error('no money')")));

    private static Altered Alter(Workbench bench, params Alteration[] alterations) =>
        Assert.Single(bench.Burst(new Alter(alterations)).Effects.OfType<Altered>());

    private static WorkflowGraph Version2(params JsonNode?[] steps)
    {
        var definition = Definition(Activity("Outer", "Elsa.Sequence", ("activities", new JsonArray(Sequence(steps)))));
        definition["version"] = 2;
        definition["id"] = "v2";
        var reading = DefinitionReader.Read(Encoding.UTF8.GetBytes(definition.ToJsonString()), "v2");
        return WorkflowGraph.Compile(reading.Definition!, new ActivityCatalog([])).Graph!;
    }
}
