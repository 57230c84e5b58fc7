using MediatR;
using Microsoft.EntityFrameworkCore;
using StrongCities.Hub.People;
using StrongCities.Hub.Persistence;
using StrongCities.Hub.Practices;
using StrongCities.Hub.Tasks;

namespace StrongCities.Hub.SampleData;

/// <summary>One invented good practice, published as a real one would be: the help is confirmed, a draft, the city's release without names, the lead's review.</summary>
public sealed class SamplePractices(HubDbFactory databases, IMediator mediator)
{
    /// <summary>The sample request whose help is under way.</summary>
    private const string Request = "sample-banja-luka";

    private static readonly PracticeText Text = new()
    {
        Title = "Street workers who hear hate before it shouts",
        Summary = "Six new street workers were to reach young people in the evenings, and had never been trained for it. Three days of practice with a team from another city gave them words, signs and a way to pass things on.",
        Problem = "The city had hired six street workers. They met slogans and threats on their first evenings, and nobody had told them what to answer, what to write down, and whom to call.",
        Done = "A team that has done it for years spent three days with them, two of them on the street.\nTogether they wrote one page: what to listen for, what to say, when to leave.\nPolice, schools and the youth office agreed on one telephone for all of them.",
        Result = "After half a year every evening is in the log, and eleven conflicts were talked over before somebody was hurt.",
        Lessons = "Go out with somebody who has done it, before you write rules.\nOne page is read, a handbook is not.\nAgree first who answers the telephone at night.",
        Days = 3,
        Themes = ["youth", "prevention", "cohesion"],
        Languages = ["en"],
        Contact = new PracticeContact("", "Youth office", ""),
    };

    private static readonly (string Title, string Option)[] Deeds =
        [("Practice.Task.Write", "SendToCity"), ("Practice.Task.Release", "ReleaseText"), ("Practice.Task.Review", "PublishPractice")];

    /// <summary>Plants it by what people would do.</summary>
    /// <param name="advisor">Who writes it.</param>
    /// <param name="cancellation">The host stops.</param>
    /// <returns>When it can be read.</returns>
    public async Task RunAsync(Viewer advisor, CancellationToken cancellation)
    {
        await using var db = databases.Create(null);
        var request = await db.Requests.AsNoTracking().SingleAsync(about => about.FormId == Request, cancellation);
        await DecideAsync(db, request.Id, PracticeRules.Delivered, "Answered", cancellation);
        if (await mediator.Send(new BeginPractice(advisor, request.Id), cancellation) is not PracticeKept begun
            || await mediator.Send(new SavePractice(advisor, begun.Id, 1, Text), cancellation) is not PracticeKept)
        {
            throw new InvalidOperationException("The sample good practice was not taken.");
        }

        foreach (var (title, option) in Deeds)
        {
            await DecideAsync(db, begun.Id, title, option, cancellation);
        }
    }

    private async Task DecideAsync(HubDb db, Guid caseId, string title, string option, CancellationToken cancellation)
    {
        var task = await db.Tasks.AsNoTracking().Include(t => t.Seats).SingleAsync(t => t.CaseId == caseId && t.Title == title && t.State == TaskState.Open, cancellation);
        var seated = task.Seats.Select(seat => seat.PersonId).ToList();
        var person = await db.People.AsNoTracking().Where(p => seated.Contains(p.Id)).OrderBy(p => p.Email).FirstAsync(cancellation);
        var access = new BySeat(Viewer.Of(person), task.Id);
        var page = (TaskPage)await mediator.Send(new OpenTask(access), cancellation);
        var fields = task.Fields.ToDictionary(field => field.Key, field => field.Kind switch
        {
            TaskFieldKind.Staff => person.Id.ToString(),
            TaskFieldKind.YesNo => "No",
            _ => "Обука је одржана: три дана, од тога два на улици.",
        });
        if (await mediator.Send(new DecideTask(access, option, null, fields, page.Task.Version, page.Digest), cancellation) is not TaskDecided)
        {
            throw new InvalidOperationException($"The sample decision '{option}' on '{title}' was not taken.");
        }
    }
}
