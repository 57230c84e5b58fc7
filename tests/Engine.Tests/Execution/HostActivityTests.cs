using System.Text.Json.Nodes;
using StrongCities.Engine.Activities;
using StrongCities.Engine.Execution;
using Xunit;
using static StrongCities.Engine.Tests.Workbench;

namespace StrongCities.Engine.Tests.Execution;

public sealed class HostActivityTests
{
    [Fact]
    public void A_question_ends_the_burst_and_its_answer_continues_it()
    {
        var bench = TaskBench().Start();

        Assert.Equal((WorkflowStatus.Running, WorkflowSubStatus.Executing), (bench.State.Status, bench.State.SubStatus));
        var question = Assert.Single(bench.State.Questions);
        Assert.Equal("Sample.WhoDecides", question.Question.Name);
        Assert.Empty(bench.Lines);

        bench.Run(new Answer(question.RequestId, "ana@example.org"));

        Assert.Equal(WorkflowSubStatus.Suspended, bench.State.SubStatus);
        Assert.Equal(["decision", "remind", "due"], bench.State.Bookmarks.Select(bookmark => bookmark.Tag));
        var opened = Assert.Single(bench.LastEffects.OfType<TaskOpened>());
        Assert.Equal(("T", bench.State.Bookmarks[0].ActivityInstanceId), (opened.ActivityId, opened.ActivityInstanceId));
        Assert.Equal(["Beside"], bench.Lines);
    }

    [Fact]
    public void A_failed_answer_is_the_asking_activitys_incident()
    {
        var bench = TaskBench().Start();
        bench.Run(new Answer(bench.State.Questions[0].RequestId, null, "The directory is down."));

        Assert.Equal(WorkflowSubStatus.Faulted, bench.State.SubStatus);
        Assert.Equal(("T", "The directory is down."), (bench.State.Incidents[0].ActivityId, bench.State.Incidents[0].Message));
    }

    [Fact]
    public void An_answer_that_nobody_waits_for_changes_nothing()
    {
        var bench = TaskBench().Start();
        var before = bench.State.ToUtf8();
        var burst = bench.Burst(new Answer("nobody", null));

        Assert.False(burst.Resumed);
        Assert.Empty(burst.Effects);
        Assert.Equal(before, bench.State.ToUtf8());
    }

    [Fact]
    public void A_reminder_leaves_the_task_waiting()
    {
        var bench = OpenTask();
        bench.Run(new Resume(Bookmark(bench, "remind"), []));

        Assert.Equal("ana@example.org", Assert.Single(bench.LastEffects.OfType<Reminded>()).Whom);
        Assert.Equal(["decision", "due"], bench.State.Bookmarks.Select(bookmark => bookmark.Tag));
        Assert.Equal(["T:Resumed", "T:Suspended"], bench.Journal.TakeLast(2));
    }

    [Fact]
    public void A_signal_follows_its_port_while_the_task_goes_on_and_no_join_counts_it()
    {
        var bench = OpenTask();
        bench.Run(new Resume(Bookmark(bench, "due"), []));

        Assert.Equal(["Beside", "Escalate", "Told"], bench.Lines);
        Assert.Equal(["decision", "remind"], bench.State.Bookmarks.Select(bookmark => bookmark.Tag));

        bench.Run(new Resume(Bookmark(bench, "decision"), new JsonObject { ["decision"] = "Approved" }));

        // The join heard of the signalled branch only now, as one that was not followed.
        Assert.Equal(["Beside", "Escalate", "Told", "Approve", "Together"], bench.Lines);
        Assert.Equal(WorkflowSubStatus.Finished, bench.State.SubStatus);
    }

