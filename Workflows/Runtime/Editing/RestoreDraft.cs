using System.Globalization;
using Microsoft.EntityFrameworkCore;
using StrongCities.Engine.Activities;
using StrongCities.Engine.Definitions;
using StrongCities.Runtime.Definitions;
using StrongCities.Runtime.Persistence;

namespace StrongCities.Runtime.Editing;

/// <summary>Makes a kept state the draft again; also of a definition that was deleted since.</summary>
public sealed class RestoreDraft
{
    private readonly IRuntimeDbFactory databases;
    private readonly StoreDefinitions store;
    private readonly ActivityCatalog catalog;

    internal RestoreDraft(IRuntimeDbFactory databases, StoreDefinitions store, ActivityCatalog catalog) =>
        (this.databases, this.store, this.catalog) = (databases, store, catalog);

    /// <summary>Restores.</summary>
    /// <param name="definitionId">The definition.</param>
    /// <param name="changeId">The change that left the state.</param>
    /// <param name="author">Who restores.</param>
    /// <param name="cancellation">Gives up.</param>
    /// <returns>The draft; <see cref="NoSuchDefinition"/> also for a state that is no longer kept.</returns>
    public async Task<DefinitionResult> RunAsync(string definitionId, long changeId, Author author, CancellationToken cancellation)
    {
        DefinitionChangeRow? kept;
        await using (var db = databases.Create())
        {
            kept = await db.DefinitionChanges.AsNoTracking().FirstOrDefaultAsync(change => change.Id == changeId && change.DefinitionId == definitionId, cancellation);
        }

        var problems = new List<DefinitionProblem>();
        return kept?.Content is null ? new NoSuchDefinition()
            : DefinitionDraft.Read(kept.Content, definitionId, catalog, definitionId, problems) is not { } read ? new DefinitionRefused(problems)
            : (await store.RunAsync(
                [DefinitionDraft.Of(read, ChangeKind.Restored, note: changeId.ToString(CultureInfo.InvariantCulture))], publish: false, author, cancellation))[0];
    }
}
