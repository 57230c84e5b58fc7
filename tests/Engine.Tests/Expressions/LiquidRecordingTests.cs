using System.Text.Json.Nodes;
using StrongCities.Engine.Execution;
using Xunit;
using static StrongCities.Engine.Tests.Workbench;

namespace StrongCities.Engine.Tests.Expressions;

/// <summary>Templates whose text a real Elsa 3.8 was asked for.</summary>
public sealed class LiquidRecordingTests
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
        [62] = "append writes True for a flag",
        [114] = "members are found by exact name after a suspension too",
    };

    [Fact]
    public void Recorded_templates_give_the_recorded_text()
    {
        if (Environment.GetEnvironmentVariable(FileVariable) is not { Length: > 0 } file)
        {
            Assert.Skip($"Set {FileVariable} to a recording of templates to run them.");
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
