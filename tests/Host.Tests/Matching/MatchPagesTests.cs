using System.Net;
using Microsoft.AspNetCore.Hosting;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using StrongCities.Host.Tests.Pages;
using StrongCities.Hub.Matching;
using StrongCities.Hub.Opportunities;
using StrongCities.Hub.People;
using StrongCities.Hub.Persistence;
using Xunit;

namespace StrongCities.Host.Tests.Matching;

/// <summary>The pages of matching, in a host whose catalogue holds one opportunity.</summary>
public sealed class MatchPagesTests(MatchHost host) : IClassFixture<MatchHost>
{
    private static readonly string Matrix = $"/desk/opportunities/{MatchHost.Opportunity.Id}/matches";

    [Fact]
    public async Task A_coordinator_says_what_the_city_is_like_and_sees_it_again()
    {
        var browser = host.SignedIn(await host.NewPersonAsync(Roles.Coordinator, "tetovo"));
        var page = await browser.ReadAsync("/profile");
        Assert.Contains("MK", page, StringComparison.Ordinal);
        var saved = await browser.SendAsync("/profile", new Dictionary<string, string>
        {
            ["Input.Priorities"] = "youth", ["Input.Languages"] = "en", ["Input.Writers"] = "2", ["Input.Budget"] = "12.500.000", ["Input.BudgetCurrency"] = "MKD",
            ["Input.OwnContribution"] = "90000", ["Input.OwnCurrency"] = "EUR", ["Input.Registered"] = "PIC", ["Input.Until[PIC]"] = "2027-12-31", ["Input.Partners"] = "al, RS",
            ["Input.Networks"] = "NALAS", ["Input.LegalForm"] = "municipality",
        });
        Assert.Equal("/profile?saved=true", saved.Headers.Location?.OriginalString);
        var profile = await ProfileAsync("tetovo");
        Assert.Equal(
            new CityProfile
            {
                Priorities = ["youth"], Languages = ["en"], Writers = 2, Budget = new Money(12_500_000, "MKD"), OwnContribution = new Money(90_000, "EUR"),
                Registrations = [new Registration("PIC", new DateOnly(2027, 12, 31))], Partners = ["AL", "RS"], Networks = ["NALAS"], LegalForm = "municipality",
            },
            profile);
        Assert.Contains("value=\"12500000\"", await browser.ReadAsync("/profile"), StringComparison.Ordinal);

        var wrong = await (await browser.SendAsync("/profile", new Dictionary<string, string>
        {
            ["Input.Budget"] = "a lot", ["Input.Registered"] = "PIC", ["Input.Until[PIC]"] = "soon", ["Input.Partners"] = "Albania",
        })).TextAsync();
        Assert.Contains("Type a whole amount", wrong, StringComparison.Ordinal);
        Assert.Contains("value=\"a lot\"", wrong, StringComparison.Ordinal);
        Assert.Equal(profile, await ProfileAsync("tetovo"));
    }

    [Fact]
    public async Task What_is_not_for_the_city_is_said_seen_and_taken_back_on_its_page()
    {
        var browser = host.SignedIn(await host.NewPersonAsync(Roles.Coordinator, "strumica"));
        Dictionary<string, string> said = new() { ["Act"] = "teach", ["Not.Kind"] = "Theme", ["Not.Theme"] = "energy", ["Not.Reason"] = "Done <b>already</b>" };
        Assert.Equal(HttpStatusCode.Redirect, (await browser.SendAsync("/profile", said)).StatusCode);
        var page = await browser.ReadAsync("/profile");
        Assert.Contains("Done &lt;b&gt;already&lt;/b&gt;", page, StringComparison.Ordinal);
        Assert.Equal("energy", Assert.Single((await ProfileAsync("strumica")).Refusals).Value);
        said["Not.Theme"] = "";
        Assert.Contains("Choose a theme", await (await browser.SendAsync("/profile", said)).TextAsync(), StringComparison.Ordinal);
        var back = await browser.SendAsync("/profile", new Dictionary<string, string> { ["Act"] = "untaught", ["Not.Kind"] = "Theme", ["Not.Value"] = "energy" });
        Assert.Equal(HttpStatusCode.Redirect, back.StatusCode);
        Assert.Empty((await ProfileAsync("strumica")).Refusals);
    }

