using MediatR;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;
using StrongCities.Hub.People;
using StrongCities.Hub.Persistence;
using StrongCities.Hub.Pipeline;
using StrongCities.Runtime.Persistence;

namespace StrongCities.Hub.Mail.Wordings;

/// <summary>An advisor gives a kind of mail other words in one language. What was saved before is kept. Words that fail are not taken.</summary>
/// <param name="Viewer">An advisor or lead.</param>
/// <param name="Kind">One of <see cref="MailKind"/>.</param>
/// <param name="Language">BCP 47 tag.</param>
/// <param name="BasedOn">The version that they have seen; 0 for none.</param>
/// <param name="Text">As typed; what equals the built-in words stays built-in.</param>
public sealed record SaveWording(Viewer Viewer, string Kind, string Language, int BasedOn, WordingText Text) : IAsViewer<SaveWordingResult>
{
    /// <inheritdoc/>
    public static Roles Allowed => RoleSets.CaseStaff;

    /// <inheritdoc/>
    public static SaveWordingResult NotFound => new WordingNotFound();
}

/// <summary>An advisor takes up an earlier version again, or the built-in words. That is a version of its own.</summary>
/// <param name="Viewer">An advisor or lead.</param>
/// <param name="Kind">One of <see cref="MailKind"/>.</param>
/// <param name="Language">BCP 47 tag.</param>
/// <param name="BasedOn">The version that they have seen; 0 for none.</param>
/// <param name="Version">Which; 0 for the built-in words.</param>
public sealed record RestoreWording(Viewer Viewer, string Kind, string Language, int BasedOn, int Version) : IAsViewer<SaveWordingResult>
{
    /// <inheritdoc/>
    public static Roles Allowed => RoleSets.CaseStaff;

    /// <inheritdoc/>
    public static SaveWordingResult NotFound => new WordingNotFound();
}

/// <summary>What came of saving.</summary>
public abstract record SaveWordingResult;

/// <summary>These words are in use.</summary>
/// <param name="Version">Their number; 0 for the built-in words that nobody ever changed.</param>
public sealed record WordingSaved(int Version) : SaveWordingResult;

/// <summary>Nothing was saved.</summary>
/// <param name="Problems">Why, place by place.</param>
public sealed record WordingInvalid(IReadOnlyList<FieldProblem> Problems) : SaveWordingResult;

/// <summary>Nothing was saved, because somebody else saved meanwhile.</summary>
/// <param name="Newest">What they saved.</param>
public sealed record WordingOverlap(Wording Newest) : SaveWordingResult;

/// <summary>There is no such kind, language or version.</summary>
public sealed record WordingNotFound : SaveWordingResult;

internal sealed partial class SaveWordingHandler(HubDbFactory databases, CommitQueue commits, CheckWording check, TimeProvider clock, ILogger<SaveWordingHandler> log)
    : IRequestHandler<SaveWording, SaveWordingResult>, IRequestHandler<RestoreWording, SaveWordingResult>
{
    public async Task<SaveWordingResult> Handle(SaveWording request, CancellationToken cancellationToken)
    {
        await using var db = databases.Create(request.Viewer);
        return await SaveAsync(db, request, builtIn => WordingPages.Kept(request.Text, builtIn), restoredFrom: null, cancellationToken);
    }

    public async Task<SaveWordingResult> Handle(RestoreWording request, CancellationToken cancellationToken)
    {
        await using var db = databases.Create(request.Viewer);
        var earlier = await db.Wordings.AsNoTracking().SingleOrDefaultAsync(
            wording => wording.Kind == request.Kind && wording.Language == request.Language && wording.Version == request.Version, cancellationToken);
        if (earlier is null && request.Version != 0)
        {
            return new WordingNotFound();
        }

        var text = earlier?.Text ?? WordingText.BuiltIn;
        return await SaveAsync(db, new SaveWording(request.Viewer, request.Kind, request.Language, request.BasedOn, text), _ => text, request.Version, cancellationToken);
    }

    private async Task<SaveWordingResult> SaveAsync(HubDb db, SaveWording request, Func<WordingText, WordingText> keep, int? restoredFrom, CancellationToken cancellation)
    {
        if (WordingPages.KindOf(request.Kind, request.Language) is not { } kind)
        {
            return new WordingNotFound();
        }

        var hub = await WordingPages.HubAsync(db, request.Viewer, cancellation);
        var sample = check.Sample(kind, request.Language, hub);
        var text = keep(CheckWording.BuiltIn(kind, sample));
        if (check.Problems(kind, sample, text) is { Count: > 0 } problems)
        {
            return new WordingInvalid(problems);
        }

        var result = await commits.CommitAsync((runtime, token) => ApplyAsync(runtime.Hub(), request, text, restoredFrom, token), cancellation);
        if (result is WordingSaved saved)
        {
            Saved(request.Kind, request.Language, saved.Version, request.Viewer.HubId, request.Viewer.PersonId);
        }

        return result;
    }

    private async Task<UnitResult<SaveWordingResult>> ApplyAsync(HubDb db, SaveWording request, WordingText text, int? restoredFrom, CancellationToken cancellation)
    {
        var newest = await ApplyWording.NewestAsync(db, request.Viewer.HubId, request.Kind, request.Language, cancellation);

        // The same words again, such as by a double click, are no change.
        if ((newest?.Text ?? WordingText.BuiltIn) == text)
        {
            return UnitResult.Refuse<SaveWordingResult>(new WordingSaved(newest?.Version ?? 0));
        }

        if (newest is not null && newest.Version != request.BasedOn)
        {
            return UnitResult.Refuse<SaveWordingResult>(new WordingOverlap(newest));
        }

        var now = clock.GetUtcNow();
        var author = await db.People.SingleAsync(person => person.Id == request.Viewer.PersonId, cancellation);
        var wording = new Wording
        {
            Id = Guid.CreateVersion7(now),
            HubId = request.Viewer.HubId,
            Kind = request.Kind,
            Language = request.Language,
            Version = (newest?.Version ?? 0) + 1,
            Subject = text.Subject,
            Heading = text.Heading,
            Opening = text.Opening,
            Closing = text.Closing,
            RestoredFrom = restoredFrom,
            SavedById = author.Id,
            SavedByName = author.Name,
            SavedAt = now,
        };
        db.Wordings.Add(wording);
        return UnitResult.Keep<SaveWordingResult>(new WordingSaved(wording.Version));
    }

    [LoggerMessage(1, LogLevel.Information, "Mail {MailKind} in {Language} has the words of version {Version} of hub {HubId}, by {PersonId}")]
    private partial void Saved(string mailKind, string language, int version, Guid hubId, Guid personId);
}
