using StrongCities.Runtime.Persistence;

namespace StrongCities.Runtime.Instances;

/// <summary>
/// What a use case wants committed together with a burst, such as the request that a new instance serves or the decision that
/// resumes one. Runs before the burst's effects are applied.
/// </summary>
/// <param name="db">The unit's context. Changes are saved after it returns.</param>
/// <param name="cancellation">The host stops.</param>
/// <returns>False refuses: nothing of burst and unit is kept.</returns>
public delegate Task<bool> Alongside(RuntimeDb db, CancellationToken cancellation);
