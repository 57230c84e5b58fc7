using System.Text.Json.Nodes;
using Microsoft.EntityFrameworkCore;
using StrongCities.Engine.Execution;
using StrongCities.Runtime.Instances;
using StrongCities.Runtime.Persistence;
using Xunit;

namespace StrongCities.Host.Tests.Runtime;

public sealed class EventTests
{
    [Fact]
    public async Task An_event_resumes_everybody_who_waits_for_it_and_nobody_else()
    {
        await using var rig = await Rig.StartAsync(Flow.Sequence("go", Flow.Event("wait", "Go")), Flow.Sequence("stop", Flow.Event("wait", "Stop")));
        var (one, two, other) = (await rig.StartInstanceAsync("go"), await rig.StartInstanceAsync("go"), await rig.StartInstanceAsync("stop"));

        var delivered = await rig.Get<PublishEvent>().RunAsync(new PublishEventRequest("Go", JsonValue.Create(7)), Rig.Cancellation);

        Assert.Equal(new[] { one.Id, two.Id }.Order(), delivered.InstanceIds.Order());
        Assert.Equal(WorkflowStatus.Finished, (await rig.RowAsync(one.Id)).Status);
        Assert.Equal(WorkflowStatus.Running, (await rig.RowAsync(other.Id)).Status);
    }

    [Theory]
    [InlineData("case-1", null, "first")]
    [InlineData(null, "second", "second")]
    [InlineData("case-1", "second", null)]
    [InlineData("case-9", null, null)]
    public async Task An_event_can_be_for_one_case_or_one_instance(string? correlationId, string? instance, string? expected)
    {
        await using var rig = await Rig.StartAsync(Flow.Sequence("go", Flow.Event("wait", "Go")));
        var names = new Dictionary<string, string>
        {
            ["first"] = (await rig.StartInstanceAsync("go", "case-1")).Id,
            ["second"] = (await rig.StartInstanceAsync("go", "case-2")).Id,
        };
        var request = new PublishEventRequest("Go") { CorrelationId = correlationId, InstanceId = instance is null ? null : names[instance] };

        var delivered = await rig.Get<PublishEvent>().RunAsync(request, Rig.Cancellation);

        Assert.Equal(expected is null ? [] : [names[expected]], delivered.InstanceIds);
    }

    [Fact]
    public async Task What_waits_for_one_event_goes_on_in_the_order_in_which_it_began_to_wait()
    {
        string[] steps = [.. Enumerable.Range(0, 12).Select(i => $"e{i}")];
        await using var rig = await Rig.StartAsync(
            Flow.Parallel("go", [.. steps.Select(step => Flow.Event(step, "Go"))]), Flow.Sequence("tell", Flow.Publish("publish", "Go")));
        var (asked, told) = (await rig.StartInstanceAsync("go"), await rig.StartInstanceAsync("go"));

        await rig.Get<PublishEvent>().RunAsync(new PublishEventRequest("Go") { InstanceId = asked.Id }, Rig.Cancellation);
        await rig.StartInstanceAsync("tell");
        await rig.IdleAsync();

        foreach (var instance in (string[])[asked.Id, told.Id])
        {
            var journal = await rig.JournalAsync(instance);

            Assert.Equal(steps, journal.Where(entry => entry is { ActivityType: "Elsa.Event", EventName: "Completed" }).Select(entry => entry.ActivityId));
        }
    }

    [Fact]
    public async Task An_event_that_a_workflow_publishes_reaches_those_who_wait_by_way_of_the_outbox()
    {
        await using var rig = await Rig.StartAsync(
            Flow.Sequence("hear", Flow.Event("first", "Go"), Flow.Event("second", "Go")), Flow.Sequence("tell", Flow.Publish("publish", "Go")));
        var hearer = await rig.StartInstanceAsync("hear");

        await rig.StartInstanceAsync("tell");
        await rig.IdleAsync();

        // Once: the second wait began after the event.
        var row = await rig.RowAsync(hearer.Id);
        Assert.Equal((WorkflowStatus.Running, 2L), (row.Status, row.Revision));
        Assert.Equal(["event", "resume"], await rig.ReadAsync(db => db.Outbox.Where(r => r.State == OutboxState.Sent).OrderBy(r => r.Id).Select(r => r.Kind).ToListAsync(Rig.Cancellation)));
    }
}
