using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using StrongCities.Hub.Applications;
using StrongCities.Hub.Assistance;
using StrongCities.Hub.Awards;
using StrongCities.Hub.Awards.Publish;
using StrongCities.Hub.Cases;
using StrongCities.Hub.Mail;
using StrongCities.Hub.Opportunities;
using StrongCities.Hub.Opportunities.Process;
using StrongCities.Hub.SampleData;
using StrongCities.Hub.Tasks;
using Xunit;

namespace StrongCities.Host.Tests.Hub;

public sealed class SampleDataTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_first_start_has_cities_people_and_cases_on_their_way_and_a_second_adds_nothing()
    {
        await using var world = await HubWorld.StartEmptyAsync();
        Assert.True(await world.Services.GetRequiredService<PlantSampleData>().RunAsync(Token));
        Assert.False(await world.Services.GetRequiredService<PlantSampleData>().RunAsync(Token));
        await world.SettleAsync();

        await using var db = world.Db();
        Assert.InRange(await db.Cities.CountAsync(Token), 25, 100);
        Assert.All(await db.People.ToListAsync(Token), person => Assert.EndsWith("@example.org", person.Email, StringComparison.Ordinal));
        Assert.NotNull(await db.People.SingleOrDefaultAsync(person => person.Email == "ana.kumanovo@example.org", Token));
        var statuses = await db.Requests.Select(request => request.Status).ToListAsync(Token);
        Assert.Equal(
            [CaseStatus.Returned, CaseStatus.Triage, CaseStatus.Triage, CaseStatus.Scoping, CaseStatus.Approval, CaseStatus.Delivery, CaseStatus.Delivery, CaseStatus.Declined],
            statuses.Order());
        Assert.False(await db.Instances.AnyAsync(instance => instance.IncidentCount > 0, Token));

        var asked = await db.Cases.OfType<CityOpportunity>().ToListAsync(Token);
        Assert.Equal([CaseStage.Asked, CaseStage.Asked], asked.Select(about => about.Stage));
        Assert.Equal(2, await db.Mails.CountAsync(mail => mail.Kind == MailKind.Opportunity, Token));
        Assert.True(await db.Cases.OfType<OpportunityCase>().AnyAsync(about => about.Stage == CaseStage.Watching, Token));
    }

    [Fact]
    public async Task Two_awards_are_there_one_with_a_report_due_soon_and_one_that_everybody_may_read()
    {
        await using var world = await HubWorld.StartEmptyAsync();
        await world.Services.GetRequiredService<PlantSampleData>().RunAsync(Token);
        await world.SettleAsync();
        await using var db = world.Db();
        var awards = await db.Cases.OfType<Award>().OrderBy(award => award.EndsOn).ToListAsync(Token);
        Assert.Equal([CaseStage.AwardClosed, CaseStage.Implementing], awards.Select(award => award.Stage));
        var now = world.Clock.GetUtcNow();
        Assert.Single(await db.Obligations.Where(owed => owed.CaseId == awards[1].Id && owed.DueAt > now && owed.DueAt < now.AddDays(30)).ToListAsync(Token));
        var parts = await db.Instalments.Where(part => part.CaseId == awards[1].Id).ToListAsync(Token);
        Assert.Equal((3, 1), (parts.Count, parts.Count(part => part.PaidOn is not null)));
        var package = (await world.Services.GetRequiredService<PublicAwards>().ReadAsync(awards[0].HubId, Token))!;
        Assert.Equal("A square that is safe at night", (string?)Assert.Single(package["grants"]!.AsArray())!["title"]);

        // Nothing is asked any more about the applications that won.
        var applications = awards.Select(award => award.ApplicationId).ToList();
        Assert.All(await db.Cases.OfType<Application>().Where(about => applications.Contains(about.Id)).ToListAsync(Token), about => Assert.Equal(CaseStage.Awarded, about.Stage));
        Assert.False(await db.Tasks.AnyAsync(task => applications.Contains(task.CaseId) && task.State == TaskState.Open, Token));
        Assert.False(await db.Instances.AnyAsync(instance => instance.IncidentCount > 0, Token));
    }

    [Fact]
    public async Task Lists_put_urgent_requests_first_and_find_words()
    {
        await using var world = await HubWorld.StartEmptyAsync();
        await world.Services.GetRequiredService<PlantSampleData>().RunAsync(Token);
        var advisor = await world.ViewerAsync("advisor@example.org");
        var all = await world.SendAsync(new ListRequests(advisor));
        Assert.Equal((7, Lane.Urgent), (all.Total, all.Items[0].Lane));
        Assert.Equal(8, (await world.SendAsync(new ListRequests(advisor) { IncludeClosed = true })).Total);
        Assert.Equal("Tuzla", Assert.Single((await world.SendAsync(new ListRequests(advisor) { Search = "tuz" })).Items).CityName);
        Assert.Empty((await world.SendAsync(new ListRequests(advisor) { Search = "%" })).Items);
        var page = await world.SendAsync(new ListRequests(advisor) { PageSize = 2, Page = 2 });
        Assert.Equal(all.Items.Skip(2).Take(2).Select(line => line.Id), page.Items.Select(line => line.Id));
        Assert.Equal(CaseParty.City, (await world.SendAsync(new ListRequests(advisor) { Status = CaseStatus.Returned })).Items[0].Holder.Party);
        Assert.Equal(2, all.ByStatus[CaseStatus.Triage]);
    }
}