    [Fact]
    public async Task The_matrix_says_every_state_in_words_and_an_advisor_decides_otherwise_with_a_reason()
    {
        var advisor = host.SignedIn(await host.PersonAsync("advisor@example.org"));
        var city = await CityAsync("bitola");
        var page = await advisor.ReadAsync(Matrix);
        Assert.Contains("Bitola (MK)", page, StringComparison.Ordinal);
        Assert.Contains("<span class=\"visually-hidden\">Fits</span>", page, StringComparison.Ordinal);
        Assert.Contains("<span class=\"visually-hidden\">Not known</span>", page, StringComparison.Ordinal);
        Assert.DoesNotContain("Elbasan (AL)", await advisor.ReadAsync($"{Matrix}?show=Ask"), StringComparison.Ordinal);
        Assert.Contains("Elbasan (AL)", await advisor.ReadAsync($"{Matrix}?show=No"), StringComparison.Ordinal);

        var why = await advisor.ReadAsync($"{Matrix}?city={city}");
        Assert.Contains("Open to cities of this country (MK).", why, StringComparison.Ordinal);
        Assert.Contains("<meter", why, StringComparison.Ordinal);

        Dictionary<string, string> other = new() { ["City"] = city.ToString(), ["Overall"] = "No", ["Reason"] = "" };
        Assert.Equal(HttpStatusCode.OK, (await advisor.SendAsync($"{Matrix}?city={city}", other, Matrix)).StatusCode);
        Assert.Null(await StoredAsync(city));
        other["Reason"] = "They just changed the mayor.";
        Assert.Equal(HttpStatusCode.Redirect, (await advisor.SendAsync($"{Matrix}?city={city}", other, Matrix)).StatusCode);
        Assert.Equal(Overall.No, (await StoredAsync(city))!.Effective);
        Assert.Contains("They just changed the mayor.", await advisor.ReadAsync($"{Matrix}?city={city}"), StringComparison.Ordinal);
        Assert.Contains("Bitola (MK)", await advisor.ReadAsync($"{Matrix}?show=No"), StringComparison.Ordinal);
        other["Overall"] = "";
        Assert.Equal(HttpStatusCode.Redirect, (await advisor.SendAsync($"{Matrix}?city={city}", other, Matrix)).StatusCode);
        Assert.Null((await StoredAsync(city))?.Override);
    }

    [Fact]
    public async Task Nobody_but_the_hubs_advisors_sees_the_matrix()
    {
        foreach (var person in new[] { await host.NewPersonAsync(Roles.Coordinator), await host.NewPersonAsync(Roles.Operator, null), await host.PersonAsync("foreign-lead@example.org") })
        {
            Assert.Equal(HttpStatusCode.NotFound, (await host.SignedIn(person).GetAsync(Matrix)).StatusCode);
            Dictionary<string, string> other = new() { ["City"] = (await CityAsync("bitola")).ToString(), ["Overall"] = "No", ["Reason"] = "Because." };
            Assert.Equal(HttpStatusCode.NotFound, (await host.SignedIn(person).SendAsync("/", other, Matrix)).StatusCode);
        }

        var advisor = host.SignedIn(await host.PersonAsync("advisor@example.org"));
        Assert.Equal(HttpStatusCode.NotFound, (await advisor.GetAsync($"/desk/opportunities/{Guid.NewGuid()}/matches")).StatusCode);
        Dictionary<string, string> foreign = new() { ["City"] = host.ForeignCoordinator.CityId!.Value.ToString(), ["Overall"] = "No", ["Reason"] = "Because." };
        Assert.Equal(HttpStatusCode.NotFound, (await advisor.SendAsync("/mails", foreign, Matrix)).StatusCode);
    }

