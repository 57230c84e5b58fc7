using MediatR;
using Microsoft.EntityFrameworkCore;
using StrongCities.Hub.Assistance;
using StrongCities.Hub.People;
using StrongCities.Hub.Persistence;
using StrongCities.Hub.Practices;
using StrongCities.Hub.Tasks;

namespace StrongCities.Hub.SampleData;

/// <summary>One invented good practice, published as a real one would be: help that was given, a draft, the city's release without names, the lead's review.</summary>
public sealed class SamplePractices(HubDbFactory databases, IMediator mediator, TimeProvider clock)
{
    private const string City = "nis";

    private static readonly RequestForm Form = new()
    {
        Title = "Glasine pred utakmice",
        Lane = Lane.ShortAdvice,
        Problem = "Pred svaku veću utakmicu šire se glasine o sukobima. Roditelji ne puštaju decu u školu, a nadležni odgovaraju tek sutradan.",
        Wish = "Savet kako da grad odgovori isti dan.",
        Authority = "Gradonačelnica",
    };

    private static readonly PracticeText Text = new()
    {
        Title = "One channel against rumours, within the hour",
        Summary = "Before big matches rumours kept children away from school. The city agreed with schools, police and local media on one channel that answers within the hour. Since then no school day was lost.",
        Problem = "Before every big match stories about clashes went round in closed chat groups. Offices answered the next day, and by then parents had kept their children at home.",
        Done = "An advisor and a practitioner from another city spent three days with the people who answer.\nThey agreed who may answer, in which words, and by when.\nThey wrote six short answers in advance and tried them out in an exercise.",
        Result = "In the first half year the channel answered eleven rumours, nine of them within the hour. No school day was lost.",
        Lessons = "Agree on names and deputies before it burns.\nA short answer that comes at once is worth more than a long one tomorrow.\nSay also what is not known yet.",
        Days = 3,
        Themes = ["prevention", "cohesion", "youth"],
        Languages = ["en"],
        Contact = new PracticeContact("", "Office for social affairs", ""),
    };

    /// <summary>What each question is answered with, in the order in which they come.</summary>
    private static readonly (string Title, string Option)[] OfRequest =
        [("Task.Triage", "Accept"), ("Task.Approval", "Approve"), ("Task.Assign", "Answered"), ("Task.Delivery", "Answered")];

    private static readonly (string Title, string Option)[] OfPractice =
        [("Practice.Task.Write", "SendToCity"), ("Practice.Task.Release", "ReleaseText"), ("Practice.Task.Review", "PublishPractice")];

    /// <summary>Plants it by what people would do.</summary>
    /// <param name="advisor">Who writes it.</param>
    /// <param name="cancellation">The host stops.</param>
    /// <returns>When it can be read.</returns>
    public async Task RunAsync(Viewer advisor, CancellationToken cancellation)
    {
        await using var db = databases.Create(null);
        var address = SamplePeople.CoordinatorOf(City);
        var coordinator = Viewer.Of(await db.People.AsNoTracking().SingleAsync(person => person.Email == address, cancellation));
        var form = Form with { WishedBy = DateOnly.FromDateTime(clock.GetUtcNow().UtcDateTime).AddDays(60) };
        if (await mediator.Send(new SubmitRequest(coordinator, "sample-practice", form, []), cancellation) is not Submitted request)
        {
            throw new InvalidOperationException("The sample request of the good practice was not taken.");
        }

        foreach (var (title, option) in OfRequest)
        {
            await DecideAsync(db, request.RequestId, title, option, cancellation);
        }

        if (await mediator.Send(new BeginPractice(advisor, request.RequestId), cancellation) is not PracticeKept begun
            || await mediator.Send(new SavePractice(advisor, begun.Id, 1, Text), cancellation) is not PracticeKept)
        {
            throw new InvalidOperationException("The sample good practice was not taken.");
        }

        foreach (var (title, option) in OfPractice)
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
            _ => "Somebody who has done it elsewhere, three days.",
        });
        if (await mediator.Send(new DecideTask(access, option, null, fields, page.Task.Version, page.Digest), cancellation) is not TaskDecided)
        {
            throw new InvalidOperationException($"The sample decision '{option}' on '{title}' was not taken.");
        }
    }
}
