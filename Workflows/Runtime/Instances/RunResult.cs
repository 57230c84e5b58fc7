using StrongCities.Engine.Alterations;
using StrongCities.Engine.Definitions;
using StrongCities.Engine.Execution;

namespace StrongCities.Runtime.Instances;

/// <summary>An instance as a burst finds it.</summary>
/// <param name="Graph">What it runs on.</param>
/// <param name="State">Where it stands.</param>
/// <param name="Revision">The stored revision, or 0 when it is new.</param>
internal sealed record LoadedInstance(WorkflowGraph Graph, InstanceState State, long Revision);

/// <summary>How a stimulus ended.</summary>
internal abstract record RunResult;

/// <summary>It moved, and that is committed.</summary>
internal sealed record RunMoved(InstanceState State) : RunResult
{
    /// <summary>How alterations went, when that is what moved it.</summary>
    public Altered? Altered { get; init; }
}


/// <summary>Nothing waited for the stimulus; nothing changed.</summary>
/// <param name="State">Where it stands, or <see langword="null"/> when there is no such instance.</param>
internal sealed record RunMissed(InstanceState? State) : RunResult;

/// <summary>What was to be committed alongside refused; nothing changed.</summary>
internal sealed record RunRefused : RunResult;

/// <summary>Somebody else changed the instance since it was read; nothing changed.</summary>
internal sealed record RunConflicted : RunResult;
