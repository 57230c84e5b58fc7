using MediatR;
using Microsoft.EntityFrameworkCore;
using StrongCities.Hub.Assistance;
using StrongCities.Hub.Cases;
using StrongCities.Hub.Opportunities.Sources;
using StrongCities.Hub.People;
using StrongCities.Hub.Persistence;

namespace StrongCities.Hub.Mail.Inbound;

/// <summary>A mail to the hub's address: a note on the case it belongs to, or a new request of a city.</summary>
internal sealed class TakePlainMail(HubDbFactory databases, IMediator mediator, NoteLetter notes, AnswerLetter answers, TakeForwarded forwarded)
{
    /// <summary>The reason code of a mail from an address that looks like somebody else's.</summary>
    public const string LookAlikeReason = "LookAlike";

    private const int MaxTitle = 200;

    public async Task<Verdict> RunAsync(Letter letter, CancellationToken cancellation)
    {
        await using var db = databases.Create(null);
        var address = letter.Sender.Address;
        var person = await db.People.AsNoTracking().OrderBy(p => p.CreatedAt)
            .FirstOrDefaultAsync(p => p.IsActive && (p.Email == address || p.SecondEmail == address), cancellation);
        if (person is null && await IsLikeSomebodyAsync(db, address, cancellation))
        {
            // Proven or not: whoever pretends to be somebody gets no answer.
            return Verdict.Aside(LookAlikeReason);
        }

        if (!letter.Sender.IsProven)
        {
            // No answer either: the sender may be somebody who never wrote.
            return Verdict.Aside(person is null ? "Stranger" : "Unproven") with { PersonId = person?.Id };
        }

        if (person is null)
        {
            return Verdict.Aside("Stranger") with { Also = (unit, row, token) => answers.AnswerStrangerAsync(unit, row, letter, token) };
        }

        if (await CaseOfThreadAsync(letter, person, cancellation) is { } about)
        {
            var noted = new Verdict(InboundState.Done, "Noted") { PersonId = person.Id, CaseId = about.Id };
            return await notes.RunAsync(letter, noted, about, null, person, cancellation);
        }

        if (person.CityId is null && await forwarded.RunAsync(letter, person, cancellation))
        {
            return new Verdict(InboundState.Done, "Forwarded") { PersonId = person.Id };
        }

        var viewer = Viewer.Of(person);
        return person.CityId is not null && viewer.Is(RoleSets.CityVoice)
            ? await SubmitAsync(letter, viewer, cancellation)
            : Verdict.Aside("NoProcess") with { PersonId = person.Id };
    }

    private static async Task<bool> IsLikeSomebodyAsync(HubDb db, string address, CancellationToken cancellation)
    {
        var known = await db.People.Where(p => p.IsActive).Select(p => new { p.Email, p.SecondEmail }).ToListAsync(cancellation);
        var skeleton = LookAlike.Skeleton(address);
        return known.SelectMany(p => new[] { p.Email, p.SecondEmail }).OfType<string>().Any(other => LookAlike.Skeleton(SenderCheck.Normalize(other) ?? other) == skeleton);
    }

    // References only say what it belongs to; what the writer may see of it, their own rights say.
    private async Task<Case?> CaseOfThreadAsync(Letter letter, Person person, CancellationToken cancellation)
    {
        var named = letter.Message.References.Append(letter.Message.InReplyTo).OfType<string>().Distinct().TakeLast(50).ToList();
        await using var db = databases.Create(null);
        var caseId = await db.Mails.Where(mail => named.Contains(mail.MessageId) && mail.ToPersonId == person.Id && mail.CaseId != null)
            .OrderByDescending(mail => mail.QueuedAt).Select(mail => mail.CaseId).FirstOrDefaultAsync(cancellation);
        await using var own = databases.Create(Viewer.Of(person));
        return await own.Cases.AsNoTracking().SingleOrDefaultAsync(about => about.Id == caseId, cancellation);
    }

    private async Task<Verdict> SubmitAsync(Letter letter, Viewer viewer, CancellationToken cancellation)
    {
        var subject = CleanText.Line(letter.Message.Subject ?? "");
        var problem = letter.Text.Text.Length > 0 ? letter.Text.Text : subject;
        if (problem.Length == 0)
        {
            return Verdict.Aside("Empty") with { PersonId = viewer.PersonId };
        }

        var title = subject.Length > 0 ? subject : problem.Split('\n')[0];
        var form = new RequestForm { Title = title.Length <= MaxTitle ? title : $"{title[..(MaxTitle - 1)]}…", Lane = Lane.ShortAdvice, Problem = problem };
        var submit = new SubmitRequest(viewer, $"mail:{letter.RowId}", form, NoteLetter.UploadsOf(letter.Message));
        var result = await mediator.Send(submit, cancellation);
        var refused = result is SubmitInvalid { Problems: var problems } && problems.Any(p => p.Field == "Files");
        if (refused)
        {
            result = await mediator.Send(submit with { Files = [] }, cancellation);
        }

        var requestId = result switch { Submitted sent => sent.RequestId, AlreadySubmitted before => before.RequestId, _ => (Guid?)null };
        return requestId is null
            ? Verdict.Aside("NotTaken") with { PersonId = viewer.PersonId }
            : new Verdict(InboundState.Done, "Submitted") { PersonId = viewer.PersonId, CaseId = requestId, Also = refused ? FilesRefusedAsync : null };

        async Task FilesRefusedAsync(HubDb unit, InboundMail row, CancellationToken token)
        {
            var about = await unit.Cases.SingleAsync(r => r.Id == row.CaseId, token);
            var name = await unit.People.Where(p => p.Id == viewer.PersonId).Select(p => p.Name).SingleAsync(token);
            unit.Add(about.Line(row.ReceivedAt, "Event.ReplyFilesRefused", viewer.PersonId, true, name));
        }
    }
}
