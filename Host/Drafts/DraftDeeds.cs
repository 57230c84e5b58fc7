using StrongCities.Engine.Definitions;
using StrongCities.Host.Words;
using StrongCities.Runtime.Definitions;
using StrongCities.Runtime.Editing;

namespace StrongCities.Host.Drafts;

/// <summary>A form of the versions page: what to do, and with what.</summary>
internal sealed class DraftDeed
{
    /// <summary>One of the constants of <see cref="DraftDeeds"/>.</summary>
    public string? Act { get; set; }

    /// <summary>To publish: the hash of what was looked at.</summary>
    public string? Looked { get; set; }

    /// <summary>To decline: why.</summary>
    public string? Reason { get; set; }

    /// <summary>To restore: the change that left the state.</summary>
    public long Change { get; set; }

    /// <summary>To revert: the version's number.</summary>
    public int Version { get; set; }
}

/// <summary>Does what the versions page's buttons say.</summary>
internal sealed class DraftDeeds(
    TakeOverDraft takeOver, PublishDefinition publish, DeclinePublish decline, RestoreDraft restore, RevertDefinition revert, PageWords words)
{
    public const string TakeOver = nameof(TakeOver);
    public const string Publish = nameof(Publish);
    public const string Decline = nameof(Decline);
    public const string Restore = nameof(Restore);
    public const string Revert = nameof(Revert);

    /// <summary>Does it; what is unknown does nothing.</summary>
    public async Task<DeedDone> RunAsync(string definitionId, DraftDeed deed, Author author, CancellationToken cancellation)
    {
        switch (deed.Act)
        {
            case TakeOver:
                return await takeOver.RunAsync(definitionId, author, cancellation) ? new DeedDone(null, []) : Wrong("Versions.Problem.Gone");
            case Publish:
                return Of(await publish.RunAsync(definitionId, author, deed.Looked, cancellation), "Published");
            case Decline when string.IsNullOrWhiteSpace(deed.Reason) || deed.Reason.Trim().Length > DeclinePublish.MaxReason:
                return new DeedDone(null, [words["Versions.Problem.Reason", DeclinePublish.MaxReason]]);
            case Decline:
                return await decline.RunAsync(definitionId, author, deed.Reason.Trim(), cancellation) ? new DeedDone("Declined", []) : Wrong("Versions.Problem.NotAsked");
            case Restore:
                return Of(await restore.RunAsync(definitionId, deed.Change, author, cancellation), "Restored");
            case Revert:
                return Of(await revert.RunAsync(definitionId, deed.Version, author, cancellation), "Reverted");
            default:
                return new DeedDone(null, []);
        }
    }

    private DeedDone Of(DefinitionResult result, string done) => result switch
    {
        DefinitionRefused refused => Wrong(refused.Problems),
        DraftHeld held => Wrong(held.Problems),
        NoSuchDefinition => Wrong("Versions.Problem.Gone"),
        DefinitionAwaitsSecond => new DeedDone("Asked", []),
        _ => new DeedDone(done, []),
    };

    private DeedDone Wrong(string key) => new(null, [words[key]]);

    private static DeedDone Wrong(IEnumerable<DefinitionProblem> problems) => new(null, [.. problems.Select(problem => $"{problem.Message} {problem.Mend}")]);
}

/// <summary>How a deed ended.</summary>
/// <param name="Done">What was done: the end of a key <c>Versions.Done.…</c>; <see langword="null"/> when there is nothing to say.</param>
/// <param name="Problems">What went wrong, for people; empty when nothing did.</param>
internal sealed record DeedDone(string? Done, IReadOnlyList<string> Problems);
