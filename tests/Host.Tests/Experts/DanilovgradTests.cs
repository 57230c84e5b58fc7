using Microsoft.EntityFrameworkCore;
using StrongCities.Host.Tests.Events;
using StrongCities.Host.Tests.Hub;
using StrongCities.Hub.Assistance;
using StrongCities.Hub.Events;
using StrongCities.Hub.Experts;
using StrongCities.Hub.Practices;
using StrongCities.Hub.SampleData;
using Xunit;
using static StrongCities.Host.Tests.Experts.ExpertWorld;

namespace StrongCities.Host.Tests.Experts;

/// <summary>
/// A true case, walked through: the new mayor of a small town wants a local safety council. A city that has one helps, a round table brings others to it,
/// and what came of it is told to everybody.
/// </summary>
public sealed class DanilovgradTests
{
    private static readonly string Asker = SamplePeople.CoordinatorOf("danilovgrad");
    private static readonly string Helper = SamplePeople.CoordinatorOf("bar");

    private static readonly PracticeText Story = new()
    {
        Title = "A small town sits down with its police", Summary = "A council of eight meets each month.", Problem = "Nobody knew whom to call.",
        Done = "A city that has a council came for two days.", Result = "The council meets.", Lessons = "Begin with the schools.", Days = 2,
        Themes = ["local-government"], Languages = ["en"],
    };

    [Fact]
    public async Task A_new_mayor_gets_a_local_safety_council()
    {
        await using var world = await StartAsync();
        await world.AddAsync(HelperKind.PeerCity, Helper, ["sr", "en"], ["local-government"]);
        await AgreeAsync(world);
        await FindAsync(world);
        await MeetAsync(world.Hub);
        await EndAsync(world);
        await TellAsync(world.Hub, world.RequestId);
    }

    // Nobody objects for five working days, and the town agrees to a round table and rules of procedure.
    private static async Task AgreeAsync(ExpertWorld world)
    {
        var form = HubWorld.CompleteForm(Lane.Assignment) with { Title = "Osnivanje lokalnog savjeta za bezbjednost", Problem = "Nema iskustva s takvim tijelom." };
        world.RequestId = await world.Hub.SubmitAsync(form, "danilovgrad");
        await world.AnswerAsync(Advisor, "Task.Triage", "Accept");
        await world.Hub.AdvanceToAsync(HubWorld.Monday.AddDays(8));
        Assert.Equal(CaseStatus.Scoping, await world.Hub.StatusAsync(world.RequestId));
        await world.AnswerAsync(Advisor, "Task.DraftTerms", "Answered", fields: new()
        {
            ["Objective"] = "A council that meets.", ["Deliverables"] = "A round table; rules of procedure.", ["WorkDays"] = "2", ["SuccessTest"] = "It met twice.", ["HelpBudget"] = "0",
        });
        await world.AnswerAsync(Asker, "Task.AgreeTerms", "Agree");
    }

    // Another city helps: both mayors are asked.
    private static async Task FindAsync(ExpertWorld world)
    {
        await world.ProposeAsync(Helper);
        await world.AnswerAsync(Advisor, "Task.Shortlist", "ListReady");
        await world.DeclareAsync(Helper);
        await world.AnswerAsync(Helper, "Task.AskCandidate", "Help");
        await world.AnswerAsync(Asker, "Task.CandidateFine", "Fine");
        await world.AnswerAsync(Lead, "Task.Approval", "Approve");
        foreach (var city in new[] { "danilovgrad", "bar" })
        {
            await world.AnswerAsync(SamplePeople.SignatoryOf(city), "Task.BothMayors", "Approve");
        }

        await world.AnswerAsync(Advisor, "Task.PlanVisit", "Answered", fields: new()
        {
            ["VisitFrom"] = "2026-10-20", ["VisitUntil"] = "2026-10-21", ["Place"] = "Danilovgrad", ["Programme"] = "10:00 Round table",
        });
        Assert.Equal(CaseStatus.Delivery, await world.Hub.StatusAsync(world.RequestId));
    }

