using StrongCities.Engine.Execution;
using StrongCities.Runtime.Persistence;

namespace StrongCities.Runtime.Instances;

/// <summary>Applies one kind of host effect inside the transaction that commits the burst.</summary>
public interface IEffectHandler
{
    /// <summary>The kind.</summary>
    Type EffectType { get; }

    /// <summary>Applies it. An exception refuses the burst and is logged: it is a bug.</summary>
    /// <param name="db">The unit's context.</param>
    /// <param name="effect">Of <see cref="EffectType"/>.</param>
    /// <param name="context">Whose effect it is.</param>
    /// <param name="cancellation">The host stops.</param>
    /// <returns>When the changes are in the context.</returns>
    Task ApplyAsync(RuntimeDb db, HostEffect effect, EffectContext context, CancellationToken cancellation);
}

/// <summary>Whose effect it is.</summary>
/// <param name="InstanceId">The instance.</param>
/// <param name="CorrelationId">Its correlation id.</param>
/// <param name="Now">The burst's time.</param>
public sealed record EffectContext(string InstanceId, string? CorrelationId, DateTimeOffset Now);

/// <summary>A handler for one effect type.</summary>
/// <typeparam name="TEffect">The kind.</typeparam>
public abstract class EffectHandler<TEffect> : IEffectHandler
    where TEffect : HostEffect
{
    /// <inheritdoc/>
    public Type EffectType => typeof(TEffect);

    /// <inheritdoc/>
    public Task ApplyAsync(RuntimeDb db, HostEffect effect, EffectContext context, CancellationToken cancellation) =>
        ApplyAsync(db, (TEffect)effect, context, cancellation);

    /// <inheritdoc cref="IEffectHandler.ApplyAsync"/>
    protected abstract Task ApplyAsync(RuntimeDb db, TEffect effect, EffectContext context, CancellationToken cancellation);
}
