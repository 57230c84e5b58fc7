using Microsoft.EntityFrameworkCore;
using StrongCities.Host.Tests.Hub;
using StrongCities.Hub.Assistance;
using StrongCities.Hub.Cases;
using StrongCities.Hub.Experts;
using StrongCities.Hub.Tasks;
using Xunit;
using static StrongCities.Host.Tests.Experts.ExpertWorld;

namespace StrongCities.Host.Tests.Experts;

/// <summary>The long lane of a support request, from consultation to the question half a year later.</summary>
public sealed class AssignmentTests
{
    private static readonly Dictionary<string, string> Useful = new() { ["Usefulness"] = "4" };

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task It_goes_from_consultation_in_silence_to_a_case_that_is_opened_again()
    {
        await using var world = await StartAsync();
        var hub = world.Hub;
        var id = await hub.SubmitAsync(HubWorld.CompleteForm(Lane.Assignment));
        await hub.DecideAsync(id, "Task.Triage", "Accept");
        Assert.Equal(CaseStatus.Consultation, await hub.StatusAsync(id));
        await hub.AdvanceToAsync(HubWorld.Monday.AddDays(4));
        Assert.Equal(CaseStatus.Consultation, await hub.StatusAsync(id));
        await hub.AdvanceToAsync(HubWorld.Monday.AddDays(8));
        Assert.Equal(CaseStatus.Scoping, await hub.StatusAsync(id));
    }

    [Fact]
    public async Task After_the_search_it_is_approved_planned_helped_reported_and_asked_about()
    {
        await using var world = await StartAsync();
        var hub = world.Hub;
        await world.ToMatchingAsync(budget: "6000");
        await world.ProposeAsync(Ana);
        await world.AnswerAsync(Advisor, "Task.Shortlist", "ListReady");
        await world.DeclareAsync(Ana);
        await world.AnswerAsync(Ana, "Task.AskCandidate", "Help");
        Assert.Equal(CandidateState.Accepted, await world.StateAsync(Ana));
        await world.AnswerAsync(Asker, "Task.CandidateFine", "Fine");
        Assert.Equal((CandidateState.Helping, CaseStatus.Approval), (await world.StateAsync(Ana), await hub.StatusAsync(world.RequestId)));

        await world.AnswerAsync(Lead, "Task.Approval", "Approve");
        Assert.DoesNotContain(Lead, await world.AskedAsync("Task.Budget"), StringComparison.Ordinal);
        await world.AnswerAsync("advisor@example.org", "Task.Budget", "Approve");

        await world.AnswerAsync(Advisor, "Task.PlanVisit", "Answered", fields: Days("2026-09-25", "2026-09-25"));
        Assert.Equal("Visit.TooSoon", (await hub.OpenTaskAsync(world.RequestId)).Page.Task.Text);
        await world.AnswerAsync(Advisor, "Task.PlanVisit", "Answered", fields: Days("2026-10-20", "2026-10-25"));
        Assert.Equal("Visit.TooLong", (await hub.OpenTaskAsync(world.RequestId)).Page.Task.Text);
        await world.AnswerAsync(Advisor, "Task.PlanVisit", "Answered", fields: Days("2026-10-20", "2026-10-22"));
        Assert.Equal(CaseStatus.Delivery, await hub.StatusAsync(world.RequestId));
        Assert.Contains("C8", await hub.MailsAsync(world.RequestId));

        var advisor = await hub.ViewerAsync(Advisor);
        await hub.AdvanceToAsync(new DateTimeOffset(2026, 10, 23, 8, 0, 0, TimeSpan.Zero));
        Assert.Equal(CaseStatus.Report, await hub.StatusAsync(world.RequestId));
        Assert.Equal(Ana, await world.AskedAsync("Task.WriteReport"));
        for (var day = 1; day <= 4; day++)
        {
            Assert.IsType<DayLogged>(await hub.SendAsync(new LogDay(advisor, world.RequestId, new DateOnly(2026, 10, 18 + day), "Talks.")));
        }

        // Four days were agreed.
        Assert.Equal("Problem.MostDays", Assert.IsType<LogDayInvalid>(await hub.SendAsync(new LogDay(advisor, world.RequestId, new DateOnly(2026, 10, 18), "Talks."))).Problems[0].Key);

        await world.SendReportAsync(Ana);
        await world.AnswerAsync(Asker, "Task.AcceptReport", "Comment", "The annex is missing.");
        Assert.Equal("The annex is missing.", (await hub.OpenTaskAsync(world.RequestId)).Page.Task.Note);
        await world.SendReportAsync(Ana);
        await hub.AdvanceToAsync(new DateTimeOffset(2026, 11, 10, 8, 0, 0, TimeSpan.Zero));
        Assert.Equal(CaseStatus.Feedback, await hub.StatusAsync(world.RequestId));

        await world.AnswerAsync(Asker, "Task.Feedback", "Answered", fields: Useful);
        await world.AnswerAsync(Ana, "Task.Feedback", "Answered", fields: Useful);
        await using (var db = hub.Db())
        {
            var candidate = await db.Candidates.SingleAsync(Token);
            Assert.Equal((CandidateState.Done, 4), (candidate.State, candidate.Usefulness));
            Assert.Equal(2, await db.Attachments.CountAsync(Token));
        }

        await world.AnswerAsync(Advisor, "Task.Closure", "DeleteFiles");
        Assert.Equal(CaseStatus.Closed, await hub.StatusAsync(world.RequestId));
        await using (var db = hub.Db())
        {
            Assert.False(await db.Attachments.AnyAsync(Token));
        }

        await hub.AdvanceAsync(TimeSpan.FromDays(180));
        Assert.DoesNotContain("C10-later", await hub.MailsAsync(world.RequestId));
        await hub.AdvanceAsync(TimeSpan.FromDays(4));
        Assert.Contains("C10-later", await hub.MailsAsync(world.RequestId));
        await world.AnswerAsync(Asker, "Task.FollowUp", "Reopen", "It has begun again.");
        var again = await hub.RequestAsync(world.RequestId);
        Assert.Equal((CaseStatus.Triage, (DateTimeOffset?)null), (again.Status, again.ClosedAt));
        Assert.Equal("It has begun again.", (await hub.OpenTaskAsync(world.RequestId)).Page.Task.Note);
    }

