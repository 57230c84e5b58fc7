using System.Text.Json.Nodes;
using Microsoft.EntityFrameworkCore;
using StrongCities.Engine.Execution;
using StrongCities.Runtime.Instances;
using StrongCities.Runtime.Triggers;
using Xunit;

namespace StrongCities.Host.Tests.Runtime;

public sealed class TriggerTests
{
    [Fact]
    public async Task An_event_starts_the_workflows_that_it_triggers_and_their_first_event_does_not_wait()
    {
        await using var rig = await Rig.StartAsync(Flow.Sequence("starts", Trigger(Flow.Event("go", "came")), Flow.Event("next", "more")));

        var delivered = await rig.Get<PublishEvent>().RunAsync(new PublishEventRequest("came") { CorrelationId = "case" }, Rig.Cancellation);

        var row = await rig.RowAsync(Assert.Single(delivered.StartedIds));
        Assert.Equal("next", Assert.Single(InstanceState.FromUtf8(row.State).Bookmarks).ActivityId);
        Assert.Equal("case", row.CorrelationId);
    }

    [Fact]
    public async Task An_event_that_a_workflow_publishes_starts_workflows_too()
    {
        await using var rig = await Rig.StartAsync(
            Flow.Sequence("starts", Trigger(Flow.Event("go", "came"))), Flow.Sequence("publishes", Flow.Publish("tell", "came")));

        await rig.StartInstanceAsync("publishes");
        await rig.IdleAsync();

        Assert.Equal(1, await CountAsync(rig, "starts"));
    }

    [Theory]
    [InlineData("Elsa.Timer", "interval", "TimeSpan", "00:10:00", 10, 10)]
    [InlineData("Elsa.Cron", "cronExpression", "String", "0 */15 * * * *", 15, 15)]
    public async Task The_clock_starts_a_workflow_again_and_again(string type, string input, string typeName, string value, int first, int every)
    {
        await using var rig = await Rig.StartAsync(Flow.Sequence("clock", Trigger(Step("tick", type, input, typeName, value))));

        rig.Time.Advance(TimeSpan.FromMinutes(first) - TimeSpan.FromSeconds(1));
        await rig.IdleAsync();
        Assert.Equal(0, await CountAsync(rig, "clock"));

        rig.Time.Advance(TimeSpan.FromSeconds(1));
        await Rig.UntilAsync(async () => await CountAsync(rig, "clock") == 1);
        await rig.IdleAsync();
        rig.Time.Advance(TimeSpan.FromMinutes(every));
        await Rig.UntilAsync(async () => await CountAsync(rig, "clock") == 2);
        await rig.IdleAsync();
        Assert.Equal(2, await CountAsync(rig, "clock"));
    }

    [Fact]
    public async Task A_timer_that_was_due_while_the_host_was_down_fires_once_and_then_keeps_its_beat()
    {
        await using var rig = await Rig.StartAsync(Flow.Sequence("clock", Trigger(Step("tick", "Elsa.Timer", "interval", "TimeSpan", "00:10:00"))));
        var begun = rig.Time.GetUtcNow();

        await rig.RestartAsync(() => rig.Time.Advance(TimeSpan.FromMinutes(35)));
        await Rig.UntilAsync(async () => await CountAsync(rig, "clock") == 1);
        await rig.IdleAsync();

        Assert.Equal(1, await CountAsync(rig, "clock"));
        Assert.Equal(begun.AddMinutes(40), await rig.ReadAsync(db => db.Triggers.Select(row => row.DueAt).SingleAsync()));
    }

    [Fact]
    public async Task Start_at_starts_once()
    {
        var step = Trigger(Step("at", "Elsa.StartAt", "dateTime", "DateTimeOffset", "2026-03-02T09:00:00Z"));
        await using var rig = await Rig.StartAsync(Flow.Sequence("once", step));

        rig.Time.Advance(TimeSpan.FromHours(1));
        await Rig.UntilAsync(async () => await CountAsync(rig, "once") == 1);
        await rig.IdleAsync();

        Assert.Null(await rig.ReadAsync(db => db.Triggers.Select(row => row.DueAt).SingleAsync()));
    }

    [Fact]
    public async Task A_stimulus_may_come_before_its_bookmark()
    {
        await using var rig = await Rig.StartAsync(Flow.Sequence("waits", Flow.Event("wait", "early")));
        Assert.True((await SendAsync(rig)).IsWaiting);

        var state = await rig.StartInstanceAsync("waits");
        await rig.IdleAsync();

        Assert.Equal(WorkflowStatus.Finished, (await rig.RowAsync(state.Id)).Status);
        Assert.Equal(0, await rig.ReadAsync(db => db.WaitingStimuli.CountAsync()));
    }

    [Fact]
    public async Task A_stimulus_that_nobody_wanted_becomes_a_dead_letter_and_is_forgotten()
    {
        await using var rig = await Rig.StartAsync(Flow.Sequence("waits", Flow.Event("wait", "early")));
        await SendAsync(rig);

        rig.Time.Advance(TimeSpan.FromMinutes(11));
        await Rig.UntilAsync(() => rig.ReadAsync(db => db.WaitingStimuli.AnyAsync(row => row.DeadAt != null)));
        var state = await rig.StartInstanceAsync("waits");
        await rig.IdleAsync();
        Assert.Equal(WorkflowStatus.Running, (await rig.RowAsync(state.Id)).Status);

        rig.Time.Advance(TimeSpan.FromDays(7) + TimeSpan.FromMinutes(1));
        await Rig.UntilAsync(async () => !await rig.ReadAsync(db => db.WaitingStimuli.AnyAsync()));
    }

    [Fact]
    public async Task A_task_is_completed_once_by_its_id()
    {
        var run = Flow.Step("task", "Elsa.RunTask");
        run["result"] = new JsonObject { ["memoryReference"] = new JsonObject { ["id"] = "Said" } };
        var definition = Flow.Sequence("tasks", run);
        definition["outputs"] = new JsonArray(new JsonObject { ["name"] = "Said", ["type"] = "Object" });
        await using var rig = await Rig.StartAsync(definition);
        var state = await rig.StartInstanceAsync("tasks");
        var taskId = state.Bookmarks[0].Payload!["TaskId"]!.GetValue<string>();

        Assert.True(await rig.Get<CompleteTask>().RunAsync(taskId, "done", Rig.Cancellation));
        Assert.False(await rig.Get<CompleteTask>().RunAsync(taskId, "again", Rig.Cancellation));

        Assert.Equal("done", InstanceState.FromUtf8((await rig.RowAsync(state.Id)).State).Output["Said"]?.GetValue<string>());
    }

    private static Task<StimulusDelivered> SendAsync(Rig rig) => rig.Get<SendStimulus>().RunAsync(
        new StimulusRequest("Elsa.Event", new JsonObject { ["EventName"] = "early" }, []), Rig.Cancellation);

    private static Task<int> CountAsync(Rig rig, string definitionId) =>
        rig.ReadAsync(db => db.Instances.CountAsync(row => row.DefinitionId == definitionId));

    private static JsonObject Trigger(JsonObject step)
    {
        step["customProperties"] = new JsonObject { ["canStartWorkflow"] = true };
        return step;
    }

    private static JsonObject Step(string id, string type, string input, string typeName, string value)
    {
        var step = Flow.Step(id, type);
        step[input] = new JsonObject { ["typeName"] = typeName, ["expression"] = new JsonObject { ["type"] = "Literal", ["value"] = value } };
        return step;
    }
}
