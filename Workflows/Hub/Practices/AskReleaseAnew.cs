using MediatR;
using Microsoft.EntityFrameworkCore;
using StrongCities.Hub.Assistance;
using StrongCities.Hub.Cases;
using StrongCities.Hub.Mail;
using StrongCities.Hub.People;
using StrongCities.Hub.Persistence;
using StrongCities.Hub.Pipeline;
using StrongCities.Runtime.Instances;

namespace StrongCities.Hub.Practices;

/// <summary>
/// A city took its release back, and is asked for it anew: the process runs again, from the question to the city on, with the text as it was.
/// Nothing is read by others before the city has released it once more and the hub has published it.
/// </summary>
/// <param name="Viewer">Staff of the hub, or who speaks for the city.</param>
/// <param name="PracticeId">A good practice whose release was taken back.</param>
public sealed record AskReleaseAnew(Viewer Viewer, Guid PracticeId) : IAsViewer<PracticeResult>
{
    /// <inheritdoc/>
    public static Roles Allowed => RoleSets.CaseStaff | RoleSets.CityVoice;

    /// <inheritdoc/>
    public static PracticeResult NotFound => new PracticeNotFound();
}

internal sealed class AskReleaseAnewHandler(HubDbFactory databases, StartInstance start, QueueMail queue, TimeProvider clock) : IRequestHandler<AskReleaseAnew, PracticeResult>
{
    /// <summary>The step of the definition from which it goes on. A definition without it begins with the draft.</summary>
    internal const string ReleaseStep = "ToRelease";

    /// <summary>What the mail to the advisor says when the city itself wishes it.</summary>
    private const string News = "Practice.News.Again";

    public async Task<PracticeResult> Handle(AskReleaseAnew request, CancellationToken cancellationToken)
    {
        await using var db = databases.Create(request.Viewer);
        if (await db.Cases.OfType<GoodPractice>().AsNoTracking().SingleOrDefaultAsync(one => one.Id == request.PracticeId, cancellationToken) is not { } practice)
        {
            return new PracticeNotFound();
        }

        var city = await db.Cities.AsNoTracking().SingleAsync(one => one.Id == practice.CityId, cancellationToken);
        var hub = await db.Hubs.AsNoTracking().SingleAsync(cancellationToken);
        var now = clock.GetUtcNow();
        // The run that published it has ended; what happened in it stays with the case by the correlation id.
        var instanceId = Guid.CreateVersion7(now).ToString("N");
        var result = await start.RunAsync(
            new StartRequest(BeginPracticeHandler.Process, CaseClock.InputsOf(city, hub, Lane.ShortAdvice))
            {
                InstanceId = instanceId,
                CorrelationId = practice.Id.ToString(),
                TriggerActivityId = ReleaseStep,
                With = (runtime, token) => KeepAsync(runtime.Hub(), request, instanceId, now, token),
            },
            cancellationToken);
        return result switch
        {
            Started => new PracticeKept(practice.Id),
            StartRefused => new PracticeNotFound(),
            _ => throw new InvalidOperationException($"There is no published definition '{BeginPracticeHandler.Process}'. Put its file into the folder of workflow definitions."),
        };
    }

    private async Task<bool> KeepAsync(HubDb db, AskReleaseAnew request, string instanceId, DateTimeOffset now, CancellationToken cancellation)
    {
        var practice = await db.Cases.OfType<GoodPractice>().SingleAsync(one => one.Id == request.PracticeId, cancellation);
        if (practice.Phase != PracticePhase.Withdrawn)
        {
            return false;
        }

        practice.InstanceId = instanceId;
        var asker = await db.People.SingleAsync(person => person.Id == request.Viewer.PersonId, cancellation);
        db.Add(practice.Line(now, "Practice.Event.AskedAnew", asker.Id, true, asker.Name));
        if (asker.CityId is not null)
        {
            await TellAsync(db, practice, now, cancellation);
        }

        return true;
    }

    private async Task TellAsync(HubDb db, GoodPractice practice, DateTimeOffset now, CancellationToken cancellation)
    {
        foreach (var person in await CaseRoles.FindAsync(db, practice, CaseRole.Advisor, cancellation))
        {
            await queue.QueueAsync(
                db,
                new MailOrder(MailKind.PracticeNews, practice.HubId, person.Id, $"practice-again:{practice.InstanceId}:{person.Id}")
                {
                    CaseId = practice.Id,
                    TaskTitle = News,
                    Buttons = CaseMail.StatusButtons(practice, person),
                    NotBefore = await CaseMail.NextAllowedAsync(db, person, now, cancellation),
                },
                cancellation);
        }
    }
}
