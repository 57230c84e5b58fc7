using MediatR;
using Microsoft.EntityFrameworkCore;
using StrongCities.Hub.Cases;
using StrongCities.Hub.Mail;
using StrongCities.Hub.Mail.Kinds;
using StrongCities.Hub.People;
using StrongCities.Hub.Persistence;
using StrongCities.Hub.Pipeline;
using StrongCities.Runtime.Persistence;

namespace StrongCities.Hub.Similarity;

/// <summary>A city says whether it would like to meet the other. The second yes lets each know how to reach the other; silence is never a yes.</summary>
/// <param name="Viewer">Who speaks for one of the two.</param>
/// <param name="IntroductionId">Which.</param>
/// <param name="Accepts">Yes or no.</param>
public sealed record AnswerIntroduction(Viewer Viewer, Guid IntroductionId, bool Accepts) : IAsViewer<IntroductionResult>
{
    /// <inheritdoc/>
    public static Roles Allowed => RoleSets.CityVoice;

    /// <inheritdoc/>
    public static IntroductionResult NotFound => new IntroductionNotFound();
}

internal sealed class AnswerIntroductionHandler(HubDbFactory databases, CommitQueue commits, QueueMail queue, TimeProvider clock) : IRequestHandler<AnswerIntroduction, IntroductionResult>
{
    public async Task<IntroductionResult> Handle(AnswerIntroduction request, CancellationToken cancellationToken)
    {
        await using var db = databases.Create(request.Viewer);
        return await db.Introductions.AnyAsync(one => one.Id == request.IntroductionId, cancellationToken)
            ? await commits.CommitAsync((runtime, token) => ApplyAsync(runtime.Hub(), request, token), cancellationToken)
            : new IntroductionNotFound();
    }

    private async Task<UnitResult<IntroductionResult>> ApplyAsync(HubDb db, AnswerIntroduction request, CancellationToken cancellation)
    {
        var about = await db.Introductions.SingleAsync(one => one.Id == request.IntroductionId, cancellation);
        var home = request.Viewer.CityId!.Value;
        if (about.EndedAt is not null || about.AcceptedBy(home) is not null)
        {
            // The first answer of a side counts; its page says how things stand.
            return UnitResult.Refuse<IntroductionResult>(new IntroductionKept(about.Id));
        }

        var now = clock.GetUtcNow();
        if (!request.Accepts)
        {
            about.EndedAt = now;
            return UnitResult.Keep<IntroductionResult>(new IntroductionKept(about.Id));
        }

        if (home == about.FirstId)
        {
            about.FirstAcceptedById = request.Viewer.PersonId;
        }
        else
        {
            about.SecondAcceptedById = request.Viewer.PersonId;
        }

        if (about.HaveMet)
        {
            about.EndedAt = now;
            await TellAsync(db, about, now, cancellation);
        }

        return UnitResult.Keep<IntroductionResult>(new IntroductionKept(about.Id));
    }

    private async Task TellAsync(HubDb db, Introduction about, DateTimeOffset now, CancellationToken cancellation)
    {
        var names = await db.Cities.Where(city => city.Id == about.FirstId || city.Id == about.SecondId).ToDictionaryAsync(city => city.Id, city => city.Name, cancellation);
        var voices = await db.People.Where(person => person.Id == about.FirstAcceptedById || person.Id == about.SecondAcceptedById).ToListAsync(cancellation);
        foreach (var person in voices)
        {
            var other = voices.Single(one => one.Id != person.Id);
            await queue.QueueAsync(
                db,
                new MailOrder(MailKind.Introduced, about.HubId, person.Id, $"introduced:{about.Id}:{person.Id}")
                {
                    About = new IntroductionTopic(names[other.CityId!.Value]) { Contact = $"{other.Name}, {other.Email}" },
                    Buttons = [new MailButton("Button.Introduction", SitePaths.Introduction(about.Id), IsSecret: false)],
                    NotBefore = await CaseMail.NextAllowedAsync(db, person, now, cancellation),
                },
                cancellation);
        }
    }
}
