using System.Text;
using System.Text.Json.Nodes;
using StrongCities.Engine.Execution;
using Xunit;
using static StrongCities.Engine.Tests.Workbench;

namespace StrongCities.Engine.Tests.Execution;

public sealed class LifecycleTests
{
    [Fact]
    public void An_event_hands_its_payload_to_a_bound_variable()
    {
        var wait = Wait("Wait");
        wait["result"] = new JsonObject { ["memoryReference"] = new JsonObject { ["id"] = "Payload" } };
        var bench = new Workbench(Definition(Sequence(wait, Line("1", Script("variables.Payload.city"))), Variable("Payload", "Object"))).Start();
        bench.Resume("Wait", new JsonObject { ["__EventPayloadWorkflowInput"] = new JsonObject { ["city"] = "Elbasan" } });

        Assert.Equal(["Elbasan"], bench.Lines);
    }

    [Fact]
    public void A_delay_is_a_bookmark_that_is_due()
    {
        var bench = new Workbench(Definition(Sequence(Activity("D", "Elsa.Delay", ("timeSpan", Literal("10.00:00:00"))), Line("After")))).Start();

        var bookmark = Assert.Single(bench.State.Bookmarks);
        Assert.Equal((Monday.AddDays(10), "Elsa.Delay"), (bookmark.DueAt, bookmark.Name));
        bench.Resume("D");
        Assert.Equal(["After"], bench.Lines);
    }

    [Fact]
    public void A_resumption_of_what_no_longer_waits_changes_nothing()
    {
        var bench = new Workbench(Definition(Sequence(Wait("A"), Wait("B")))).Start();
        var resume = new Resume(bench.State.Bookmarks[0].Id, []);

        Assert.True(bench.Burst(resume).Resumed);
        var before = bench.State.ToUtf8();
        Assert.False(bench.Burst(resume).Resumed);
        Assert.Equal(before, bench.State.ToUtf8());
    }

    [Fact]
    public void A_second_start_changes_nothing()
    {
        var bench = new Workbench(Definition(Sequence(Wait("A")))).Start();

        Assert.False(bench.Burst(new Start([])).Resumed);
    }

    [Fact]
    public void Correlation_name_and_outputs_are_the_instances()
    {
        var bench = new Workbench(Definition(Sequence(
            Activity("C", "Elsa.Correlate", ("correlationId", Literal("case-7"))),
            Activity("N", "Elsa.SetName", ("value", Liquid("Request {{ CorrelationId }}"))),
            Activity("O", "Elsa.SetOutput", ("outputName", Literal("Result")), ("outputValue", Script("({ok: true})")))))).Start();

        Assert.Equal(("case-7", "Request case-7"), (bench.State.CorrelationId, bench.State.Name));
        Assert.Equal("""{"Result":{"ok":true}}""", bench.State.Output.ToJsonString());
    }

    [Fact]
    public void A_published_event_is_an_effect()
    {
        var bench = new Workbench(Definition(Sequence(
            Activity("P", "Elsa.PublishEvent", ("eventName", Literal("decided")), ("correlationId", Literal("c")), ("payload", Script("({n: 1})")))))).Start();

        var published = Assert.Single(bench.Effects.OfType<EventPublished>());
        Assert.Equal(("decided", "c", false, """{"n":1}"""), (published.EventName, published.CorrelationId, published.IsLocal, published.Payload!.ToJsonString()));
    }

    [Fact]
    public void With_continue_an_incident_leaves_the_other_branch_to_go_on()
    {
        var definition = Definition(Flowchart(
            [Line("S"), Activity("F", "Elsa.Fault", ("message", Literal("boom"))), Wait("Wait"), Line("After")], "S>F", "S>Wait", "Wait>After"));
        definition["options"] = new JsonObject { ["incidentStrategyType"] = "Elsa.Workflows.IncidentStrategies.ContinueWithIncidentsStrategy, Elsa" };
        var bench = new Workbench(definition).Start().Resume("Wait");

        Assert.Equal(["S", "After"], bench.Lines);
        Assert.Equal((WorkflowSubStatus.Suspended, "boom"), (bench.State.SubStatus, bench.State.Incidents.Single().Message));
    }

    [Fact]
    public void A_faulted_instance_shows_what_waited_but_burns_it()
    {
        var bench = new Workbench(Definition(Flowchart([Line("S"), Wait("Wait"), Activity("F", "Elsa.Fault")], "S>Wait", "S>F"))).Start();

        var left = Assert.Single(bench.State.Bookmarks);
        Assert.Contains(new BookmarkBurned(left.Id), bench.Effects);
        Assert.False(bench.Burst(new Resume(left.Id, [])).Resumed);
    }

    [Fact]
    public void Finish_ends_everything_at_once()
    {
        var bench = new Workbench(Definition(Flowchart([Line("S"), Wait("Wait"), Activity("F", "Elsa.Finish"), Line("Never")], "S>Wait", "S>F", "F>Never"))).Start();

        Assert.Equal((WorkflowStatus.Finished, WorkflowSubStatus.Finished), (bench.State.Status, bench.State.SubStatus));
        Assert.Empty(bench.State.Bookmarks);
        Assert.Equal("F:Completed", bench.Journal.Last());
        Assert.Equal(["S"], bench.Lines);
    }

    [Fact]
    public void Complete_ends_loops_and_the_workflow()
    {
        var bench = new Workbench(Definition(Sequence(
            Activity("W", "Elsa.While", ("condition", Literal(true)), ("body", Activity("C", "Elsa.Complete"))), Line("Never")))).Start();

        Assert.Empty(bench.Lines);
        Assert.Equal(WorkflowSubStatus.Finished, bench.State.SubStatus);
    }

    [Fact]
    public void Decimals_keep_every_digit_across_a_wait()
    {
        var bench = new Workbench(Definition(
            Sequence(Set("Amount", Literal("12345678901234567.89")), Wait("Wait"), Line("1", Expression("Variable", new JsonObject { ["id"] = "Amount" }))),
            Variable("Amount", "Decimal"))).Start().Resume("Wait");

        Assert.Equal(["12345678901234567.89"], bench.Lines);
    }

    [Fact]
    public void Null_clears_a_stored_variable_so_that_its_default_is_back_after_a_wait()
    {
        var bench = new Workbench(Definition(
            Sequence(Set("City", Literal(null)), Line("1", Script("getCity()")), Wait("Wait"), Line("2", Script("getCity()"))),
            Variable("City", "String", "Kumanovo"))).Start().Resume("Wait");

        Assert.Equal(["", "Kumanovo"], bench.Lines);
    }

    [Theory]
    [InlineData("""{"format":99,"id":"i","definitionId":"d","definitionVersionId":"v","definitionVersion":1}""", "newer release")]
    [InlineData("""{"nonsense":true}""", "not readable")]
    [InlineData("null", "null")]
    public void A_state_that_cannot_be_read_says_why(string json, string why) => Assert.Contains(
        why,
        Assert.Throws<InvalidDataException>(() => InstanceState.FromUtf8(Encoding.UTF8.GetBytes(json))).Message,
        StringComparison.Ordinal);
}
