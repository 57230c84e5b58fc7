using Microsoft.EntityFrameworkCore;
using StrongCities.Host.Tests.Hub;
using StrongCities.Hub.Opportunities;
using StrongCities.Hub.Opportunities.Search;
using Xunit;
using static StrongCities.Host.Tests.Opportunities.CatalogueWorld;

namespace StrongCities.Host.Tests.Opportunities;

public sealed class TakeFoundTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task What_a_source_says_again_writes_nothing_and_what_it_says_otherwise_is_told_field_by_field()
    {
        await using var world = await HubWorld.StartAsync();
        var facts = Facts("Safer streets", "ABC-2026-01");
        Assert.Equal(TakeOutcome.New, await world.TakeAsync("eu", "1", facts));
        var before = await world.PageAsync("eu", "1");
        world.Clock.Advance(TimeSpan.FromHours(1));
        Assert.Equal(TakeOutcome.Same, await world.TakeAsync("eu", "1", facts));
        Assert.Equivalent(before.Opportunity, (await world.PageAsync("eu", "1")).Opportunity);
        Assert.Equal(TakeOutcome.Changed, await world.TakeAsync("eu", "1", facts with { CloseDate = new DayDate("Deadline", new DateOnly(2026, 12, 1), null, "Europe/Brussels"), Funding = new() { Max = new Money(5, "EUR") } }));

        var page = await world.PageAsync("eu", "1");
        Assert.Equal((2, world.Clock.GetUtcNow()), (page.Opportunity.Version, page.Opportunity.ChangedAt));
        Assert.Equal(new DateTimeOffset(2026, 12, 1, 22, 59, 0, TimeSpan.Zero), page.Opportunity.ClosesAt);
        Assert.Equal(["Funding.Max", "CloseDate"], page.Changes.Select(change => change.Field));
        Assert.All(page.Changes, change => Assert.Equal(("eu", world.Clock.GetUtcNow()), (change.SourceKey, change.At)));
        Assert.Equal("EUR", page.Opportunity.Currency);
    }

    [Theory]
    // Number and title; number and funder; address and title; title, funder and close date.
    [InlineData("Safer streets", "abc 2026 01", "2026-11-05", "Commission", null)]
    [InlineData("Streets that are safer", "ABC-2026-01", "2026-11-05", "European Commission", null)]
    [InlineData("SAFER STREETS!", null, null, null, "http://www.example.org/calls/7/?utm_source=mail#top")]
    [InlineData("Safér streets", null, "2026-11-05", "european commission", null)]
    public async Task Another_source_with_the_same_opportunity_is_one_more_record(string title, string? number, string? closes, string? funder, string? address)
    {
        await using var world = await HubWorld.StartAsync();
        await world.TakeAsync("eu", "1", Facts("Safer streets", "ABC-2026-01", address: "https://example.org/calls/7"));
        var other = Facts(title, number, closes, funder, address);
        Assert.Equal(TakeOutcome.Duplicate, await world.TakeAsync("mail", "x", other));
        Assert.Equal(TakeOutcome.Same, await world.TakeAsync("mail", "x", other));
        var page = await world.PageAsync("mail", "x");
        Assert.Equal(["eu", "mail"], page.Records.Select(record => record.SourceKey));
        Assert.Equal(("Safer streets", 1), (page.Opportunity.Title, page.Opportunity.Version));
        Assert.Empty(page.Alike);
    }

    [Theory]
    // Another deadline; another number; the number alone with the address.
    [InlineData("Safer streets", "ABC-2026-01", "2027-11-05", "European Commission", null, Likeness.Number)]
    [InlineData("Safer streets", "ABC-2027-01", "2026-11-05", "European Commission", null, Likeness.Title)]
    [InlineData("Something else", null, "2026-11-05", "Another", "https://example.org/calls/7", Likeness.Address)]
    public async Task What_only_looks_the_same_stays_apart_and_an_advisor_decides(string title, string? number, string? closes, string? funder, string? address, Likeness why)
    {
        await using var world = await HubWorld.StartAsync();
        await world.TakeAsync("eu", "1", Facts("Safer streets", "ABC-2026-01", address: "https://example.org/calls/7"));
        Assert.Equal(TakeOutcome.New, await world.TakeAsync("mail", "x", Facts(title, number, closes, funder, address)));
        var alike = Assert.Single((await world.PageAsync("mail", "x")).Alike);
        Assert.Equal((why, "Safer streets"), (alike.Why, alike.Title));

        var advisor = await world.ViewerAsync("advisor@example.org");
        Assert.Equal(ScreenResult.Done, await world.SendAsync(new SettleLikeness(advisor, alike.LikenessId, IsOne: true)));
        Assert.Equal(ScreenResult.NotFound, await world.SendAsync(new SettleLikeness(advisor, alike.LikenessId, IsOne: true)));
        var page = await world.PageAsync("mail", "x");
        Assert.Equal(("Safer streets", 2), (page.Opportunity.Title, page.Records.Count));
        Assert.Equal(1, (await world.FindAsync(new OpportunityFilter())).Total);
    }

    [Fact]
    public async Task Nothing_in_common_but_a_title_or_a_whole_site_is_nothing()
    {
        await using var world = await HubWorld.StartAsync();
        await world.TakeAsync("eu", "1", Facts("Rail", "CEF-T-2026-RAIL", "2026-10-06", "European Commission", "https://example.org/"));
        Assert.Equal(TakeOutcome.New, await world.TakeAsync("us", "1", Facts("Rail", "DOT-55", "2027-01-01", "Transport", "https://example.org/")));
        Assert.Equal(TakeOutcome.New, await world.TakeAsync("us", "2", Facts("Road", null, null, null, "https://example.org/")));
        Assert.Empty((await world.PageAsync("us", "1")).Alike);
        Assert.Empty((await world.PageAsync("us", "2")).Alike);
    }

    [Fact]
    public async Task A_source_knows_its_own_records_only_what_says_exactly_the_same_is_one()
    {
        await using var world = await HubWorld.StartAsync();
        var round = Facts("Business plan", "KIC-2026", "2026-09-16");
        await world.TakeAsync("eu", "1", round);
        Assert.Equal(TakeOutcome.Duplicate, await world.TakeAsync("eu", "2", round));
        Assert.Equal(TakeOutcome.New, await world.TakeAsync("eu", "3", Facts("Business plan", "KIC-2026", "2026-10-16")));
        Assert.Equal(TakeOutcome.New, await world.TakeAsync("eu", "4", round with { Description = "Another round." }));
        Assert.Empty((await world.PageAsync("eu", "3")).Alike);
        Assert.Single((await world.PageAsync("eu", "4")).Alike);
    }

    [Fact]
    public async Task What_vanished_is_closed_and_kept_until_it_is_back()
    {
        await using var world = await HubWorld.StartAsync();
        var facts = Facts("Safer streets", "ABC-2026-01");
        await world.TakeAsync("eu", "1", facts);
        await world.TakeAsync("eu", "2", Facts("Other", "ABC-2026-02"));
        Assert.Equal(1, await world.VanishAsync("eu", "2"));
        Assert.Equal(0, await world.VanishAsync("eu", "2"));
        var gone = await world.PageAsync("eu", "1");
        Assert.Equal((OpportunityStatus.Closed, world.Clock.GetUtcNow()), (gone.Standing, gone.Opportunity.GoneAt));
        Assert.Equal(OpportunityChange.Listed, Assert.Single(gone.Changes).Field);
        Assert.Equal(["ABC-2026-02"], await world.NumbersAsync(new OpportunityFilter { Standing = [OpportunityStatus.Open] }));

        Assert.Equal(TakeOutcome.Changed, await world.TakeAsync("eu", "1", facts));
        Assert.Equal(OpportunityStatus.Open, (await world.PageAsync("eu", "1")).Standing);
        Assert.Equal(TakeOutcome.Same, await world.TakeAsync("eu", "1", facts));
    }

    [Fact]
    public async Task When_the_leading_record_vanishes_the_next_one_speaks()
    {
        await using var world = await HubWorld.StartAsync();
        var facts = Facts("Safer streets", "ABC-2026-01");
        await world.TakeAsync("eu", "1", facts);
        await world.TakeAsync("mail", "x", facts with { Description = "From a mail." });
        Assert.Equal(1, await world.VanishAsync("eu"));
        var page = await world.PageAsync("mail", "x");
        Assert.Equal(("From a mail.", OpportunityStatus.Open), (page.Opportunity.Facts.Description, page.Standing));
        Assert.Equal("Description", Assert.Single(page.Changes).Field);
        Assert.Equal("mail", page.Records[0].SourceKey);
        Assert.Equal(TakeOutcome.Duplicate, await world.TakeAsync("eu", "1", facts));
        Assert.Equal("From a mail.", (await world.PageAsync("eu", "1")).Opportunity.Facts.Description);
    }

    [Fact]
    public async Task Screening_is_told_guards_against_overlap_and_can_be_taken_back()
    {
        await using var world = await HubWorld.StartAsync();
        await world.TakeAsync("eu", "1", Facts("Safer streets", "ABC-2026-01"));
        await world.TakeAsync("eu", "2", Facts("Other", "ABC-2026-02"));
        var advisor = await world.ViewerAsync("advisor@example.org");
        var (first, second) = (await world.PageAsync("eu", "1"), await world.PageAsync("eu", "2"));
        Eligibility found = new() { Countries = ["MK"], Themes = ["prevention"] };
        Assert.Equal(ScreenResult.Done, await world.SendAsync(new SetEligibility(advisor, first.Opportunity.Id, found, 1)));
        Assert.Equal(ScreenResult.Overlap, await world.SendAsync(new SetEligibility(advisor, first.Opportunity.Id, found, 1)));
        Assert.Equal(ScreenResult.NotFound, await world.SendAsync(new SetEligibility(await world.CoordinatorAsync(), first.Opportunity.Id, found, 2)));
        Assert.Equal(found, (await world.PageAsync("eu", "1")).Opportunity.Eligibility);

        Assert.Equal(2, await world.SendAsync(new RejectOpportunities(advisor, [first.Opportunity.Id, second.Opportunity.Id, Guid.NewGuid()], RejectReason.TooLate, " Next year. ")));
        Assert.Equal(0, await world.SendAsync(new RejectOpportunities(advisor, [first.Opportunity.Id], RejectReason.Other, null)));
        Assert.Empty(await world.NumbersAsync(new OpportunityFilter()));
        Assert.Equal(2, (await world.FindAsync(new OpportunityFilter { State = ScreeningState.Rejected })).Total);
        Assert.Equal(0, (await world.FindAsync(new OpportunityFilter { State = ScreeningState.Rejected }, await world.CoordinatorAsync())).Total);
        Assert.Null(await world.SendAsync(new GetOpportunity(await world.CoordinatorAsync(), first.Opportunity.Id)));

        Assert.Equal(ScreenResult.Done, await world.SendAsync(new RestoreOpportunity(advisor, first.Opportunity.Id)));
        var restored = await world.PageAsync("eu", "1");
        Assert.Equal(ScreeningState.Screened, restored.Opportunity.State);
        Assert.All(restored.Changes, change => Assert.Equal(advisor.PersonId, change.ById));
        Assert.NotNull(await world.SendAsync(new GetOpportunity(await world.CoordinatorAsync(), first.Opportunity.Id)));
    }

    [Fact]
    public async Task An_advisor_enters_one_by_hand_once()
    {
        await using var world = await HubWorld.StartAsync();
        var advisor = await world.ViewerAsync("advisor@example.org");
        var entered = Assert.IsType<Entered>(await world.SendAsync(new EnterOpportunity(advisor, "form-1", Facts("By hand"))));
        Assert.Equal(new Entered(entered.Id, TakeOutcome.Same), await world.SendAsync(new EnterOpportunity(advisor, "form-1", Facts("By hand"))));
        Assert.IsType<EnterInvalid>(await world.SendAsync(new EnterOpportunity(advisor, "form-2", Facts(" "))));
        Assert.IsType<EnterNotFound>(await world.SendAsync(new EnterOpportunity(await world.CoordinatorAsync(), "form-3", Facts("By a city"))));
        await using var db = world.Db();
        Assert.Equal(1, await db.Opportunities.CountAsync(Token));
    }
}