    [Fact]
    public void Completing_burns_every_other_bookmark_and_tells_the_host()
    {
        var bench = OpenTask();
        var others = bench.State.Bookmarks.Where(bookmark => bookmark.Tag != "decision").Select(bookmark => bookmark.Id);
        bench.Run(new Resume(Bookmark(bench, "decision"), new JsonObject { ["decision"] = "Approved" }));

        Assert.Empty(bench.State.Bookmarks);
        Assert.Subset(bench.LastEffects.OfType<BookmarkBurned>().Select(burned => burned.BookmarkId).ToHashSet(), others.ToHashSet());
        Assert.Equal(ActivityStatus.Completed, Assert.Single(bench.LastEffects.OfType<TaskClosed>()).How);
    }

    [Fact]
    public void Cancelling_the_instance_withdraws_the_task_without_an_incident()
    {
        var bench = OpenTask().Run(new Cancel());

        Assert.Equal((WorkflowStatus.Finished, WorkflowSubStatus.Cancelled), (bench.State.Status, bench.State.SubStatus));
        Assert.Empty(bench.State.Bookmarks);
        Assert.Empty(bench.State.Incidents);
        Assert.Equal(3, bench.LastEffects.OfType<BookmarkBurned>().Count());
        Assert.Equal(ActivityStatus.Canceled, Assert.Single(bench.LastEffects.OfType<TaskClosed>()).How);
    }

    [Fact]
    public void An_activity_that_throws_becomes_an_incident()
    {
        var bench = new Workbench(Definition(Sequence(Activity("X", "Sample.Throws"))), null, new Throws()).Start();

        var incident = Assert.Single(bench.State.Incidents);
        Assert.Equal(("X", "A host's bug.", "NotSupportedException"), (incident.ActivityId, incident.Message, incident.Detail));
        Assert.Equal(WorkflowSubStatus.Faulted, bench.State.SubStatus);
    }

    [Fact]
    public void An_incident_elsewhere_tells_a_waiting_task_that_it_ends()
    {
        var bench = OpenTask();
        bench.Run(new Resume(Bookmark(bench, "decision"), new JsonObject { ["decision"] = "Rejected" }));

        Assert.Equal(WorkflowSubStatus.Faulted, bench.State.SubStatus);
        Assert.Equal("Rejected by Ana", bench.State.Incidents[0].Message);
    }

    private static Workbench TaskBench() => new(
        Definition(Flowchart(
            [
                Activity("S", "Elsa.Start"),
                Activity("T", "Sample.Task", ("title", Literal("Water works"))),
                Line("Beside"), Line("Escalate"), Line("Told"), Line("Approve"),
                Activity("Refuse", "Elsa.Fault", ("message", Script("getDecisionFromTask() + ' by Ana'"))),
                Line("Together"),
            ],
            "S>T", "S>Beside", "T:Overdue>Escalate", "Escalate>Told", "T:Approved>Approve", "T:Rejected>Refuse",
            "Told>J", "Approve>J", "J>Together").WithJoin().Named("T", "Task")),
        null,
        new SampleTask());

    private static Workbench OpenTask()
    {
        var bench = TaskBench().Start();
        return bench.Run(new Answer(bench.State.Questions[0].RequestId, "ana@example.org"));
    }

    private static string Bookmark(Workbench bench, string tag) => bench.State.Bookmarks.Single(bookmark => bookmark.Tag == tag).Id;

    private sealed class Throws : Activity
    {
        public override ActivityDescriptor Descriptor { get; } = new("Sample.Throws");

        public override void Execute(ActivityContext context) => throw new NotSupportedException("A host's bug.");
    }
}

internal static class FlowchartEdits
{
    public static JsonObject WithJoin(this JsonObject flowchart)
    {
        flowchart["activities"]!.AsArray().Add(Activity("J", "Elsa.FlowJoin", ("mode", Literal("WaitAllActive"))));
        return flowchart;
    }

    public static JsonObject Named(this JsonObject flowchart, string id, string name)
    {
        flowchart["activities"]!.AsArray().Single(activity => (string?)activity!["id"] == id)!["name"] = name;
        return flowchart;
    }
}
