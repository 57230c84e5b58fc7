using Microsoft.Extensions.Options;
using StrongCities.Runtime.Persistence;

namespace StrongCities.Runtime.Editing;

/// <summary>Tells where a definition's draft stands now.</summary>
public sealed class FindDraft
{
    private readonly IRuntimeDbFactory databases;
    private readonly TimeProvider time;
    private readonly TimeSpan lease;

    /// <summary>Makes the use case.</summary>
    /// <param name="databases">Where changes are recorded.</param>
    /// <param name="options">How long an edit lasts.</param>
    /// <param name="time">The clock.</param>
    public FindDraft(IRuntimeDbFactory databases, IOptions<EditingOptions> options, TimeProvider time) =>
        (this.databases, this.time, lease) = (databases, time, (options ?? throw new ArgumentNullException(nameof(options))).Value.Lease);

    /// <summary>Finds it.</summary>
    /// <param name="definitionId">The definition; an unknown one has a draft that nobody edits.</param>
    /// <param name="cancellation">Gives up.</param>
    /// <returns>Where it stands.</returns>
    public async Task<DraftFound> RunAsync(string definitionId, CancellationToken cancellation)
    {
        await using var db = databases.Create();
        var state = await DraftState.ReadAsync(db, definitionId, cancellation);
        return new DraftFound(state, state.Holder(time.GetUtcNow(), lease));
    }
}

/// <summary>Where a draft stands.</summary>
/// <param name="State">What is known of it.</param>
/// <param name="Holder">The last change of whoever edits it now, or <see langword="null"/>.</param>
public sealed record DraftFound(DraftState State, DefinitionChangeRow? Holder);
