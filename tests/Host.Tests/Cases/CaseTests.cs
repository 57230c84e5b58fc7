using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using StrongCities.Host.Tests.Hub;
using StrongCities.Hub.Cases;
using StrongCities.Hub.Mail;
using StrongCities.Hub.Mail.Inbound;
using StrongCities.Hub.Opportunities;
using StrongCities.Hub.Persistence;
using StrongCities.Hub.Record;
using StrongCities.Hub.SampleData;
using StrongCities.Hub.Tasks;
using StrongCities.Runtime.Persistence;
using Xunit;
using static StrongCities.Host.Tests.Cases.CaseWorld;

namespace StrongCities.Host.Tests.Cases;

/// <summary>What a support request has, cases of other kinds have too.</summary>
public sealed class CaseTests
{
    private static readonly Dictionary<string, string> NoFields = [];

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_case_of_the_hub_is_decided_from_its_mail()
    {
        await using var world = await StartAsync();
        var opened = (await OpenAtHubAsync(world.Services))!;
        await world.SettleAsync();
        Assert.Equal("WB-O-2026-0001", opened.Number);
        var mail = await world.NewestMailAsync(Advisor);
        foreach (var told in new[] { Title, "Interreg", "EUR 250,000", "EUR 37,500.50", "5 December 2026", "The town floods." })
        {
            Assert.Contains(told, mail, StringComparison.Ordinal);
        }

        Assert.DoesNotContain("City:", mail, StringComparison.Ordinal);
        var subject = await SubjectAsync(world, Advisor);
        Assert.StartsWith("[WB-O-2026-0001] ", subject, StringComparison.Ordinal);
        Assert.Contains(Title, subject, StringComparison.Ordinal);

        await DecideByLinkAsync(world, Advisor, "Approve");
        await ShowsAllAsync(world, opened, Advisor);
    }

    [Fact]
    public async Task A_city_decides_on_an_opportunity_from_its_mail()
    {
        await using var world = await StartAsync();
        var parent = Assert.IsType<OpportunityCase>(await OpenAtHubAsync(world.Services));
        var opened = await OpenOfCityAsync(world.Services, parent: parent);
        await world.SettleAsync();
        Assert.Equal("WB-I-2026-0001", opened.Number);
        var coordinator = SamplePeople.CoordinatorOf("kumanovo");
        var mail = await world.NewestMailAsync(coordinator);
        Assert.Contains(Title, mail, StringComparison.Ordinal);
        Assert.Contains("Interreg", mail, StringComparison.Ordinal);

        await DecideByLinkAsync(world, coordinator, "Approve");
        await ShowsAllAsync(world, opened, Lead);
        var page = await world.SendAsync(new GetCityOpportunity(await world.CoordinatorAsync(), opened.Id));
        Assert.Equal(["Event.Asked", "Event.Decided"], page!.Timeline.Select(line => line.Key));
        Assert.Empty(page.MyTasks);
    }

    [Fact]
    public async Task Nobody_else_sees_it()
    {
        await using var world = await StartAsync();
        await world.PlantOtherHubAsync();
        var ofHub = (await OpenAtHubAsync(world.Services))!;
        var ofCity = await OpenOfCityAsync(world.Services);
        await world.SettleAsync();
        var lead = await world.ViewerAsync(Lead);
        var other = await world.ViewerAsync("lead@baltic.example.org");
        foreach (var hidden in new[] { ofHub, ofCity })
        {
            Assert.NotNull(await world.SendAsync(new GetCase(lead, hidden.Id)));
            Assert.Null(await world.SendAsync(new GetCase(other, hidden.Id)));
        }

        Assert.NotNull(await world.SendAsync(new GetCityOpportunity(await world.CoordinatorAsync(), ofCity.Id)));
        foreach (var viewer in new[] { await world.CoordinatorAsync("tuzla"), await world.ViewerAsync("coordinator@baltic.example.org"), other })
        {
            Assert.Null(await world.SendAsync(new GetCityOpportunity(viewer, ofCity.Id)));
            await using var db = world.Db(viewer);
            Assert.False(await db.Cases.AnyAsync(Token) || await db.Tasks.AnyAsync(Token) || await db.CaseEvents.AnyAsync(Token) || await db.SeenInstances.AnyAsync(Token));
        }

        var coordinator = await world.CoordinatorAsync();
        Assert.Null(await world.SendAsync(new GetCityOpportunity(coordinator, ofHub.Id)));
        await using (var db = world.Db(coordinator))
        {
            Assert.Equal([ofCity.Id], await db.Cases.Select(about => about.Id).ToListAsync(Token));
            Assert.Equal([ofCity.Id], await db.Tasks.Select(task => task.CaseId).ToListAsync(Token));
        }

        await using (var db = world.Db(lead))
        {
            Assert.Equal(2, await db.SeenInstances.CountAsync(Token));
        }
    }