    [Fact]
    public async Task An_objection_goes_to_the_lead_who_may_decline_with_a_reason()
    {
        await using var world = await StartAsync();
        var id = await world.Hub.SubmitAsync(HubWorld.CompleteForm(Lane.Assignment));
        await world.Hub.DecideAsync(id, "Task.Triage", "Accept");
        await world.Hub.DecideAsync(id, "Task.Consult", "Object", "A ministry does this already.");
        Assert.Equal("A ministry does this already.", (await world.Hub.OpenTaskAsync(id)).Page.Task.Note);
        await world.Hub.DecideAsync(id, "Task.Objection", "Decline", "It would be done twice.");
        Assert.Equal(CaseStatus.Declined, await world.Hub.StatusAsync(id));
        await world.Hub.SettleAsync();
        Assert.Contains("It would be done twice.", await world.Hub.NewestMailAsync(Asker), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Silence_to_a_candidates_invitation_asks_the_next_and_the_city_refuses_only_one()
    {
        await using var world = await StartAsync();
        await world.ToMatchingAsync();
        await world.ProposeAsync(Ana, Ben, Peer);
        await world.AnswerAsync(Advisor, "Task.Shortlist", "ListReady");
        Assert.Equal(Ana, await world.AskedAsync("Task.AskCandidate"));
        await world.Hub.AdvanceAsync(TimeSpan.FromDays(4));
        Assert.Equal((CandidateState.Silent, Ben), (await world.StateAsync(Ana), await world.AskedAsync("Task.AskCandidate")));

        await world.DeclareAsync(Ben);
        await world.AnswerAsync(Ben, "Task.AskCandidate", "Help");
        await world.AnswerAsync(Asker, "Task.CandidateFine", "Veto", "We know each other too well.");
        Assert.Equal((CandidateState.Vetoed, Peer), (await world.StateAsync(Ben), await world.AskedAsync("Task.AskCandidate")));
        Assert.Contains("C6-veto", await world.Hub.MailsAsync(world.RequestId));
        await using (var db = world.Hub.Db())
        {
            var line = await db.CaseEvents.SingleAsync(e => e.CaseId == world.RequestId && e.Key == "Event.VetoTaken", Token);
            Assert.True(line is { CitySees: true, Values: ["ben"] });
        }

        Assert.IsType<ProposeRefused>(await world.Hub.SendAsync(new ProposeCandidate(await world.Hub.ViewerAsync(Advisor), world.RequestId, await world.EntryAsync(Ben))));

        await world.DeclareAsync(Peer);
        await world.AnswerAsync(Peer, "Task.AskCandidate", "Help");
        Assert.Equal((CandidateState.Helping, CaseStatus.Approval), (await world.StateAsync(Peer), await world.Hub.StatusAsync(world.RequestId)));
        await world.AnswerAsync(Lead, "Task.Approval", "Approve");
        Assert.Equal(
            new[] { StrongCities.Hub.SampleData.SamplePeople.SignatoryOf("kumanovo"), StrongCities.Hub.SampleData.SamplePeople.SignatoryOf("prizren") }.Order(StringComparer.Ordinal),
            (await world.AskedAsync("Task.BothMayors")).Split(' '));
    }

    [Fact]
    public async Task When_the_list_is_at_its_end_the_advisor_proposes_again_and_after_ten_days_the_lead_hears()
    {
        await using var world = await StartAsync();
        await world.ToMatchingAsync();
        await world.ProposeAsync(Ana);
        await world.AnswerAsync(Advisor, "Task.Shortlist", "ListReady");
        await world.DeclareAsync(Ana);
        await world.AnswerAsync(Ana, "Task.AskCandidate", "CantHelp");
        Assert.Equal(CandidateState.Declined, await world.StateAsync(Ana));
        Assert.Equal(Advisor, await world.AskedAsync("Task.Shortlist"));
        await world.Hub.AdvanceAsync(TimeSpan.FromDays(18));
        await using var db = world.Hub.Db();
        var lead = await world.Hub.PersonAsync(Lead);
        Assert.True(await db.Mails.AnyAsync(m => m.CaseId == world.RequestId && m.Kind == "overdue" && m.ToPersonId == lead.Id, Token));
    }

    [Fact]
    public async Task Where_nobody_is_to_be_found_the_lead_looks_again_or_lets_the_hub_help()
    {
        await using var world = await StartAsync();
        await world.ToMatchingAsync(budget: "6000");
        Assert.IsType<DecideInvalid>(await world.TryAsync(Advisor, "Task.Shortlist", "NobodyFound"));
        await world.AnswerAsync(Advisor, "Task.Shortlist", "NobodyFound", "Eleven were called.");
        Assert.Equal(Lead, await world.AskedAsync("Task.NobodyFound"));
        Assert.Equal("Eleven were called.", (await world.Hub.OpenTaskAsync(world.RequestId)).Page.Task.Note);
        await world.AnswerAsync(Lead, "Task.NobodyFound", "LookAgain", "Ask the university.");
        Assert.Equal(Advisor, await world.AskedAsync("Task.Shortlist"));
        Assert.Equal("Ask the university.", (await world.Hub.OpenTaskAsync(world.RequestId)).Page.Task.Note);

        await world.AnswerAsync(Advisor, "Task.Shortlist", "NobodyFound", "They have no time.");
        await world.AnswerAsync(Lead, "Task.NobodyFound", "HubHelps");
        // The lead has decided; so much money still needs a second person.
        Assert.DoesNotContain(Lead, await world.AskedAsync("Task.Budget"), StringComparison.Ordinal);
        await world.AnswerAsync("advisor@example.org", "Task.Budget", "Approve");
        Assert.Equal(CaseStatus.Scheduled, await world.Hub.StatusAsync(world.RequestId));
        await world.AnswerAsync(Advisor, "Task.PlanVisit", "Answered", fields: Days("2026-10-20", "2026-10-22"));
        await world.Hub.SettleAsync();
        await using (var db = world.Hub.Db())
        {
            var told = await db.Mails.SingleAsync(m => m.CaseId == world.RequestId && m.Kind == "accepted", Token);
            var hub = await db.Hubs.Where(h => h.Id == told.HubId).Select(h => h.Name).SingleAsync(Token);
            // Once more than at the end of every mail: as who helps.
            var received = await db.Mails.SingleAsync(m => m.CaseId == world.RequestId && m.Kind == "C1", Token);
            Assert.Equal(received.Text.Split(hub).Length + 1, told.Text.Split(hub).Length);
        }

        await world.Hub.AdvanceToAsync(new DateTimeOffset(2026, 10, 23, 8, 0, 0, TimeSpan.Zero));
        Assert.Equal(Advisor, await world.AskedAsync("Task.WriteReport"));
    }

    [Fact]
    public async Task Where_nobody_is_to_be_found_the_lead_may_close_the_request_with_a_reason_that_the_city_reads()
    {
        await using var world = await StartAsync();
        await world.ToMatchingAsync();
        await world.AnswerAsync(Advisor, "Task.Shortlist", "NobodyFound", "Eleven were called.");
        Assert.IsType<DecideInvalid>(await world.TryAsync(Lead, "Task.NobodyFound", "EndSearch"));
        await world.AnswerAsync(Lead, "Task.NobodyFound", "EndSearch", "Nobody in the region knows this field yet.");
        Assert.Equal(CaseStatus.Declined, await world.Hub.StatusAsync(world.RequestId));
        await world.Hub.AdvanceAsync(TimeSpan.FromDays(30));
        Assert.Contains("Nobody in the region knows this field yet.", await world.Hub.NewestMailAsync(Asker), StringComparison.Ordinal);
        await using var db = world.Hub.Db();
        Assert.False(await db.Tasks.AnyAsync(t => t.CaseId == world.RequestId && t.State == TaskState.Open, Token));
        Assert.False(await db.Mails.AnyAsync(m => m.CaseId == world.RequestId && m.Kind == "overdue", Token));
    }

    private static Dictionary<string, string> Days(string from, string until) => new()
    {
        ["VisitFrom"] = from, ["VisitUntil"] = until, ["Place"] = "Kumanovo", ["Programme"] = "09:00 Talks\n13:00 Visit",
    };
}
