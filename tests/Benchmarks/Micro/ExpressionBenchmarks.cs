using System.Text.Json.Nodes;
using BenchmarkDotNet.Attributes;
using StrongCities.Engine.Activities;
using StrongCities.Engine.Definitions;
using StrongCities.Engine.Execution;

namespace StrongCities.Benchmarks.Micro;

/// <summary>What one expression costs, seen through the smallest burst that evaluates it; a literal is the yardstick.</summary>
[MemoryDiagnoser]
[ShortRunJob]
public class ExpressionBenchmarks
{
    private static readonly BurstInputs Inputs = new(DateTimeOffset.UnixEpoch, 1);

    private readonly Interpreter interpreter = new(new InterpreterOptions());
    private WorkflowGraph graph = null!;
    private InstanceState fresh = null!;

    /// <summary>The expression's type.</summary>
    [Params("Literal", "JavaScript", "Liquid")]
    public string Type { get; set; } = "";

    /// <summary>Compiles a line of text of that type.</summary>
    [GlobalSetup]
    public void Prepare()
    {
        var source = Type switch
        {
            "JavaScript" => "'City ' + getCity() + ', ' + (1 + 2)",
            "Liquid" => "City {{ Variables.City }}, {{ 1 | plus: 2 }}",
            _ => "City Kumanovo, 3",
        };
        var json = new JsonObject
        {
            ["definitionId"] = "expression",
            ["variables"] = new JsonArray(new JsonObject { ["id"] = "city", ["name"] = "City", ["typeName"] = "String", ["value"] = "Kumanovo" }),
            ["root"] = new JsonObject
            {
                ["id"] = "line",
                ["type"] = "Elsa.WriteLine",
                ["text"] = new JsonObject { ["typeName"] = "String", ["expression"] = new JsonObject { ["type"] = Type, ["value"] = source } },
            },
        };
        var definition = DefinitionReader.Read(System.Text.Encoding.UTF8.GetBytes(json.ToJsonString()), "expression").Definition!;
        graph = WorkflowGraph.Compile(definition, new ActivityCatalog([])).Graph!;
        fresh = InstanceState.New("0190f5d1c2b27c3fa0b1c2d3e4f50617", graph, DateTimeOffset.UnixEpoch);
    }

    /// <summary>WriteLine of the expression, from start to end.</summary>
    /// <returns>The burst.</returns>
    [Benchmark]
    public Burst WriteLine() => interpreter.Run(graph, fresh, new Start([]), Inputs);
}
