using StrongCities.Engine.Definitions;
using StrongCities.Runtime.Editing;

namespace StrongCities.Host.Drafts;

/// <summary>Reads what the versions page shows.</summary>
internal sealed class VersionsReading(ListVersions list, FindDraft find, ListChanges changes, ReviewDraft review, CompareDrafts compare)
{
    private const int PageSize = 30;

    /// <summary>Reads it. Without two states to compare, the newest version is compared with the published one, or else with the one before it.</summary>
    public async Task<VersionsRead> RunAsync(string definitionId, StateName? from, StateName? to, long? before, CancellationToken cancellation)
    {
        var versions = await list.RunAsync(definitionId, cancellation);
        var lines = await changes.RunAsync(definitionId, before, PageSize + 1, cancellation);
        var newest = versions.Count > 0 ? versions[0] : null;
        var earlier = versions.FirstOrDefault(version => version.IsPublished && version != newest) ?? versions.Skip(1).FirstOrDefault();
        from ??= earlier is null ? null : new StateName(true, earlier.Version);
        to ??= newest is null ? null : new StateName(true, newest.Version);
        return new VersionsRead(versions, await find.RunAsync(definitionId, cancellation), [.. lines.Take(PageSize)], await review.RunAsync(definitionId, cancellation))
        {
            Older = lines.Count > PageSize ? lines[PageSize - 1].Change.Id : null,
            From = from,
            To = to,
            Differences = from is { } first && to is { } second ? await compare.RunAsync(definitionId, first, second, cancellation) : null,
        };
    }
}

/// <summary>What the page shows.</summary>
/// <param name="Versions">Newest first; none of a deleted workflow.</param>
/// <param name="Draft">Where the draft stands.</param>
/// <param name="Changes">A page of them, newest first.</param>
/// <param name="Findings">Of the newest version: errors, which stop publishing, first.</param>
internal sealed record VersionsRead(
    IReadOnlyList<VersionLine> Versions, DraftFound Draft, IReadOnlyList<ChangeLine> Changes, IReadOnlyList<DefinitionProblem> Findings)
{
    public VersionLine? Newest => Versions.Count > 0 ? Versions[0] : null;

    /// <summary>The change after which the next page of them begins.</summary>
    public long? Older { get; init; }

    /// <summary>The states compared.</summary>
    public StateName? From { get; init; }

    public StateName? To { get; init; }

    /// <summary>What differs between them; <see langword="null"/> when there are no two such states.</summary>
    public IReadOnlyList<DraftDifference>? Differences { get; init; }
}
