using System.Text;
using System.Text.Json.Nodes;
using StrongCities.Engine.Activities;
using StrongCities.Engine.Definitions;
using StrongCities.Engine.Execution;
using Xunit;
using static StrongCities.Engine.Tests.Workbench;

namespace StrongCities.Engine.Tests.Execution;

/// <summary>What an author's mistake or a hostile definition cannot do to the host.</summary>
public sealed class GuardRailTests
{
    [Theory]
    [InlineData(FlowchartMode.CounterBased)]
    [InlineData(FlowchartMode.TokenBased)]
    public void A_loop_that_never_waits_is_stopped_and_its_activities_are_named(FlowchartMode mode)
    {
        var bench = new Workbench(
            Definition(Flowchart(
                [Activity("S", "Elsa.Start"), Line("Round"), Activity("Again", "Elsa.FlowDecision", ("condition", Literal(true)))],
                "S>Round", "Round>Again", "Again:True>Round")),
            new InterpreterOptions { MaxActivitiesPerBurst = 500, FlowchartMode = mode }).Start();

        var message = Assert.Single(bench.State.Incidents).Message;
        Assert.Contains("ran 500 activities without ever waiting", message, StringComparison.Ordinal);
        Assert.Contains("'Round' (249 times)", message, StringComparison.Ordinal);
        Assert.Contains("'Again'", message, StringComparison.Ordinal);
        Assert.DoesNotContain("'S'", message, StringComparison.Ordinal);
        Assert.Equal(WorkflowSubStatus.Faulted, bench.State.SubStatus);
    }

    [Fact]
    public void A_state_that_would_be_too_large_is_not_stored_and_the_step_is_not_done()
    {
        var bench = new Workbench(
            Definition(
                Sequence(Wait("Small"), Line("Before"), Set("Text", Script("'x'.repeat(9000)")), Wait("Large")),
                Variable("Text", "String", "short"), Variable("City", "String", "Elbasan")),
            new InterpreterOptions { MaxStateBytes = 8 << 10 }).Start();
        bench.Resume("Small");

        var incident = Assert.Single(bench.State.Incidents);
        Assert.Contains("at most 8192 may be stored", incident.Message, StringComparison.Ordinal);
        Assert.Contains("Its largest variables are 'Text' (9002 bytes), 'City' (9 bytes)", incident.Message, StringComparison.Ordinal);
        Assert.Equal(WorkflowSubStatus.Faulted, bench.State.SubStatus);
        Assert.Equal("short", (string?)bench.State.Variables(bench.Graph)["Text"]);
        Assert.Empty(bench.Lines);
        Assert.IsType<BookmarkBurned>(bench.LastEffects.Single(effect => effect is not (Journaled or ActivityRecorded)));
        Assert.InRange(bench.State.ToUtf8().Length, 1, 8 << 10);
    }

    [Fact]
    public void A_start_whose_state_would_be_too_large_ends_with_an_incident_too()
    {
        var bench = new Workbench(
            Definition(Sequence(Set("Text", Script("'x'.repeat(9000)")), Wait("Large")), Variable("Text", "String")),
            new InterpreterOptions { MaxStateBytes = 8 << 10 }).Start();

        Assert.Contains("Keep large data outside", Assert.Single(bench.State.Incidents).Message, StringComparison.Ordinal);
        Assert.Equal(WorkflowSubStatus.Faulted, bench.State.SubStatus);
        Assert.Empty(bench.State.Bookmarks);
    }

    [Fact]
    public void An_instance_whose_state_is_too_large_can_be_cancelled()
    {
        var definition = Definition(Sequence(Set("Text", Script("'x'.repeat(9000)")), Wait("Large")), Variable("Text", "String"));
        var bench = new Workbench(definition).Start();

        var cancelled = new Interpreter(new InterpreterOptions { MaxStateBytes = 8 << 10 })
            .Run(bench.Graph, bench.State, new Cancel(), new BurstInputs(Monday, 1));
        Assert.Equal(WorkflowSubStatus.Cancelled, cancelled.State.SubStatus);
    }