    [Fact]
    public async Task Whoever_steps_aside_sees_it_no_more_and_the_next_is_asked()
    {
        await using var world = await StartAsync();
        var opened = (await OpenAtHubAsync(world.Services))!;
        await world.SettleAsync();
        var advisor = await world.ViewerAsync(Advisor);
        await using (var db = world.Db())
        {
            await db.Cases.Where(about => about.Id == opened.Id).ExecuteUpdateAsync(set => set.SetProperty(about => about.AdvisorId, advisor.PersonId), Token);
        }

        var token = await world.NewestTokenAsync(Advisor);
        Assert.IsType<SteppedAside>(await world.SendAsync(new StepAside(new ByGrant(token[..12]), "My brother's firm.")));
        Assert.Null(await world.SendAsync(new GetCase(advisor, opened.Id)));
        Assert.IsType<TaskSteppedAside>(await world.SendAsync(new OpenTask(new ByGrant(token[..12]))));
        await using (var db = world.Db(advisor))
        {
            Assert.False(await db.Cases.AnyAsync(Token) || await db.Tasks.AnyAsync(Token) || await db.Mails.AnyAsync(mail => mail.CaseId != null, Token) || await db.SeenInstances.AnyAsync(Token));
        }

        await world.SettleAsync();
        await DecideByLinkAsync(world, SecondAdvisor, "Approve");
    }

