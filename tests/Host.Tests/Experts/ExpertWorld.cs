using Microsoft.EntityFrameworkCore;
using StrongCities.Host.Tests.Hub;
using StrongCities.Hub.Assistance;
using StrongCities.Hub.Cases;
using StrongCities.Hub.Experts;
using StrongCities.Hub.People;
using StrongCities.Hub.SampleData;
using StrongCities.Hub.Tasks;
using Xunit;

namespace StrongCities.Host.Tests.Experts;

/// <summary>A hub with a pool: two experts, a peer city and a contact; and an assignment that is walked through.</summary>
internal sealed class ExpertWorld(HubWorld hub) : IAsyncDisposable
{
    public const string Ana = "ana@experts.example.org";
    public const string Ben = "ben@experts.example.org";
    public const string Ministry = "contact@ministry.example.org";
    public const string Advisor = "advisor2@example.org";
    public const string Lead = "lead@example.org";

    public static readonly string Peer = SamplePeople.CoordinatorOf("prizren");
    public static readonly string Asker = SamplePeople.CoordinatorOf("kumanovo");

    public HubWorld Hub => hub;

    /// <summary>The assignment that is walked through.</summary>
    public Guid RequestId { get; set; }

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public static async Task<ExpertWorld> StartAsync()
    {
        var world = new ExpertWorld(await HubWorld.StartAsync());
        await world.AddAsync(HelperKind.Expert, Ana, ["mk", "en"], ["prevention", "youth"]);
        await world.AddAsync(HelperKind.Expert, Ben, ["sr", "en"], ["prevention"]);
        await world.AddAsync(HelperKind.PeerCity, Peer, ["sq"], ["youth"]);
        await world.AddAsync(HelperKind.Contact, Ministry, ["mk"], []);
        return world;
    }

    public async Task<Guid> AddAsync(HelperKind kind, string email, string[] languages, string[] themes)
    {
        var form = new ExpertForm
        {
            Kind = kind, Email = email, Name = email.Split('@')[0], Languages = languages, Themes = themes, Seat = new Seat("Skopje", "MK", 41.9981, 21.4254),
        };
        return Assert.IsType<ExpertSaved>(await hub.SendAsync(new SaveExpert(await hub.ViewerAsync(Lead), null, form))).Id;
    }

    /// <summary>Sends an assignment and takes it as far as the search for helpers.</summary>
    public async Task ToMatchingAsync(string budget = "0")
    {
        RequestId = await hub.SubmitAsync(HubWorld.CompleteForm(Lane.Assignment));
        await AnswerAsync(Advisor, "Task.Triage", "Accept");
        foreach (var who in new[] { Ministry, "advisor@example.org" })
        {
            await AnswerAsync(who, "Task.Consult", "NoObjection");
        }

        await AnswerAsync(Advisor, "Task.DraftTerms", "Answered", fields: new()
        {
            ["Objective"] = "A council that works.", ["Deliverables"] = "A plan.", ["WorkDays"] = "4", ["SuccessTest"] = "It meets.", ["HelpBudget"] = budget,
        });
        await AnswerAsync(Asker, "Task.AgreeTerms", "Agree");
        Assert.Equal(CaseStatus.Matching, await hub.StatusAsync(RequestId));
    }

    public async Task ProposeAsync(params string[] people)
    {
        foreach (var email in people)
        {
            Assert.IsType<Proposed>(await hub.SendAsync(new ProposeCandidate(await hub.ViewerAsync(Advisor), RequestId, await EntryAsync(email))));
        }
    }

    public async Task<Guid> EntryAsync(string email)
    {
        await using var db = hub.Db();
        return await db.Experts.Where(e => db.People.Any(p => p.Id == e.PersonId && p.Email == email)).Select(e => e.Id).SingleAsync(Token);
    }

    /// <summary>Who has an open seat at a task, by address.</summary>
    public async Task<string> AskedAsync(string title)
    {
        await using var db = hub.Db();
        var task = await db.Tasks.Include(t => t.Seats).SingleAsync(t => t.CaseId == RequestId && t.Title == title && t.State == TaskState.Open, Token);
        var seated = task.Seats.Select(seat => seat.PersonId).ToList();
        return string.Join(' ', await db.People.Where(p => seated.Contains(p.Id)).OrderBy(p => p.Email).Select(p => p.Email).ToListAsync(Token));
    }

    /// <summary>How somebody comes to their open task: people of the city and of the hub signed in, all others by the link in their mail.</summary>
    public async Task<TaskAccess> WayAsync(string email, string title)
    {
        await using var db = hub.Db();
        var person = await hub.PersonAsync(email);
        var task = await db.Tasks.OrderByDescending(t => t.State == TaskState.Open).ThenByDescending(t => t.OpenedAt)
            .FirstAsync(t => t.CaseId == RequestId && t.Title == title && db.Set<TaskSeat>().Any(s => s.TaskId == t.Id && s.PersonId == person.Id), Token);
        return person.CityId == task.CityId || (person.CityId is null && person.Roles != Roles.None)
            ? new BySeat(Viewer.Of(person), task.Id)
            : new ByGrant(await db.Grants.Where(g => g.TaskId == task.Id && g.PersonId == person.Id).OrderByDescending(g => g.IssuedAt).Select(g => g.PublicId).FirstAsync(Token));
    }

    public async Task<DecideResult> TryAsync(string email, string title, string option, string? comment = null, Dictionary<string, string>? fields = null)
    {
        var access = await WayAsync(email, title);
        var page = Assert.IsType<TaskPage>(await hub.SendAsync(new OpenTask(access)));
        return await hub.SendAsync(new DecideTask(access, option, comment, fields ?? [], page.Task.Version, page.Digest));
    }

    public async Task AnswerAsync(string email, string title, string option, string? comment = null, Dictionary<string, string>? fields = null)
    {
        var result = await TryAsync(email, title, option, comment, fields);
        Assert.True(result is TaskDecided or TaskVoted, $"{title} by {email}: {result.GetType().Name} {(result as DecideInvalid)?.Problems[0]}");
        await hub.SettleAsync();
    }

    public async Task DeclareAsync(string email) => Assert.True(await hub.SendAsync(new DeclareNoInterest(await WayAsync(email, "Task.AskCandidate"))));

    public async Task<CandidateState> StateAsync(string email)
    {
        await using var db = hub.Db();
        var entry = await EntryAsync(email);
        return await db.Candidates.Where(c => c.CaseId == RequestId && c.ExpertId == entry).Select(c => c.State).SingleAsync(Token);
    }

    /// <summary>Whoever helped sends a report: each time another file.</summary>
    public async Task SendReportAsync(string helper)
    {
        var access = await WayAsync(helper, "Task.WriteReport");
        var page = Assert.IsType<TaskPage>(await hub.SendAsync(new OpenTask(access)));
        var pdf = System.Text.Encoding.UTF8.GetBytes($"%PDF-1.7 {page.Attachments.Count}");
        var result = await hub.SendAsync(new SendFiles(access, [new Upload($"report-{page.Attachments.Count}.pdf", pdf.Length, () => new MemoryStream(pdf))], null, page.Task.Version));
        Assert.IsType<TaskDecided>(result);
        await hub.SettleAsync();
    }

    public ValueTask DisposeAsync() => hub.DisposeAsync();
}