    [Fact]
    public void What_is_nested_too_deep_does_not_run()
    {
        var bench = new Workbench(Definition(Nested(5, Line("Deep"))), new InterpreterOptions { MaxNestingDepth = 5 }).Start();

        var incident = Assert.Single(bench.State.Incidents);
        Assert.Equal("'Deep' is nested 6 levels deep; at most 5 may run. Move inner parts into a workflow of their own.", incident.Message);
        Assert.Empty(bench.Lines);
        Assert.Equal(["Deep"], new Workbench(Definition(Nested(5, Line("Deep"))), new InterpreterOptions { MaxNestingDepth = 6 }).Start().Lines);
    }

    [Fact]
    public void A_definition_nested_beyond_reason_is_refused_when_read()
    {
        var text = new StringBuilder(Line("Deep").ToJsonString());
        for (var i = 0; i < 200; i++)
        {
            text.Insert(0, """{"id":"S","type":"Elsa.Sequence","activities":[""").Append("]}");
        }

        var reading = DefinitionReader.Read(Encoding.UTF8.GetBytes($$"""{"definitionId":"deep","root":{{text}}}"""), "deep.json");
        Assert.Null(reading.Definition);
        Assert.Contains("256", reading.Problems[0].Message, StringComparison.Ordinal);
    }

    /// <summary>Time and memory depend on the machine; what they stopped is recorded, and a replay needs no second try.</summary>
    [Theory]
    [InlineData("JavaScript", "setVariable('N', 1); setCorrelationId('other'); Math.random(); while (true) {}", "timed out")]
    [InlineData("JavaScript", "setVariable('N', 1); let a = []; while (true) a.push('x'.repeat(10000) + a.length)", "allocated")]
    [InlineData("JavaScript", "setVariable('N', 1); /^(a+)+$/.test('a'.repeat(40) + 'b')", "")]
    [InlineData("Liquid", "{% for i in (1..9999999) %}{% for j in (1..9999999) %}{% endfor %}{% endfor %}", "longer than 0.2 s")]
    public void A_script_stopped_by_time_or_memory_is_replayed_from_the_record(string language, string script, string message)
    {
        var bench = new Workbench(Definition(
            Sequence(
                Activity("Both", "Elsa.Fork", ("branches", new JsonArray(
                    Line("Bad", Expression(language, script)),
                    Line("Good", Script("Math.random() + ' ' + variables.N + ' ' + getCorrelationId()"))))),
                Wait("After")),
            Variable("N", "Int32", 0)));
        var slow = new InterpreterOptions
        {
            MaxScriptMemory = 8 << 20,
            MaxScriptStatements = 100_000_000,
            MaxTemplateIterations = 10_000_000,
            // A busy machine must not run out of time before it runs out of memory.
            ScriptTimeout = message == "allocated" ? TimeSpan.FromMinutes(1) : TimeSpan.FromSeconds(0.2),
        };
        var inputs = new BurstInputs(Monday, 7);
        var first = new Interpreter(slow).Run(bench.Graph, bench.State, new Start([]), inputs);

        var breach = Assert.Single(first.Breaches);
        Assert.Equal(1, breach.Evaluation);
        Assert.Contains(message, breach.Message, StringComparison.Ordinal);
        Assert.Equal(breach.Message, Assert.Single(first.State.Incidents).Detail);
        Assert.Equal("0", ((string?)first.Effects.OfType<LineWritten>().Single().Text)!.Split(' ')[1]);

        var again = new Interpreter(new InterpreterOptions()).Run(
            bench.Graph, bench.State, new Start([]), inputs with { Breaches = first.Breaches });
        Assert.Equal(first.State.ToUtf8(), again.State.ToUtf8());
        Assert.Equal(first.Effects.OfType<LineWritten>(), again.Effects.OfType<LineWritten>());
        Assert.Equal(first.Breaches, again.Breaches);
    }

    private static JsonObject Nested(int levels, JsonObject innermost)
    {
        var activity = innermost;
        for (var i = 0; i < levels; i++)
        {
            activity = Activity($"S{i}", "Elsa.Sequence", ("activities", new JsonArray(activity)));
        }

        return activity;
    }
}
