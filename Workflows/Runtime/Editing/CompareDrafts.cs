using System.Globalization;
using System.Text.Json.Nodes;
using Microsoft.EntityFrameworkCore;
using StrongCities.Engine.Activities;
using StrongCities.Engine.Definitions;
using StrongCities.Runtime.Persistence;

namespace StrongCities.Runtime.Editing;

/// <summary>Compares two states of a definition: versions or kept drafts.</summary>
public sealed class CompareDrafts
{
    private readonly IRuntimeDbFactory databases;
    private readonly ActivityCatalog catalog;

    /// <summary>Makes the use case.</summary>
    /// <param name="databases">Where states are.</param>
    /// <param name="catalog">What activities and their inputs are called.</param>
    public CompareDrafts(IRuntimeDbFactory databases, ActivityCatalog catalog) => (this.databases, this.catalog) = (databases, catalog);

    /// <summary>Compares.</summary>
    /// <param name="definitionId">The definition.</param>
    /// <param name="before">A state.</param>
    /// <param name="after">Another.</param>
    /// <param name="cancellation">Gives up.</param>
    /// <returns>What differs, activities first; <see langword="null"/> when one of the two does not exist or is no longer kept.</returns>
    public async Task<IReadOnlyList<DraftDifference>?> RunAsync(string definitionId, StateName before, StateName after, CancellationToken cancellation) =>
        await FindAsync(definitionId, before, cancellation) is { } first && await FindAsync(definitionId, after, cancellation) is { } second
            ? DraftDifferences.Of(first, second, catalog)
            : null;

    private async Task<JsonObject?> FindAsync(string definitionId, StateName name, CancellationToken cancellation)
    {
        await using var db = databases.Create();
        var json = name.IsVersion
            ? await db.Definitions.Where(row => row.DefinitionId == definitionId && row.Version == name.Number).Select(row => row.Json).FirstOrDefaultAsync(cancellation)
            : await db.DefinitionChanges.Where(change => change.DefinitionId == definitionId && change.Id == name.Number).Select(change => change.Content).FirstOrDefaultAsync(cancellation);
        return json is null ? null : DefinitionReader.Read(json, definitionId).Definition?.Source;
    }
}

/// <summary>Names a state of a definition.</summary>
/// <param name="IsVersion">Whether the number is a version's; else it is that of the change which left the state.</param>
/// <param name="Number">1 or more.</param>
public readonly record struct StateName(bool IsVersion, long Number)
{
    /// <summary>Reads what <see cref="ToString"/> writes.</summary>
    /// <param name="text">Such as <c>v3</c>, or <c>c812</c> for change 812.</param>
    /// <returns>The name, or <see langword="null"/> when it is none.</returns>
    public static StateName? Parse(string? text) =>
        text is ['v' or 'c', .. var digits] && long.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number > 0
            ? new(text[0] == 'v', number)
            : null;

    /// <inheritdoc/>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{(IsVersion ? 'v' : 'c')}{Number}");
}
