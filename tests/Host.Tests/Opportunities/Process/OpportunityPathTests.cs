using Microsoft.EntityFrameworkCore;
using StrongCities.Engine.Execution;
using StrongCities.Host.Tests.Hub;
using StrongCities.Hub.Applications;
using StrongCities.Hub.Matching;
using StrongCities.Hub.Opportunities;
using StrongCities.Hub.Opportunities.Process;
using StrongCities.Hub.SampleData;
using StrongCities.Hub.Tasks;
using StrongCities.Runtime.Persistence;
using Xunit;

namespace StrongCities.Host.Tests.Opportunities.Process;

/// <summary>The whole way of an opportunity: real processes, runtime and database on a driven clock.</summary>
public sealed class OpportunityPathTests
{
    private static readonly Dictionary<string, string> Sheet = new()
    {
        ["Awards"] = "6", ["Eligibility"] = "9", ["Deadline"] = "8", ["Experience"] = "7", ["Capacity"] = "7", ["Budget"] = "8", ["Strategy"] = "9",
    };

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_city_whose_case_the_outbox_has_still_to_open_is_not_alerted_again()
    {
        await using var world = await ProcessWorld.StartAsync();
        await world.FoundAsync();
        await world.ScreenAsync();
        var about = await world.HubCaseAsync();
        var city = (await world.CoordinatorAsync("kumanovo")).CityId!.Value;
        await using (var db = world.Db())
        {
            var key = $"{OpportunityStep.OutboxKind}:{AskedCities.KeyOf(about.Id, city)}";
            db.Outbox.Add(new OutboxRow { Kind = OpportunityStep.OutboxKind, Key = key, Body = [], DueAt = world.Clock.GetUtcNow().AddYears(1), CreatedAt = world.Clock.GetUtcNow() });
            await db.SaveChangesAsync(Token);
            Assert.Equal([city], await AskedCities.OfAsync(db, about.Id, Token));
            Assert.Empty(await AskedCities.OfAsync(db, city, Token));
        }

        await world.ConfirmAsync("kumanovo");
        Assert.Equal(CaseStage.Awaiting, (await world.HubCaseAsync()).Stage);
        await using var after = world.Db();
        Assert.DoesNotContain("Event.Alerted", await after.CaseEvents.Where(line => line.CaseId == about.Id).Select(line => line.Key).ToListAsync(Token));
    }

