using System.Globalization;
using Microsoft.EntityFrameworkCore;
using StrongCities.Engine.Activities;
using StrongCities.Engine.Definitions;
using StrongCities.Runtime.Editing;
using StrongCities.Runtime.Persistence;

namespace StrongCities.Runtime.Definitions;

/// <summary>Makes an earlier version the draft again, as a version of its own.</summary>
public sealed class RevertDefinition
{
    private readonly IRuntimeDbFactory databases;
    private readonly StoreDefinitions store;
    private readonly ActivityCatalog catalog;

    internal RevertDefinition(IRuntimeDbFactory databases, StoreDefinitions store, ActivityCatalog catalog) =>
        (this.databases, this.store, this.catalog) = (databases, store, catalog);

    /// <summary>Reverts. A draft that nobody ran is overwritten; everything else stays as an earlier version.</summary>
    /// <param name="definitionId">The definition.</param>
    /// <param name="version">The number of the version to go back to.</param>
    /// <param name="author">Who goes back.</param>
    /// <param name="cancellation">Gives up.</param>
    /// <returns>The draft; the note of its record is the number.</returns>
    public async Task<DefinitionResult> RunAsync(string definitionId, int version, Author author, CancellationToken cancellation)
    {
        DefinitionRow? row;
        await using (var db = databases.Create())
        {
            row = await db.Definitions.AsNoTracking().FirstOrDefaultAsync(row => row.DefinitionId == definitionId && row.Version == version, cancellation);
        }

        var problems = new List<DefinitionProblem>();
        return row is null ? new NoSuchDefinition()
            : DefinitionDraft.Read(row.Json, row.Id, catalog, definitionId, problems) is not { } read ? new DefinitionRefused(problems)
            : (await store.RunAsync(
                [DefinitionDraft.Of(read, ChangeKind.Reverted, row.FlowchartMode, version.ToString(CultureInfo.InvariantCulture))], publish: false, author, cancellation))[0];
    }
}