    [Fact]
    public async Task Deadlines_of_the_hubs_own_case_count_in_its_calendar()
    {
        await using var world = await StartAsync();
        var opened = (await OpenAtHubAsync(world.Services))!;
        await world.AdvanceAsync(TimeSpan.FromDays(5));
        Assert.Contains("reminder", await world.MailsAsync(opened.Id));
        Assert.Contains("overdue", await world.MailsAsync(opened.Id));
        Assert.Contains(Title, await world.NewestMailAsync(Lead), StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_a_process_asks_of_a_city_in_the_hubs_own_case_its_leads_are_asked()
    {
        await using var world = await StartAsync();
        var opened = (await OpenAtHubAsync(world.Services, process: CityProcess))!;
        await world.SettleAsync();
        var (page, _) = await world.OpenTaskAsync(opened.Id);
        Assert.Equal((Lead, CaseParty.Hub), (page.Actor.Email, page.Task.Asks));
        var found = (await world.SendAsync(new GetCase(await world.ViewerAsync(Lead), opened.Id)))!;
        Assert.Equal(CaseParty.Hub, found.Holder.Party);
        await DecideByLinkAsync(world, Lead, "Approve");
    }

    [Fact]
    public async Task A_reply_decides_and_a_word_that_decides_nothing_is_a_note()
    {
        await using var world = await StartAsync();
        var opened = await OpenOfCityAsync(world.Services);
        await world.SettleAsync();
        var coordinator = SamplePeople.CoordinatorOf("kumanovo");
        Assert.Equal("Noted", (await ReplyAsync(world, coordinator, "We think about it.")).Reason);
        await world.SettleAsync();
        Assert.Contains("We think about it.", await world.NewestMailAsync(Advisor), StringComparison.Ordinal);
        await using (var db = world.Db())
        {
            var note = await db.CaseEvents.SingleAsync(line => line.CaseId == opened.Id && line.Key == "Event.Reply", Token);
            Assert.Contains("We think about it.", note.Values[^1], StringComparison.Ordinal);
        }

        Assert.Equal("Decided", (await ReplyAsync(world, coordinator, "Approve", first: true)).Reason);
    }

    [Fact]
    public async Task What_was_told_meanwhile_makes_the_page_stale()
    {
        await using var world = await StartAsync();
        var opened = (await OpenAtHubAsync(world.Services))!;
        await world.SettleAsync();
        var (page, access) = await world.OpenTaskAsync(opened.Id);
        await world.Services.GetRequiredService<CommitQueue>().CommitAsync(
            async (unit, stop) =>
            {
                var about = await unit.Hub().Cases.OfType<OpportunityCase>().SingleAsync(c => c.Id == opened.Id, stop);
                about.Brief = about.Brief with { ClosesAt = about.Brief.ClosesAt!.Value.AddDays(-7) };
                return UnitResult.Keep(true);
            },
            Token);
        Assert.IsType<TaskPageStale>(await world.SendAsync(new DecideTask(access, "Approve", null, NoFields, page.Task.Version, page.Digest)));
        var (now, _) = await world.OpenTaskAsync(opened.Id);
        Assert.IsType<TaskDecided>(await world.SendAsync(new DecideTask(access, "Approve", null, NoFields, now.Task.Version, now.Digest)));
    }

    [Fact]
    public async Task Each_kind_has_a_series_of_its_own_and_a_refusal_leaves_no_gap()
    {
        await using var world = await StartAsync();
        var request = await world.SubmitAsync();
        Assert.Equal("WB-O-2026-0001", (await OpenAtHubAsync(world.Services))!.Number);
        Assert.Null(await OpenAtHubAsync(world.Services, refuse: true));
        Assert.Equal("WB-O-2026-0002", (await OpenAtHubAsync(world.Services))!.Number);
        Assert.Equal("WB-2026-0001", (await world.RequestAsync(request)).Number);
        await using var db = world.Db();
        Assert.Equal(3, await db.Cases.CountAsync(Token));
        Assert.Equal(3, await db.Instances.CountAsync(Token));
        Assert.Equal(1, await db.Requests.CountAsync(Token));
    }

    [Fact]
    public async Task An_opportunity_has_one_case_at_the_hub()
    {
        await using var world = await StartAsync();
        var opportunity = Guid.NewGuid();
        Assert.NotNull(await OpenAtHubAsync(world.Services, opportunity));
        await Assert.ThrowsAsync<DbUpdateException>(() => OpenAtHubAsync(world.Services, opportunity));
        await using var db = world.Db();
        Assert.Equal((1, 1), (await db.Cases.CountAsync(Token), await db.Instances.CountAsync(Token)));
    }

    private static async Task<string> SubjectAsync(HubWorld world, string to)
    {
        await using var db = world.Db();
        return await db.Mails.Where(mail => mail.ToEmail == to).OrderByDescending(mail => mail.Id).Select(mail => mail.Subject).FirstAsync(Token);
    }

    private static async Task<MailboxReplied> ReplyAsync(HubWorld world, string from, string text, bool first = false)
    {
        await using var db = world.Db();
        var mails = db.Mailbox.Where(mail => mail.To == from);
        var id = await (first ? mails.OrderBy(mail => mail.Id) : mails.OrderByDescending(mail => mail.Id)).Select(mail => mail.Id).FirstAsync(Token);
        return (await world.SendAsync(new ReplyFromMailbox(id, text)))!;
    }

    private static async Task DecideByLinkAsync(HubWorld world, string who, string option)
    {
        var token = await world.NewestTokenAsync(who);
        var grant = new ByGrant(Assert.IsType<GrantProven>(await world.SendAsync(new ProveGrant(token))).PublicId);
        var page = Assert.IsType<TaskPage>(await world.SendAsync(new OpenTask(grant)));
        Assert.Equal(Title, page.Case.Title);
        Assert.IsType<TaskDecided>(await world.SendAsync(new DecideTask(grant, option, null, NoFields, page.Task.Version, page.Digest)));
        Assert.Equal("", Assert.IsType<TaskPage>(await world.SendAsync(new OpenTask(grant))).Case.Title);
    }

    // Everything that hangs on a case: its end, tasks, mails, timeline, record.
    private static async Task ShowsAllAsync(HubWorld world, Case opened, string staff)
    {
        var found = (await world.SendAsync(new GetCase(await world.ViewerAsync(staff), opened.Id)))!;
        Assert.Equal((opened.Number, Title), (found.Case.Number, found.Case.Title));
        Assert.Equal(["Event.Asked", "Event.Decided"], found.Timeline.Select(line => line.Key));
        Assert.Equal("Approve", Assert.Single(found.Tasks).Decision!.Option);
        Assert.NotEmpty(found.Mails);
        Assert.Equal(1, found.Record.Rows);
        Assert.Empty(found.Record.Findings);
        Assert.Empty((await world.SendAsync(new VerifyRecord([]))).Findings);
        await using var db = world.Db();
        Assert.Equal("Finished", await db.Instances.Where(row => row.Id == opened.InstanceId).Select(row => row.Status.ToString()).SingleAsync(Token));
    }
}
