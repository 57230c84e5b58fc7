using Microsoft.EntityFrameworkCore;
using StrongCities.Engine.Definitions;
using StrongCities.Engine.Execution;
using StrongCities.Runtime.Persistence;

namespace StrongCities.Runtime.Instances;

/// <summary>Asks, inside the transaction that stores a new instance, whether another one that runs keeps it from starting.</summary>
internal static class Activation
{
    /// <summary>
    /// Whether the strategy lets an instance start. Transactions follow one another, so of two that race one sees the other.
    /// </summary>
    /// <param name="db">The unit's context.</param>
    /// <param name="strategy">The definition's.</param>
    /// <param name="instance">The new instance.</param>
    /// <param name="cancellation">The host stops.</param>
    public static async Task<bool> AllowsAsync(
        RuntimeDb db, ActivationStrategy strategy, InstanceIdentity instance, CancellationToken cancellation)
    {
        if (strategy == ActivationStrategy.AllowAlways)
        {
            return true;
        }

        var others = db.Instances.Where(row => row.Status == WorkflowStatus.Running && row.Id != instance.InstanceId);
        others = strategy switch
        {
            ActivationStrategy.Singleton => others.Where(row => row.DefinitionId == instance.DefinitionId),
            ActivationStrategy.Correlation => others.Where(row => row.CorrelationId == instance.CorrelationId),
            _ => others.Where(row => row.DefinitionId == instance.DefinitionId && row.CorrelationId == instance.CorrelationId),
        };
        return !await others.AnyAsync(cancellation);
    }
}

/// <summary>What activation looks at.</summary>
internal sealed record InstanceIdentity(string InstanceId, string DefinitionId, string? CorrelationId);
