using MediatR;
using StrongCities.Hub.Cases;
using StrongCities.Hub.Mail;
using StrongCities.Hub.People;
using StrongCities.Hub.Pipeline;

namespace StrongCities.Hub.Practices;

/// <summary>The city takes back what it released: from then on nobody outside hub and city can read any of it.</summary>
/// <param name="Viewer">Who speaks for the city: nobody at the hub needs to agree.</param>
/// <param name="PracticeId">A good practice that others can read.</param>
public sealed record TakeBackRelease(Viewer Viewer, Guid PracticeId) : IAsViewer<PracticeResult>
{
    /// <inheritdoc/>
    public static Roles Allowed => RoleSets.CityVoice;

    /// <inheritdoc/>
    public static PracticeResult NotFound => new PracticeNotFound();
}

internal sealed class TakeBackReleaseHandler(ChangePractice change, QueueMail queue) : IRequestHandler<TakeBackRelease, PracticeResult>
{
    /// <summary>What the mail to the hub says.</summary>
    private const string News = "Practice.News.Withdrawn";

    public Task<PracticeResult> Handle(TakeBackRelease request, CancellationToken cancellationToken) =>
        change.RunAsync(request.Viewer, request.PracticeId, ApplyAsync, cancellationToken);

    private async Task<PracticeResult> ApplyAsync(PracticeUnit unit, CancellationToken cancellation)
    {
        var practice = unit.Practice;
        if (practice.Phase is not (PracticePhase.Public or PracticePhase.Network))
        {
            return new PracticeNotFound();
        }

        (practice.Phase, practice.Release, practice.TakenBackAt, practice.StatusSince) = (PracticePhase.Withdrawn, null, unit.Now, unit.Now);
        unit.Tell("Practice.Event.Withdrawn", unit.Name);
        foreach (var person in await CaseRoles.FindAsync(unit.Db, practice, CaseRole.Advisor, cancellation))
        {
            await queue.QueueAsync(
                unit.Db,
                new MailOrder(MailKind.PracticeNews, practice.HubId, person.Id, $"practice-withdrawn:{practice.Id}:{unit.Now.UtcTicks}:{person.Id}")
                {
                    CaseId = practice.Id,
                    TaskTitle = News,
                    Buttons = CaseMail.StatusButtons(practice, person),
                    NotBefore = await CaseMail.NextAllowedAsync(unit.Db, person, unit.Now, cancellation),
                },
                cancellation);
        }

        return new PracticeKept(practice.Id);
    }
}
