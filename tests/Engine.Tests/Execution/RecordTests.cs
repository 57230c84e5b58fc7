using System.Text.Json.Nodes;
using StrongCities.Engine.Execution;
using Xunit;
using static StrongCities.Engine.Tests.Workbench;

namespace StrongCities.Engine.Tests.Execution;

/// <summary>What a burst tells people of its activities.</summary>
public sealed class RecordTests
{
    [Fact]
    public void An_execution_is_recorded_when_it_starts_and_again_when_it_ends_and_keeps_its_start()
    {
        var bench = new Workbench(Definition(Flowchart([Line("A"), Wait("E"), Line("B")], "A>E", "E>B"))).Start();
        var waiting = Record(bench, "E");
        bench.Now = Monday.AddHours(2);
        bench.Resume("E");
        var ended = Record(bench, "E");

        Assert.Equal((ActivityStatus.Running, true, null), (waiting.Status, waiting.HasBookmarks, waiting.CompletedAt));
        Assert.Equal("E", (string?)waiting.ActivityState!["EventName"]);
        Assert.Equal((ActivityStatus.Completed, false), (ended.Status, ended.HasBookmarks));
        Assert.True(ended.CompletedAt >= Monday.AddHours(2));
        Assert.Equal(waiting.StartedAt, ended.StartedAt);
        Assert.Equal(waiting.Id, ended.Id);
        Assert.All(bench.Effects.OfType<ActivityRecorded>(), effect => Assert.False(effect.Record.CompletedAt < effect.Record.StartedAt));
    }

    [Fact]
    public void The_call_stack_follows_the_flow()
    {
        var bench = new Workbench(Definition(Flowchart([Line("A"), Wait("E"), Line("B")], "A>E", "E>B"))).Start().Resume("E");

        Assert.Equal(
            ["Workflow1 0 after ", "Flow1 1 after Workflow1", "A 2 after Flow1", "E 3 after A", "B 4 after E"],
            bench.Effects.OfType<ActivityRecorded>().Select(effect => effect.Record).DistinctBy(record => record.Id)
                .OrderBy(record => record.CallStackDepth).Select(record => $"{record.ActivityId} {record.CallStackDepth} after {record.SchedulingActivityId}"));
    }

    [Fact]
    public void A_fault_counts_for_everything_around_it()
    {
        var bench = new Workbench(Definition(Sequence(Line("A"), Activity("F", "Elsa.Fault", ("message", Literal("No money")))))).Start();
        var fault = Record(bench, "F");

        Assert.Equal((ActivityStatus.Faulted, "No money", null), (fault.Status, fault.Exception!.Message, fault.CompletedAt));
        Assert.Equal([1, 1, 1, 0], new[] { "F", "Sequence1", "Workflow1", "A" }.Select(id => Record(bench, id).AggregateFaultCount));
    }

    [Fact]
    public void Cancelling_the_instance_ends_the_records_of_what_was_open()
    {
        var bench = new Workbench(Definition(Sequence(Wait("E")))).Start().Run(new Cancel());

        Assert.All(new[] { "E", "Sequence1", "Workflow1" }, id => Assert.Equal(ActivityStatus.Canceled, Record(bench, id).Status));
    }

    [Theory]
    [InlineData("""{"logPersistenceMode":"Exclude"}""", null, false)]
    [InlineData("""{"logPersistenceMode":{"default":"Exclude","inputs":{"text":"Inherit"}}}""", null, false)]
    [InlineData("""{"logPersistenceMode":{"default":"Exclude","inputs":{"text":"Include"}}}""", null, true)]
    [InlineData("""{"logPersistenceMode":{"default":"Include","inputs":{"text":"Exclude"}}}""", null, false)]
    [InlineData("""{"logPersistenceConfig":{"default":{"evaluationMode":"Strategy","strategyType":"Elsa.Workflows.LogPersistence.Strategies.Exclude, Elsa.Workflows.Core"}}}""", null, false)]
    [InlineData("""{"logPersistenceConfig":{"inputs":{"text":{"evaluationMode":"Expression","expression":{"type":"JavaScript","value":"1"}}}}}""", null, false)]
    [InlineData(null, "Exclude", false)]
    [InlineData("""{"logPersistenceMode":"Include"}""", "Exclude", true)]
    [InlineData(null, null, true)]
    public void A_record_shows_only_what_the_definition_lets_into_logs(string? activity, string? workflow, bool shown)
    {
        var line = Line("secret");
        line["customProperties"] = activity is null ? null : JsonNode.Parse(activity);
        var definition = Definition(Sequence(line));
        definition["customProperties"] = workflow is null ? null : new JsonObject { ["logPersistenceMode"] = workflow };

        Assert.Equal(shown, Record(new Workbench(definition).Start(), "secret").ActivityState!.ContainsKey("Text"));
    }

    private static ActivityRecord Record(Workbench bench, string activityId) =>
        bench.Effects.OfType<ActivityRecorded>().Last(effect => effect.Record.ActivityId == activityId).Record;
}
