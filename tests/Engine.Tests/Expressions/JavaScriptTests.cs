using System.Text.Json.Nodes;
using StrongCities.Engine.Execution;
using Xunit;
using static StrongCities.Engine.Tests.Workbench;

namespace StrongCities.Engine.Tests.Expressions;

public sealed class JavaScriptTests
{
    [Theory]
    [InlineData("10/4", "2.5")]
    [InlineData("true", "True")]
    [InlineData("null", "")]
    [InlineData("undefined", "")]
    [InlineData("({a:[1,'x']})", """{"a":[1,"x"]}""")]
    [InlineData("1e21", "1E+21")]
    [InlineData("9007199254740993", "9007199254740992")]
    [InlineData("return 'returned'", "returned")]
    [InlineData("const a = 2; a * 3", "6")]
    [InlineData("Promise.resolve(7)", "7")]
    [InlineData("new Date().toISOString()", "2026-11-23T08:00:00.000Z")]
    [InlineData("Date.now()", "1795420800000")]
    [InlineData("new Date(2026, 0, 1).getHours()", "0")]
    [InlineData("getVariable('City') + getCity() + variables.City", "KumanovoKumanovoKumanovo")]
    [InlineData("setVariable('New', 3); getVariable('New')", "3")]
    [InlineData("variables.Case.tags.push('b'); getCase === undefined", "False")]
    [InlineData("isNullOrEmpty('') && isNullOrWhiteSpace(' ')", "True")]
    [InlineData("toJson({Key: 1})", """{"Key":1}""")]
    [InlineData("stringFromBase64(stringToBase64('Šabac'))", "Šabac")]
    [InlineData("getWorkflowDefinitionId() + getWorkflowDefinitionVersion() + getWorkflowInstanceId()", "test1instance-1")]
    [InlineData("typeof System", "undefined")]
    public void Scripts_give_the_text_that_Elsa_gives(string script, string text) => Assert.Equal(text, Evaluate(script).Lines.Last());

    [Theory]
    [InlineData("createEventTriggerUrl('E')", "instance-1/E/")]
    [InlineData("createEventTriggerUrl('E', '7.00:00:00')", "instance-1/E/2026-11-30 08:00")]
    [InlineData("createEventTriggerUrl('E', new Date('2026-12-24T00:00:00Z'))", "instance-1/E/2026-12-24 00:00")]
    public void An_address_for_an_event_is_made_by_the_host_from_the_time_of_the_burst(string script, string address) =>
        Assert.Equal(address, Follow(script, new Links()).Effects.OfType<LineWritten>().Last().Text);

    [Theory]
    [InlineData("createEventTriggerUrl()")]
    [InlineData("createEventTriggerUrl('E', 'soon')")]
    [InlineData("createEventTriggerUrl('E', '-1.00:00:00')")]
    public void An_address_without_a_name_or_with_a_lifetime_that_is_none_is_a_fault(string script)
    {
        Assert.Single(Follow(script, new Links()).State.Incidents);
        Assert.Single(Follow("createEventTriggerUrl('E')", links: null).State.Incidents);
    }

    [Fact]
    public void Deep_changes_of_a_variable_last()
    {
        var bench = new Workbench(Definition(
            Sequence(Line("1", Script("variables.Case.tags.push('b'); ''")), Line("2", Script("variables.Case.tags.join()"))),
            Variable("Case", "JSON", """{"tags":["a"]}"""))).Start();

        Assert.Equal("a,b", bench.Lines.Last());
        Assert.Equal("""{"tags":["a","b"]}""", bench.State.Variables(bench.Graph)["Case"]!.ToJsonString());
    }

    [Fact]
    public void Random_numbers_come_from_the_bursts_seed()
    {
        var first = Evaluate("Math.random() + newGuid()").Lines.Single();

        Assert.Equal(first, Evaluate("Math.random() + newGuid()").Lines.Single());
        Assert.NotEqual(Evaluate("Math.random()").Lines.Single(), Evaluate("Math.random(), Math.random()").Lines.Single());
    }

    [Theory]
    [InlineData("while (true) {}", "statements")]
    [InlineData("const f = n => f(n + 1); f(0)", "ecursion")]
    [InlineData("let a = []; for (let i = 0; i < 50000; i++) a.push('x'.repeat(10000) + i); a.length", "allocated")]
    [InlineData("'x'.repeat(500000000).length", "memory limit")]
    [InlineData("'x'.padEnd(500000000).length", "memory limit")]
    [InlineData("new Array(500000000).fill(1).length", "")]
    [InlineData("const a = {}; a.a = a; a", "contains itself")]
    [InlineData("throw new Error('mine')", "mine")]
    [InlineData("1 +", "")]
    [InlineData("eval('1')", "")]
    [InlineData("/^(a+)+$/.test('a'.repeat(40) + 'b')", "")]
    public void A_limit_or_an_error_is_an_incident_that_says_which(string script, string detail)
    {
        var bench = Evaluate(script, new InterpreterOptions { MaxScriptMemory = 8 << 20, ScriptTimeout = TimeSpan.FromSeconds(20) });

        var incident = Assert.Single(bench.State.Incidents);
        Assert.Equal("Failed to evaluate activity input 'Text'", incident.Message);
        Assert.Contains(detail, incident.Detail, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("CSharp")]
    [InlineData("Python")]
    public void Languages_that_run_on_the_host_are_refused(string language)
    {
        var bench = new Workbench(Definition(Sequence(Line("1", Expression(language, "1"))))).Start();

        Assert.Contains("Use JavaScript or Liquid instead", bench.State.Incidents[0].Detail, StringComparison.Ordinal);
    }

    [Fact]
    public void Outcomes_chosen_by_a_script_are_followed()
    {
        var bench = new Workbench(Definition(Flowchart(
            [Activity("J", "Elsa.RunJavaScript", ("script", Literal("setOutcomes(['B', 'A']); return 5;"))), Line("A"), Line("B"), Line("C")],
            "J:A>A", "J:B>B", "J:Done>C"))).Start();

        Assert.Equal(["A", "B"], bench.Lines);
    }

    private static Burst Follow(string script, IResumeLinks? links)
    {
        var bench = new Workbench(Definition(Sequence(Line("1", Script(script)))));
        return new Interpreter(new InterpreterOptions(), links).Run(bench.Graph, bench.State, new Start([]), new BurstInputs(Monday, 42));
    }

    private static Workbench Evaluate(string script, InterpreterOptions? options = null) => new Workbench(
        Definition(
            Sequence(Line("1", Script(script))),
            Variable("City", "String", "Kumanovo"),
            Variable("Case", "JSON", """{"tags":["a"]}""")),
        options).Start();

    private sealed class Links : IResumeLinks
    {
        public string ToEvent(string instanceId, string eventName, DateTimeOffset now, DateTimeOffset? expiresAt) => $"{instanceId}/{eventName}/{expiresAt:yyyy-MM-dd HH:mm}";

        public string ToBookmark(string instanceId, string bookmarkId, DateTimeOffset now, DateTimeOffset? expiresAt) => $"{instanceId}/{bookmarkId}/{expiresAt:yyyy-MM-dd HH:mm}";
    }
}