    [Fact]
    public async Task Four_cities_answer_each_in_its_own_way()
    {
        await using var world = await ProcessWorld.StartAsync();
        Assert.Equal(CaseStage.Screening, (await world.FoundAsync()).Stage);
        await world.ScreenAsync();
        Assert.Equal(CaseStage.Review, (await world.HubCaseAsync()).Stage);
        Assert.Empty(await world.CityCasesAsync());

        await world.ConfirmAsync(ProcessWorld.Ready);
        Assert.Equal(CaseStage.Awaiting, (await world.HubCaseAsync()).Stage);
        var cases = await world.CityCasesAsync();
        Assert.Equal(ProcessWorld.Ready, cases.Keys.Order());
        foreach (var (city, about) in cases)
        {
            Assert.Equal([("A1", SamplePeople.CoordinatorOf(city))], await world.LettersAsync(about.Id));
        }

        await world.DigestsAsync();

        // Interested: an advisor rates it, the city decides, an application is open.
        await world.AnswerFromMailAsync(SamplePeople.CoordinatorOf("kumanovo"), "Interested");
        Assert.Equal(CaseStage.Weighing, (await world.CaseAsync(cases["kumanovo"].Id)).Stage);
        await world.DecideAsync(cases["kumanovo"].Id, "Task.Sheet", "Answered", null, Sheet);
        await world.SettleAsync();
        Assert.Equal(new GoNoGoSheet(78, GoNoGoBand.High), (await world.CaseAsync(cases["kumanovo"].Id)).Brief.Sheet);
        Assert.Contains("78", await world.NewestMailAsync(SamplePeople.CoordinatorOf("kumanovo")), StringComparison.Ordinal);
        await world.AnswerFromMailAsync(SamplePeople.CoordinatorOf("kumanovo"), "Go");
        Assert.Equal(CaseStage.Went, (await world.CaseAsync(cases["kumanovo"].Id)).Stage);
        await using (var db = world.Db())
        {
            var application = await db.Cases.OfType<Application>().SingleAsync(Token);
            Assert.Equal((cases["kumanovo"].CityId, CaseStage.Preparing), (application.CityId, application.Stage));
            Assert.Equal("Task.PrepareApplication", (await db.Tasks.SingleAsync(task => task.CaseId == application.Id, Token)).Title);
        }

        // Not for us: the reason is learned.
        await world.AnswerFromMailAsync(SamplePeople.CoordinatorOf("tetovo"), "NotForUs", "We do no such work.", new() { ["Refusal"] = nameof(RefusalKind.Funder) });
        Assert.Equal(CaseStage.NotForUs, (await world.CaseAsync(cases["tetovo"].Id)).Stage);
        await using (var db = world.Db())
        {
            var profile = await db.CityProfiles.SingleAsync(row => row.CityId == cases["tetovo"].CityId, Token);
            var refusal = Assert.Single(profile.Profile.Refusals);
            Assert.Equal((RefusalKind.Funder, "A fund", "We do no such work."), (refusal.Kind, refusal.Value, refusal.Reason));
            Assert.Equal(CityAnswer.NotForUs, (await db.Matches.SingleAsync(match => match.CityId == cases["tetovo"].CityId, Token)).Answer);
        }

        // Help first: a support request is open in the coordinator's name.
        await world.AnswerFromMailAsync(SamplePeople.CoordinatorOf("bitola"), "NeedHelp", "We need a budget.");
        Assert.Equal(CaseStage.Helped, (await world.CaseAsync(cases["bitola"].Id)).Stage);
        await using (var db = world.Db())
        {
            var request = await db.Requests.SingleAsync(Token);
            Assert.Equal((cases["bitola"].CityId, ProcessWorld.Facts.Title, "We need a budget."), (request.CityId, request.Title, request.Form.Problem));
        }

        // Silence: A4 at half time, the last reminder, A4 to a substitute, and then it is a no to interest.
        var silent = cases["gostivar"].Id;
        await world.AdvanceToAsync(HubWorld.Monday.AddDays(6));
        Assert.Equal([("A1", SamplePeople.CoordinatorOf("gostivar"))], await world.LettersAsync(silent));
        await world.AdvanceToAsync(HubWorld.Monday.AddDays(8));
        Assert.Equal([("A1", SamplePeople.CoordinatorOf("gostivar")), ("A4", SamplePeople.CoordinatorOf("gostivar"))], await world.LettersAsync(silent));
        await world.AdvanceToAsync(HubWorld.Monday.AddDays(18));
        Assert.Contains(("A4", SamplePeople.SignatoryOf("gostivar")), await world.LettersAsync(silent));
        Assert.Equal(CaseStage.Asked, (await world.CaseAsync(silent)).Stage);
        await world.AdvanceToAsync(HubWorld.Monday.AddDays(32));
        Assert.Equal(CaseStage.Unanswered, (await world.CaseAsync(silent)).Stage);
        Assert.Equal(0, await world.IncidentsAsync());

        // It closes: the summary is written and told.
        await world.AdvanceToAsync(new(2026, 12, 1, 12, 0, 0, TimeSpan.Zero));
        var closed = await world.HubCaseAsync();
        Assert.Equal(CaseStage.Closed, closed.Stage);
        Assert.NotNull(closed.ClosedAt);
        await using (var db = world.Db())
        {
            var line = await db.CaseEvents.SingleAsync(row => row.CaseId == closed.Id && row.Key == "Event.Summary", Token);
            Assert.Equal(["4", "3", "1", "0"], line.Values);
        }

        Assert.Contains(("closed", "advisor@example.org"), await world.LettersAsync(closed.Id));
    }

    [Fact]
    public async Task Own_money_above_the_threshold_is_decided_by_the_mayor_too()
    {
        await using var world = await ProcessWorld.StartAsync();
        var about = (await world.AlertedAsync(ProcessWorld.Eligibility with { CoFinancingRate = 0.1m }))["kumanovo"];
        await world.AnswerFromMailAsync(SamplePeople.CoordinatorOf("kumanovo"), "Interested");
        await world.DecideAsync(about.Id, "Task.Sheet", "Answered", null, Sheet);
        await world.SettleAsync();
        var token = (await world.NewestTokenAsync(SamplePeople.CoordinatorOf("kumanovo"))).Split('.')[0];
        var page = Assert.IsType<TaskPage>(await world.SendAsync(new OpenTask(new ByGrant(token))));
        Assert.IsType<TaskVoted>(await world.SendAsync(
            new DecideTask(new ByGrant(token), "Go", null, new Dictionary<string, string>(), page.Task.Version, page.Digest)));
        await world.SettleAsync();
        Assert.Equal(CaseStage.Deciding, (await world.CaseAsync(about.Id)).Stage);
        await world.AnswerFromMailAsync(SamplePeople.SignatoryOf("kumanovo"), "Go");
        Assert.Equal(CaseStage.Went, (await world.CaseAsync(about.Id)).Stage);
    }

    [Fact]
    public async Task Who_wants_a_partner_is_searched_one_among_the_interested_cities()
    {
        await using var world = await ProcessWorld.StartAsync();
        var cases = await world.AlertedAsync();
        await world.AnswerFromMailAsync(SamplePeople.CoordinatorOf("kumanovo"), "Interested");
        await world.AnswerFromMailAsync(SamplePeople.CoordinatorOf("tetovo"), "AsPartner");
        var (page, _) = await world.OpenTaskAsync(cases["tetovo"].Id);
        Assert.Equal(("Task.PartnerSearch", "Kumanovo (MK)"), (page.Task.Title, page.Task.Note));
        await world.DecideAsync(cases["tetovo"].Id, "Task.PartnerSearch", "PartnerFound");
        await world.SettleAsync();
        Assert.Equal(CaseStage.Partnered, (await world.CaseAsync(cases["tetovo"].Id)).Stage);
    }

