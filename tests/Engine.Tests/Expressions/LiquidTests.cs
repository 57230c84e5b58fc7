using System.Text.Json.Nodes;
using Xunit;
using static StrongCities.Engine.Tests.Workbench;

namespace StrongCities.Engine.Tests.Expressions;

public sealed class LiquidTests
{
    private const string FileVariable = "ELSA_LIQUID";

    /// <summary>Templates that DotLiquid answers otherwise than Fluid, by their number in the recording.</summary>
    private const string Seconds = "Elsa's server drops a date's seconds when it saves the definition; here nothing is saved";
    private const string Defaults = "nested members of a declared JSON default work here and are empty in Elsa";
    private const string Syntax = "the parser words its errors otherwise, or takes what Fluid refuses";
    private const string Dates = "a date inside an object is text here, written with +00:00";

    private static readonly Dictionary<int, string> Different = new()
    {
        [11] = Seconds, [12] = Seconds, [13] = Seconds, [20] = Seconds, [53] = Seconds,
        [17] = Defaults, [18] = Defaults, [21] = Defaults, [22] = Defaults, [23] = Defaults, [30] = Defaults, [32] = Defaults,
        [33] = Defaults, [52] = Defaults,
        [36] = Syntax, [38] = Syntax, [39] = Syntax, [40] = Syntax, [41] = Syntax, [58] = Syntax, [61] = Syntax,
        [107] = Dates, [118] = Dates, [120] = Dates,
        [29] = "empty text is true in conditions, as in Shopify's Liquid",
        [43] = "the recording's instance id and correlation id are not ours",
        [55] = "Elsa's internals are not shown to templates",
        [60] = "there is no render tag: its syntax error is the text",
        [114] = "members are found by exact name after a suspension too",
    };

    [Theory]
    [InlineData("{{ Variables.City }} {{ Variables.city }}{{ variables.City }}", "Kumanovo ")]
    [InlineData("{{ Variables.Case.tags[1] }}{{ Variables.Case.tags | size }}", "b2")]
    [InlineData("{{ Variables.Case | json }}", """{"tags":["a","b"],"Amount":1500.5}""")]
    [InlineData("{{ Variables.Case }}{{ Variables.Case | keys | join: ',' }}", "tags,Amount")]
    [InlineData("{% for tag in Variables.Case.tags %}{{ forloop.index }}{{ tag }}{% endfor %}", "1a2b")]
    [InlineData("{{ Input.Person.name }} {{ Input.Nothing }}", "Ana ")]
    [InlineData("{{ Variables.City | base64 }}", "S3VtYW5vdm8=")]
    [InlineData("{{ Variables.City | nosuchfilter: 5 | upcase }}", "KUMANOVO")]
    [InlineData("{{ 'now' | date: '%d.%m.%Y %H:%M' }}", "23.11.2026 08:00")]
    [InlineData("{{ 10 | divided_by: 4 }} {{ 10 | divided_by: 4.0 }} {{ 0.1 | plus: 0.2 }} {{ 'x' | plus: 1 }} {{ 2.5 | round }}", "2 2.5 0.3 1 2")]
    [InlineData("{{ Variables.Flag }} {{ Variables.Flag | default: 'no' }}", "false no")]
    [InlineData("{{ WorkflowDefinitionId }}/{{ WorkflowInstanceId }}", "test/instance-1")]
    [InlineData("<b>{{ '<i>' }}</b>", "<b><i></b>")]
    public void Templates_give_the_text_that_Elsa_gives(string template, string text) => Assert.Equal(text, Bench(template).Lines.Single());

    [Fact]
    public void A_template_that_does_not_parse_has_the_error_as_its_text()
    {
        var text = Bench("{% if Variables.City %}open").Lines.Single();

        Assert.StartsWith("\n", text, StringComparison.Ordinal);
        Assert.EndsWith("\nSource:\n{% if Variables.City %}open\n", text, StringComparison.Ordinal);
    }

    [Fact]
    public void A_template_that_goes_round_too_often_is_an_incident()
    {
        var bench = Bench("{% for i in (1..100000) %}{% for j in (1..100000) %}x{% endfor %}{% endfor %}");

        Assert.Equal("Failed to evaluate activity input 'Text'", Assert.Single(bench.State.Incidents).Message);
    }

    /// <summary>A recording of a real Elsa, when the environment names one.</summary>
    [Fact]
    public void Recorded_templates_give_the_recorded_text()
    {
        if (Environment.GetEnvironmentVariable(FileVariable) is not { Length: > 0 } file)
        {
            TestContext.Current.TestOutputHelper!.WriteLine($"Set {FileVariable} to a recording of templates to run it.");
            return;
        }

        var output = TestContext.Current.TestOutputHelper!;
        var failures = new List<string>();
        foreach (var row in JsonNode.Parse(File.ReadAllText(file))!.AsArray().OfType<JsonObject>().Where(row => !row.ContainsKey("setVariableType")))
        {
            var text = Render(row);
            if (text != ((string?)row["observed"] ?? "") != Different.ContainsKey((int)row["n"]!))
            {
                failures.Add($"{row["n"]}: {row["expression"]}\n   Elsa {row["observed"]?.ToJsonString()}\n   here {JsonValue.Create(text).ToJsonString()}");
            }
        }

        failures.ForEach(output.WriteLine);
        Assert.Empty(failures);
    }

    private static Workbench Bench(string template) => new Workbench(Definition(
        Sequence(Line("1", Liquid(template))),
        Variable("City", "String", "Kumanovo"),
        Variable("Flag", "Boolean", "false"),
        Variable("Case", "JSON", """{"tags":["a","b"],"Amount":1500.5}"""))).Start(new JsonObject { ["Person"] = new JsonObject { ["name"] = "Ana" } });

    private static string Render(JsonObject row)
    {
        var declared = row["variables"]!.AsObject();
        var script = (string?)declared["setByJavaScript"];
        var definition = Definition(
            Sequence(
                Activity("Script", "Elsa.RunJavaScript", ("script", Literal(script ?? ""))),
                (bool?)row["afterSuspend"] == true ? Wait("go") : Activity("Nothing", "Elsa.Start"),
                Line("Text", Liquid((string)row["expression"]!))),
            [.. declared.Where(variable => variable.Value is JsonObject)
                .Select(variable => Variable(variable.Key, (string)variable.Value!["type"]!, variable.Value["value"]?.DeepClone())),
             .. script is null ? [] : "OLFIT".Select(name => Variable(name.ToString(), "Object"))]);
        definition["definitionId"] = $"lq-{row["n"]}";
        var bench = new Workbench(definition);
        bench.Start(row["input"]?.DeepClone() as JsonObject);
        if (bench.State.Bookmarks.Count > 0)
        {
            bench.Resume("go", row["input"]?.DeepClone() as JsonObject);
        }

        return bench.State.Incidents is [var incident, ..] ? $"FAULT {incident.Message}: {incident.Detail}" : string.Concat(bench.Lines);
    }
}
