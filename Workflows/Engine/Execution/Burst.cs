using StrongCities.Engine.Expressions;

namespace StrongCities.Engine.Execution;

/// <summary>All that a burst may know of the world: handed in, so that the same burst gives the same result again.</summary>
/// <param name="Now">The burst's one and only time.</param>
/// <param name="Seed">Seeds ids and the random numbers that scripts see.</param>
public sealed record BurstInputs(DateTimeOffset Now, ulong Seed)
{
    /// <summary>For a replay: the scripts that a limit of the machine stopped the first time, from <see cref="Burst.Breaches"/>.</summary>
    public IReadOnlyList<Breach> Breaches { get; init; } = [];
}

/// <summary>What a burst gives back: the instance's next state, and what is to be done with it in one transaction.</summary>
/// <param name="State">The new state. The one handed in is untouched.</param>
/// <param name="Effects">In the order in which they arose.</param>
/// <param name="Resumed">False when a resume or answer met nothing that waited for it: then nothing changed.</param>
public sealed record Burst(InstanceState State, IReadOnlyList<Effect> Effects, bool Resumed = true)
{
    /// <summary>Scripts that were stopped by their time or memory limit: with these, time and seed the burst can be replayed.</summary>
    public IReadOnlyList<Breach> Breaches { get; init; } = [];
}