    [Fact]
    public async Task The_lead_sets_weights_that_add_up()
    {
        var lead = host.SignedIn(await host.PersonAsync("lead@example.org"));
        Assert.Contains("All weights together must be 100; they are 101.", await (await lead.SendAsync("/desk/matching", new Dictionary<string, string> { ["Typed[ThemeWeight]"] = "41" })).TextAsync(), StringComparison.Ordinal);
        Assert.Contains("Type a whole number", await (await lead.SendAsync("/desk/matching", new Dictionary<string, string> { ["Typed[PlanDays]"] = "many" })).TextAsync(), StringComparison.Ordinal);
        var saved = await lead.SendAsync("/desk/matching", new Dictionary<string, string> { ["Typed[ThemeWeight]"] = "35", ["Typed[TimeWeight]"] = "15" });
        Assert.Equal("/desk/matching?saved=true", saved.Headers.Location?.OriginalString);
        Assert.Contains("value=\"35\"", await host.SignedIn(await host.PersonAsync("advisor@example.org")).ReadAsync("/desk/matching"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("ar")]
    [InlineData("sr-Cyrl")]
    public async Task Reasons_are_in_the_readers_language(string language)
    {
        var advisor = host.SignedIn(await host.PersonAsync("advisor@example.org"));
        var page = await advisor.ReadAsync($"{Matrix}?city={await CityAsync("bitola")}&lang={language}");
        Assert.DoesNotContain("Open to cities", page, StringComparison.Ordinal);
        Assert.DoesNotContain("Match.", page, StringComparison.Ordinal);
    }

    private async Task<CityProfile> ProfileAsync(string key)
    {
        await using var db = host.Services.GetRequiredService<HubDbFactory>().Create(null);
        var city = await CityAsync(key);
        return (await db.CityProfiles.SingleAsync(profile => profile.CityId == city)).Profile;
    }

    private async Task<Guid> CityAsync(string key)
    {
        await using var db = host.Services.GetRequiredService<HubDbFactory>().Create(null);
        return (await db.Cities.SingleAsync(city => city.Key == key)).Id;
    }

    private async Task<Match?> StoredAsync(Guid city)
    {
        await using var db = host.Services.GetRequiredService<HubDbFactory>().Create(null);
        return await db.Matches.SingleOrDefaultAsync(match => match.CityId == city && match.Override != null);
    }
}

/// <summary>A host whose catalogue holds one opportunity of the sample hub.</summary>
public sealed class MatchHost : PageHost
{
    internal static MatchSubject Opportunity { get; } = new(
        Guid.Parse("00000000-0000-7000-8000-000000000007"),
        MatchSamples.Facts with { CloseDate = new DayDate("Closes", new DateOnly(2030, 6, 3)) },
        MatchSamples.Open with { Countries = ["MK"] });

    protected override void ConfigureWebHost(IWebHostBuilder builder)
    {
        base.ConfigureWebHost(builder);
        builder.ConfigureServices(services => services.AddSingleton<IMatchSubjects, OneSubject>());
    }

    private sealed class OneSubject : IMatchSubjects
    {
        public async Task<IReadOnlyList<MatchSubject>> AllAsync(HubDb db, Guid hubId, CancellationToken cancellation) =>
            await FindAsync(db, hubId, Opportunity.Id, cancellation) is { } subject ? [subject] : [];

        public async Task<MatchSubject?> FindAsync(HubDb db, Guid hubId, Guid opportunityId, CancellationToken cancellation) =>
            opportunityId == Opportunity.Id && await db.Hubs.AnyAsync(hub => hub.Id == hubId && hub.Key == "western-balkans", cancellation) ? Opportunity : null;
    }
}
