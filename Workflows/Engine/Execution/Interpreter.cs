using StrongCities.Engine.Definitions;

namespace StrongCities.Engine.Execution;

/// <summary>
/// Decides what runs next. A burst is a pure function of graph, state, stimulus and inputs: no I/O, no clock, no
/// random but what it is given. An exception out of it is a bug.
/// </summary>
public sealed class Interpreter
{
    private readonly InterpreterOptions options;

    /// <summary>Makes an interpreter.</summary>
    /// <param name="options">Its limits.</param>
    public Interpreter(InterpreterOptions options) => this.options = options;

    /// <summary>Runs one burst: until nothing can run, or a question to the outside is open.</summary>
    /// <param name="graph">What runs.</param>
    /// <param name="state">Where it stands; not changed.</param>
    /// <param name="stimulus">What sets it going.</param>
    /// <param name="inputs">Time and seed.</param>
    /// <returns>The next state and its effects.</returns>
    public Burst Run(WorkflowGraph graph, InstanceState state, Stimulus stimulus, BurstInputs inputs) => throw new NotImplementedException();
}