    [Fact]
    public async Task A_city_that_wants_to_talk_is_asked_again_and_may_still_choose_anything()
    {
        await using var world = await ProcessWorld.StartAsync();
        var about = (await world.AlertedAsync())["kumanovo"];
        await world.AnswerFromMailAsync(SamplePeople.CoordinatorOf("kumanovo"), "Interested");
        await world.DecideAsync(about.Id, "Task.Sheet", "Answered", null, Sheet.ToDictionary(rated => rated.Key, _ => "5"));
        await world.SettleAsync();
        Assert.Equal(GoNoGoBand.Borderline, (await world.CaseAsync(about.Id)).Brief.Sheet!.Band);
        await world.AnswerFromMailAsync(SamplePeople.CoordinatorOf("kumanovo"), "Talk", "What would it cost us?");
        Assert.Equal(CaseStage.Deciding, (await world.CaseAsync(about.Id)).Stage);
        Assert.Contains("What would it cost us?", await world.NewestMailAsync("advisor@example.org"), StringComparison.Ordinal);
        await world.AnswerFromMailAsync(SamplePeople.CoordinatorOf("kumanovo"), "AsPartner");
        await world.DecideAsync(about.Id, "Task.PartnerSearch", "NoPartner");
        await world.SettleAsync();
        Assert.Equal(CaseStage.NoGo, (await world.CaseAsync(about.Id)).Stage);
        await using var db = world.Db();
        Assert.Equal(WorkflowStatus.Finished, (await db.Instances.SingleAsync(i => i.Id == about.InstanceId, Token)).Status);
    }

    [Fact]
    public async Task A_forecast_is_watched_and_screened_when_it_opens()
    {
        await using var world = await ProcessWorld.StartAsync();
        Assert.Equal(CaseStage.Watching, (await world.FoundAsync(ProcessWorld.Facts with { Status = OpportunityStatus.Forecasted })).Stage);
        await world.AdvanceToAsync(HubWorld.Monday.AddDays(20));
        Assert.Equal(CaseStage.Watching, (await world.HubCaseAsync()).Stage);
        Assert.Equal(CaseStage.Screening, (await world.FoundAsync()).Stage);
        await world.ScreenAsync();
        Assert.Equal(CaseStage.Review, (await world.HubCaseAsync()).Stage);
    }

    [Fact]
    public async Task A_rejected_one_ends_and_a_restored_one_goes_on()
    {
        await using var world = await ProcessWorld.StartAsync();
        var about = await world.FoundAsync();
        var advisor = await world.ViewerAsync("advisor@example.org");
        Assert.Equal(1, await world.SendAsync(new RejectOpportunities(advisor, [about.OpportunityId], RejectReason.NotForCities, null)));
        await world.SettleAsync();
        var rejected = await world.HubCaseAsync();
        Assert.Equal(CaseStage.Rejected, rejected.Stage);
        Assert.NotNull(rejected.ClosedAt);

        Assert.Equal(ScreenResult.Done, await world.SendAsync(new RestoreOpportunity(advisor, about.OpportunityId)));
        await world.SettleAsync();
        var restored = await world.HubCaseAsync();
        Assert.Equal((CaseStage.Screening, null), (restored.Stage, restored.ClosedAt));

        await world.SendAsync(new RejectOpportunities(advisor, [about.OpportunityId], RejectReason.NotForCities, null));
        await world.SettleAsync();
        await world.AdvanceToAsync(HubWorld.Monday.AddDays(100));
        await using var db = world.Db();
        Assert.Equal(WorkflowStatus.Finished, (await db.Instances.SingleAsync(i => i.Id == about.InstanceId, Token)).Status);
        Assert.Equal(0, await world.IncidentsAsync());
    }

    [Fact]
    public async Task Late_screening_is_told_once_a_day_however_much_waits()
    {
        await using var world = await ProcessWorld.StartAsync();
        await world.FoundAsync();
        await world.TakeAsync(ProcessWorld.Source, "second", ProcessWorld.Facts with { Title = "Another thing", Number = "OTHER-2" });
        await world.SettleAsync();
        await world.AdvanceToAsync(HubWorld.Monday.AddDays(2));
        await using var db = world.Db();
        Assert.Equal(0, await db.Mails.CountAsync(mail => mail.Kind == "overdue", Token));
        await world.AdvanceToAsync(HubWorld.Monday.AddDays(4));
        Assert.Equal(2, await db.Mails.CountAsync(mail => mail.Kind == "overdue", Token));
        Assert.Equal(CaseStage.Screening, (await world.HubCaseAsync()).Stage);
    }
}