    // The round table, on the first day of the visit, with a third city that listens.
    private static async Task MeetAsync(HubWorld hub)
    {
        var advisor = await hub.ViewerAsync(EventWorld.Advisor);
        var id = Assert.IsType<EventKept>(await hub.SendAsync(await hub.IdeaAsync("danilovgrad", "bar", "podgorica"))).Id;
        await hub.KeptAsync(new StartPoll(advisor, id));
        await hub.AdvanceAsync(TimeSpan.FromDays(8));
        await hub.ReplyAsync("HubEvent.Task.Date", EventWorld.Advisor, "Answered", ("EventDate", (await hub.EventAsync(id)).Dates[0].Key));
        await hub.PlanAsync(id, "Danilovgrad");
        await hub.KeptAsync(new SendInvitations(advisor, id));
        foreach (var who in new[] { Asker, Helper })
        {
            await hub.ReplyAsync("HubEvent.Task.Come", who, "Attend");
        }

        await hub.AdvanceToAsync(new DateTimeOffset(2026, 10, 20, 16, 0, 0, TimeSpan.Zero));
        var came = new[] { (await hub.PersonAsync(Asker)).Id, (await hub.PersonAsync(Helper)).Id };
        await hub.KeptAsync(new SaveAttendance(advisor, id, came, "Eight people form the council."));
        await hub.ReplyAsync("HubEvent.Task.Feedback", Asker, "Answered", ("Usefulness", "5"));
        await hub.ReplyAsync("HubEvent.Task.Feedback", Helper, "Answered", ("Usefulness", "4"));
        await hub.ReplyAsync("HubEvent.Task.Report", EventWorld.Advisor, "Answered", ("Summary", "The council begins in November."));
        Assert.Equal(EventPhase.Closed, await hub.PhaseAsync(id));
    }

    private static async Task EndAsync(ExpertWorld world)
    {
        await world.Hub.AdvanceToAsync(new DateTimeOffset(2026, 10, 22, 8, 0, 0, TimeSpan.Zero));
        await world.SendReportAsync(Helper);
        await world.AnswerAsync(Asker, "Task.AcceptReport", "AcceptReport");
        foreach (var who in new[] { Asker, Helper })
        {
            await world.AnswerAsync(who, "Task.Feedback", "Answered", fields: new() { ["Usefulness"] = "5" });
        }

        await world.AnswerAsync(Advisor, "Task.Closure", "KeepFiles");
        await world.Hub.AdvanceAsync(TimeSpan.FromDays(184));
        await world.AnswerAsync(Asker, "Task.FollowUp", "Happened");
        Assert.Equal(CaseStatus.Closed, await world.Hub.StatusAsync(world.RequestId));
    }

    private static async Task TellAsync(HubWorld hub, Guid requestId)
    {
        var advisor = await hub.ViewerAsync(Advisor);
        var id = Assert.IsType<PracticeKept>(await hub.SendAsync(new BeginPractice(advisor, requestId))).Id;
        Assert.IsType<PracticeKept>(await hub.SendAsync(new SavePractice(advisor, id, 1, Story)));
        await hub.SettleAsync();
        await hub.DecideAsync(id, "Practice.Task.Write", "SendToCity");
        await hub.SettleAsync();
        await hub.DecideAsync(id, "Practice.Task.Release", "ReleaseText", null, new() { ["ReleaseNames"] = "No", ["ReleasePictures"] = "No" });
        await hub.SettleAsync();
        await hub.DecideAsync(id, "Practice.Task.Review", "PublishPractice");
        await hub.SettleAsync();
        await using var db = hub.Db();
        Assert.Equal((PracticePhase.Public, Story.Title), await db.Cases.OfType<GoodPractice>().Select(one => ValueTuple.Create(one.Phase, one.Title)).SingleAsync(TestContext.Current.CancellationToken));
    }
}
