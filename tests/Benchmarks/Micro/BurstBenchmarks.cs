using System.Text.Json.Nodes;
using BenchmarkDotNet.Attributes;
using StrongCities.Engine.Activities;
using StrongCities.Engine.Definitions;
using StrongCities.Engine.Execution;

namespace StrongCities.Benchmarks.Micro;

/// <summary>What a burst costs without any storage, and what its state costs to write and read.</summary>
[MemoryDiagnoser]
[ShortRunJob]
public class BurstBenchmarks
{
    private static readonly BurstInputs Inputs = new(DateTimeOffset.UnixEpoch, 1);

    private readonly Interpreter interpreter = new(new InterpreterOptions());
    private WorkflowGraph graph = null!;
    private InstanceState fresh = null!;
    private InstanceState waiting = null!;
    private byte[] bytes = [];

    /// <summary>Compiles the definition and runs its first burst.</summary>
    [GlobalSetup]
    public void Prepare()
    {
        graph = Compile("bench-start-set-event.json");
        fresh = InstanceState.New("0190f5d1c2b27c3fa0b1c2d3e4f50617", graph, DateTimeOffset.UnixEpoch);
        waiting = interpreter.Run(graph, fresh, new Start([]), Inputs).State;
        bytes = waiting.ToUtf8();
    }

    /// <summary>Start, SetVariable, Event.</summary>
    /// <returns>The burst.</returns>
    [Benchmark(Baseline = true)]
    public Burst StartToSuspended() => interpreter.Run(graph, fresh, new Start([]), Inputs);

    /// <summary>Event, SetVariable, end.</summary>
    /// <returns>The burst.</returns>
    [Benchmark]
    public Burst ResumeToFinished() => interpreter.Run(graph, waiting, new Resume(waiting.Bookmarks[0].Id, []), Inputs);

    /// <summary>A waiting state to UTF-8.</summary>
    /// <returns>Its bytes.</returns>
    [Benchmark]
    public byte[] WriteState() => waiting.ToUtf8();

    /// <summary>And back.</summary>
    /// <returns>The state.</returns>
    [Benchmark]
    public InstanceState ReadState() => InstanceState.FromUtf8(bytes);

    internal static WorkflowGraph Compile(string file)
    {
        var json = File.ReadAllBytes(Path.Combine(AppContext.BaseDirectory, "Definitions", file));
        var definition = DefinitionReader.Read(json, file).Definition ?? throw new InvalidOperationException($"{file} is not readable.");
        return WorkflowGraph.Compile(definition, new ActivityCatalog([])).Graph ?? throw new InvalidOperationException($"{file} does not compile.");
    }
}
