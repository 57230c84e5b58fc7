using System.Globalization;
using StrongCities.Runtime.Persistence;

namespace StrongCities.Runtime.Definitions;

/// <summary>Which versions of a definition are meant.</summary>
/// <param name="Kind">By standing, or one by its number.</param>
/// <param name="Number">With <see cref="VersionKind.Specific"/>: from 1.</param>
public readonly record struct VersionOptions(VersionKind Kind, int Number = 0)
{
    /// <summary>The newest.</summary>
    public static VersionOptions Latest => new(VersionKind.Latest);

    /// <summary>The one that new instances start on.</summary>
    public static VersionOptions Published => new(VersionKind.Published);

    /// <summary>Every one.</summary>
    public static VersionOptions All => new(VersionKind.AllVersions);

    /// <summary>Reads Elsa's words for it, without case, or a number.</summary>
    /// <param name="text">Such as <c>LatestOrPublished</c> or <c>3</c>.</param>
    /// <returns>What is meant, or <see langword="null"/> when it is none of them.</returns>
    public static VersionOptions? Parse(string text) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? new(VersionKind.Specific, number)
        : Enum.TryParse<VersionKind>(text, ignoreCase: true, out var kind) && kind != VersionKind.Specific ? new(kind)
        : null;

    /// <summary>Keeps the versions meant.</summary>
    /// <param name="rows">Versions of any definitions.</param>
    /// <returns>Those meant; per definition there may be several.</returns>
    public IQueryable<DefinitionRow> Of(IQueryable<DefinitionRow> rows)
    {
        var number = Number;
        return Kind switch
        {
            VersionKind.Latest => rows.Where(row => row.IsLatest),
            VersionKind.Published => rows.Where(row => row.IsPublished),
            VersionKind.LatestOrPublished => rows.Where(row => row.IsLatest || row.IsPublished),
            VersionKind.LatestAndPublished => rows.Where(row => row.IsLatest && row.IsPublished),
            VersionKind.Draft => rows.Where(row => !row.IsPublished && row.IsLatest),
            VersionKind.Specific => rows.Where(row => row.Version == number),
            _ => rows,
        };
    }
}

/// <summary>How a version is chosen.</summary>
public enum VersionKind
{
    /// <summary>The newest.</summary>
    Latest,

    /// <summary>The one that new instances start on.</summary>
    Published,

    /// <summary>Both of these.</summary>
    LatestOrPublished,

    /// <summary>The newest, if it is published.</summary>
    LatestAndPublished,

    /// <summary>The newest, if it is not published.</summary>
    Draft,

    /// <summary>Every one.</summary>
    AllVersions,

    /// <summary>By its number.</summary>
    Specific,
}
