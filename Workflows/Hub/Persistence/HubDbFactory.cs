using StrongCities.Hub.People;
using StrongCities.Runtime.Persistence;

namespace StrongCities.Hub.Persistence;

/// <summary>Makes contexts for the database that the host was configured with.</summary>
public abstract class HubDbFactory : IRuntimeDbFactory
{
    /// <summary>A new context with a connection of its own. Dispose it.</summary>
    /// <param name="viewer">Who looks; <see langword="null"/> sees all.</param>
    /// <returns>The context.</returns>
    public abstract HubDb Create(Viewer? viewer);

    /// <inheritdoc/>
    public RuntimeDb Create() => Create(null);

    /// <summary>Brings the database up to the newest migration.</summary>
    /// <param name="cancellation">The host stops.</param>
    /// <returns>When it is.</returns>
    public abstract Task MigrateAsync(CancellationToken cancellation);
}

/// <summary>The hub's side of a context that the runtime hands out.</summary>
public static class HubDbOf
{
    /// <summary>The same context, with the business.</summary>
    /// <param name="db">Made by a <see cref="HubDbFactory"/>.</param>
    /// <returns>The context.</returns>
    public static HubDb Hub(this RuntimeDb db) => (HubDb)db;
}
