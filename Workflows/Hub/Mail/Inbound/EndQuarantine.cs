using MediatR;
using Microsoft.EntityFrameworkCore;
using StrongCities.Hub.People;
using StrongCities.Hub.Persistence;
using StrongCities.Hub.Pipeline;
using StrongCities.Runtime.Persistence;

namespace StrongCities.Hub.Mail.Inbound;

/// <summary>
/// An operator who has read a message says that it is what it seems. It is taken as a letter of its sender, a note or a new request; it never
/// decides a task, whatever it says and whichever address it was sent to: nobody vouches for somebody else's decision.
/// </summary>
/// <param name="Viewer">An operator.</param>
/// <param name="Id">Which.</param>
public sealed record ReleaseQuarantined(Viewer Viewer, Guid Id) : IAsViewer<string?>
{
    /// <inheritdoc/>
    public static Roles Allowed => Roles.Operator;

    /// <inheritdoc/>
    public static string? NotFound => null;
}

/// <summary>An operator puts a message away for good. It is kept as long as every message.</summary>
/// <param name="Viewer">An operator.</param>
/// <param name="Id">Which.</param>
public sealed record DiscardQuarantined(Viewer Viewer, Guid Id) : IAsViewer<bool>
{
    /// <inheritdoc/>
    public static Roles Allowed => Roles.Operator;

    /// <inheritdoc/>
    public static bool NotFound => false;
}

/// <summary>Answers the reason code of what became of it; <see langword="null"/> when there is no such message.</summary>
internal sealed class ReleaseQuarantinedHandler(HubDbFactory databases, CommitQueue commits, QuarantinedMail quarantine, TakePlainMail letters, NoteLetter notes)
    : IRequestHandler<ReleaseQuarantined, string?>
{
    private const string NotReleased = "NotReleased";

    public async Task<string?> Handle(ReleaseQuarantined request, CancellationToken cancellationToken)
    {
        await using var db = databases.Create(null);
        var mail = await db.InboundMails.AsNoTracking().SingleOrDefaultAsync(m => m.Id == request.Id && m.State == InboundState.Quarantined, cancellationToken);
        if (mail is null)
        {
            return null;
        }

        using var message = mail.Kind == InboundKind.Human ? await quarantine.OpenAsync(mail, cancellationToken) : null;
        if (message is null)
        {
            return NotReleased;
        }

        var sender = SenderCheck.Of(message, trustedAuthServId: null) with { IsProven = true };
        var letter = new Letter(mail.Id, message, sender, NewText.Of(message, ReplyWords.Markers));
        var verdict = sender.Address.Length == 0 ? Verdict.Aside(NotReleased) : await TakeAsync(db, mail, letter, cancellationToken);
        return verdict.State == InboundState.Quarantined ? verdict.Reason : await commits.CommitAsync((unit, token) => CloseAsync(unit.Hub(), mail.Id, verdict, token), cancellationToken);
    }

    // A case that is known already gets the letter as a note; its writer must be allowed to see it.
    private async Task<Verdict> TakeAsync(HubDb db, InboundMail mail, Letter letter, CancellationToken cancellation)
    {
        var address = letter.Sender.Address;
        var person = await db.People.AsNoTracking().OrderBy(p => p.CreatedAt)
            .FirstOrDefaultAsync(p => p.IsActive && (p.Email == address || p.SecondEmail == address), cancellation);
        if (person is null)
        {
            return Verdict.Aside("Stranger");
        }

        await using var own = databases.Create(Viewer.Of(person));
        return mail.CaseId is { } id && await own.Cases.AsNoTracking().SingleOrDefaultAsync(r => r.Id == id, cancellation) is { } about
            ? await notes.RunAsync(letter, new Verdict(InboundState.Done, "Noted") { PersonId = person.Id, CaseId = id }, about, null, person, cancellation)
            : await letters.RunAsync(letter, cancellation);
    }

    private static async Task<UnitResult<string?>> CloseAsync(HubDb db, Guid id, Verdict verdict, CancellationToken cancellation)
    {
        // Two operators: the second finds it done.
        if (await db.InboundMails.SingleOrDefaultAsync(m => m.Id == id && m.State == InboundState.Quarantined, cancellation) is not { } mail)
        {
            return UnitResult.Refuse<string?>(null);
        }

        (mail.State, mail.Reason, mail.PersonId, mail.CaseId) = (InboundState.Done, $"Released{verdict.Reason}", verdict.PersonId, verdict.CaseId);
        if (verdict.Also is not null)
        {
            await verdict.Also(db, mail, cancellation);
        }

        return UnitResult.Keep<string?>(mail.Reason);
    }
}

internal sealed class DiscardQuarantinedHandler(CommitQueue commits) : IRequestHandler<DiscardQuarantined, bool>
{
    public Task<bool> Handle(DiscardQuarantined request, CancellationToken cancellationToken) => commits.CommitAsync(
        async (db, token) =>
        {
            if (await db.Hub().InboundMails.SingleOrDefaultAsync(m => m.Id == request.Id && m.State == InboundState.Quarantined, token) is not { } mail)
            {
                return UnitResult.Refuse(false);
            }

            (mail.State, mail.Reason) = (InboundState.Done, "Discarded");
            return UnitResult.Keep(true);
        },
        cancellationToken);
}
