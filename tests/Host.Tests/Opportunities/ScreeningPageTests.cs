using System.Net;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using StrongCities.Host.Tests.Pages;
using StrongCities.Hub.Matching;
using StrongCities.Hub.Opportunities;
using StrongCities.Hub.People;
using StrongCities.Hub.Persistence;
using Xunit;

namespace StrongCities.Host.Tests.Opportunities;

/// <summary>Screening, confirming and what a city sees of it, by the pages and without JavaScript.</summary>
[Collection(PageTests.Name)]
public sealed class ScreeningPageTests(PageHost host)
{
    private const string Queue = "/desk/screening";

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Many_are_rejected_at_once_with_a_reason_and_that_is_undone()
    {
        var desk = host.SignedIn(await host.PersonAsync("advisor@example.org"));
        var (one, two) = (await EnterAsync("Bulk one <b>"), await EnterAsync("Bulk two"));
        Dictionary<string, string> chosen = new() { ["ids[0]"] = one.ToString(), ["ids[1]"] = two.ToString(), ["act"] = "choose" };
        var ask = await (await desk.SendAsync(Queue, chosen)).TextAsync();
        Assert.Contains("Reject these? Number: 2", ask, StringComparison.Ordinal);
        Assert.Contains("Bulk one &lt;b&gt;", ask, StringComparison.Ordinal);
        Assert.Equal(ScreeningState.New, (await StoredAsync(one)).State);

        chosen["act"] = "reject";
        Assert.Equal(HttpStatusCode.OK, (await desk.SendAsync(Queue, chosen)).StatusCode);
        Assert.Equal(ScreeningState.New, (await StoredAsync(one)).State);
        (chosen["reason"], chosen["note"]) = (nameof(RejectReason.OtherTheme), "Not this year");
        var gone = (await desk.SendAsync(Queue, chosen)).Headers.Location!.ToString();
        var stored = await StoredAsync(two);
        Assert.Equal((ScreeningState.Rejected, RejectReason.OtherTheme, "Not this year"), (stored.State, stored.RejectReason!.Value, stored.RejectNote));
        var page = await desk.ReadAsync(gone);
        Assert.Contains("Rejected: 2.", page, StringComparison.Ordinal);
        Assert.DoesNotContain("Bulk two", page, StringComparison.Ordinal);

        chosen["act"] = "undo";
        Assert.Equal($"{Queue}?restored=2", (await desk.SendAsync(Queue, chosen)).Headers.Location!.ToString());
        Assert.Equal(ScreeningState.New, (await StoredAsync(one)).State);
        Assert.Contains("Choose at least one", await (await desk.SendAsync(Queue, new Dictionary<string, string> { ["act"] = "choose" })).TextAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_looks_hopeless_is_suggested_and_never_rejected_by_itself()
    {
        var desk = host.SignedIn(await host.PersonAsync("advisor@example.org"));
        var now = host.Services.GetRequiredService<TimeProvider>().GetUtcNow();
        var soon = await EnterAsync("Closes tomorrow", facts => facts with { CloseDate = new DayDate("Deadline", DateOnly.FromDateTime(now.UtcDateTime.AddDays(1))) });
        var schools = await EnterAsync("For schools", facts => facts with { ApplicantTypes = ["higher_education_public"] });
        var queue = (await host.SendAsync(new ListScreening(Viewer.Of(await host.PersonAsync("advisor@example.org"))) { Only = [soon, schools] }))!;
        Assert.Equal([RejectReason.TooLate, RejectReason.NotForCities], queue.Items.Select(line => line.Hopeless!.Value));
        Assert.Matches($"id=\"pick_{soon}\"[^>]*checked", await desk.ReadAsync($"{Queue}?suggest=true"));
        Assert.DoesNotMatch($"id=\"pick_{soon}\"[^>]*checked", await desk.ReadAsync(Queue));
        Assert.Equal(ScreeningState.New, (await StoredAsync(soon)).State);
        await desk.SendAsync(Queue, new Dictionary<string, string> { ["act"] = "reject", ["ids[0]"] = soon.ToString(), ["reason"] = "TooLate" });
    }

    [Fact]
    public async Task Two_that_are_alike_are_marked_and_settled_in_the_queue()
    {
        var desk = host.SignedIn(await host.PersonAsync("advisor@example.org"));
        // Near enough to stand on the first page of the queue.
        var soon = new DayDate("Deadline", DateOnly.FromDateTime(host.Services.GetRequiredService<TimeProvider>().GetUtcNow().UtcDateTime).AddDays(9));
        OpportunityFacts taken = null!;
        var first = await EnterAsync("Alike", facts => taken = facts with { CloseDate = soon });
        var second = await EnterAsync("Alike", _ => taken with { Description = "Told otherwise." });
        if (first == second)
        {
            Assert.Fail("The catalogue took both for one; nothing is left to settle.");
        }

        var page = await desk.ReadAsync(Queue);
        var likeness = System.Text.RegularExpressions.Regex.Match(page, "name=\"other\" value=\"([0-9a-f-]{36})\"").Groups[1].Value;
        Assert.NotEmpty(likeness);
        Assert.Equal(Queue, (await desk.SendAsync(Queue, new Dictionary<string, string> { ["other"] = likeness })).Headers.Location!.ToString());
        Assert.DoesNotContain(likeness, await desk.ReadAsync(Queue), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_form_keeps_what_is_typed_tells_what_is_wrong_and_stores_all_of_it()
    {
        var desk = host.SignedIn(await host.PersonAsync("advisor@example.org"));
        var id = await EnterAsync("To be screened");
        var path = $"/desk/opportunities/{id}/screen";
        Dictionary<string, string> typed = new()
        {
            ["act"] = "save", ["Input.Countries[0]"] = "MK", ["Input.Excluded[0]"] = "MK", ["Input.MoreCountries"] = "Croatia", ["Input.CoFinancing"] = "a lot", ["Input.MaxPerCity"] = "0",
            ["Input.NoRegistration"] = "true", ["Input.Registrations[0]"] = "PIC",
        };
        var wrong = await (await desk.SendAsync(path, typed)).TextAsync();
        Assert.Contains("no country code", wrong, StringComparison.Ordinal);
        Assert.Contains("value=\"a lot\"", wrong, StringComparison.Ordinal);
        Assert.Contains("not both", wrong, StringComparison.Ordinal);
        Assert.Null((await StoredAsync(id)).Eligibility);

        typed = new()
        {
            ["act"] = "save", ["Input.Countries[0]"] = "MK", ["Input.MoreCountries"] = "hr, BG", ["Input.Uncertain[0]"] = "XK", ["Input.Excluded[0]"] = "RS", ["Input.CityRole"] = "Lead",
            ["Input.CoFinancing"] = "12,5", ["Input.Payment"] = "Advance", ["Input.MinPopulation"] = "10000", ["Input.MaxPopulation"] = "200000", ["Input.Partners"] = "2",
            ["Input.PartnerCountries"] = "1", ["Input.Stages"] = "2", ["Input.Languages[0]"] = "en", ["Input.NoRegistration"] = "true", ["Input.PreNotification"] = "False",
            ["Input.MaxPerCity"] = "1", ["Input.Themes[0]"] = "youth", ["Input.Note"] = "Read annex 3.",
        };
        Assert.Equal($"/desk/opportunities/{id}/matches", (await desk.SendAsync(path, typed)).Headers.Location!.ToString());
        Assert.Equal(
            new Eligibility
            {
                Countries = ["MK", "HR", "BG"], UncertainCountries = ["XK"], ExcludedCountries = ["RS"], CityRole = CityRole.Lead, CoFinancingRate = 0.125m, Payment = PaymentModel.Advance,
                MinPopulation = 10_000, MaxPopulation = 200_000, PartnersMin = 2, PartnerCountriesMin = 1, Stages = 2, Languages = ["en"], NoRegistration = true, PreNotification = false,
                MaxPerCity = 1, Themes = ["youth"], Note = "Read annex 3.",
            },
            (await StoredAsync(id)).Eligibility);
        var again = await desk.ReadAsync(path);
        Assert.Contains("value=\"HR, BG\"", again, StringComparison.Ordinal);
        Assert.Contains("value=\"12.5\"", again, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Whoever_comes_second_sees_what_the_first_stored_and_loses_nothing()
    {
        var desk = host.SignedIn(await host.PersonAsync("advisor@example.org"));
        var id = await EnterAsync("Two advisors");
        var path = $"/desk/opportunities/{id}/screen";
        var seen = (await desk.FieldsAsync(path))["version"];
        await desk.SendAsync(path, new Dictionary<string, string> { ["act"] = "save", ["Input.Note"] = "The first one’s note" });
        var second = await (await desk.SendAsync(path, new Dictionary<string, string> { ["act"] = "save", ["version"] = seen, ["Input.Note"] = "My own note" })).TextAsync();
        Assert.Contains("Somebody else changed this meanwhile", second, StringComparison.Ordinal);
        Assert.Contains("My own note", second, StringComparison.Ordinal);
        Assert.Contains("The first one", second, StringComparison.Ordinal);
        Assert.Equal("The first one’s note", (await StoredAsync(id)).Eligibility!.Note);
        await desk.SendAsync(path, new Dictionary<string, string> { ["act"] = "save", ["Input.Note"] = "My own note" });
        Assert.Equal("My own note", (await StoredAsync(id)).Eligibility!.Note);
    }

    [Fact]
    public async Task Saving_leads_on_to_the_next_one_of_the_queue()
    {
        var desk = host.SignedIn(await host.PersonAsync("advisor@example.org"));
        var (first, _) = (await EnterAsync("Goes on"), await EnterAsync("Waits"));
        var next = (await desk.SendAsync($"/desk/opportunities/{first}/screen", new Dictionary<string, string> { ["act"] = "next" })).Headers.Location!.ToString();
        Assert.Matches("^/desk/opportunities/[0-9a-f-]{36}/screen\\?saved=true$", next);
        Assert.DoesNotContain(first.ToString(), next, StringComparison.Ordinal);
        Assert.Equal(ScreeningState.New, (await StoredAsync(Guid.Parse(next.Split('/')[3]))).State);
    }

    [Fact]
    public async Task Only_the_lead_agrees_to_the_fast_lane()
    {
        var id = await EnterAsync("Little time");
        var path = $"/desk/opportunities/{id}/screen";
        var agree = new Dictionary<string, string> { ["act"] = "consent" };
        Assert.Equal(HttpStatusCode.NotFound, (await host.SignedIn(await host.NewPersonAsync(Roles.Advisor, null)).SendAsync(path, agree)).StatusCode);
        Assert.False((await StoredAsync(id)).FastLane);
        await host.SignedIn(await host.PersonAsync("lead@example.org")).SendAsync(path, agree);
        Assert.True((await StoredAsync(id)).FastLane);
    }

    [Fact]
    public async Task An_opportunity_is_entered_by_hand_and_led_on_to_screening()
    {
        var desk = host.SignedIn(await host.PersonAsync("advisor@example.org"));
        Dictionary<string, string> typed = new() { ["Input.Title"] = "", ["Input.Closes"] = "soon", ["Input.Most"] = "much", ["Input.Source"] = "nowhere" };
        var wrong = await (await desk.SendAsync("/desk/opportunities/new", typed)).TextAsync();
        Assert.Contains("value=\"soon\"", wrong, StringComparison.Ordinal);
        typed = new()
        {
            ["Input.Title"] = "By hand", ["Input.Closes"] = "2030-05-02", ["Input.ClosesAt"] = "17:00", ["Input.Zone"] = "Europe/Brussels", ["Input.Most"] = "60.000", ["Input.Currency"] = "EUR",
            ["Input.Source"] = "https://example.org/call", ["Input.Applicants[0]"] = "government_municipal",
        };
        var to = (await desk.SendAsync("/desk/opportunities/new", typed)).Headers.Location!.ToString();
        Assert.EndsWith("/screen", to, StringComparison.Ordinal);
        var facts = (await StoredAsync(Guid.Parse(to.Split('/')[3]))).Facts;
        Assert.Equal(new DayDate("Deadline", new DateOnly(2030, 5, 2), new TimeOnly(17, 0), "Europe/Brussels") with { Name = facts.CloseDate!.Name }, facts.CloseDate);
        Assert.Equal(new Money(60_000, "EUR"), facts.Funding.Max);
    }

    [Fact]
    public async Task The_preview_shows_exactly_the_plan_and_the_plan_is_what_is_confirmed()
    {
        var advisor = await host.PersonAsync("advisor@example.org");
        var desk = host.SignedIn(advisor);
        var id = await ScreenedAsync("For the alerts", new Eligibility { Countries = ["MK"], Themes = ["youth"] });
        var (fits, refuses, other) = (await CityAsync("kumanovo"), await CityAsync("ohrid"), await CityAsync("bitola"));
        await SayYesAsync(advisor, id, fits, refuses, other);
        var ohrid = Viewer.Of(await host.NewPersonAsync(Roles.Coordinator, "ohrid"));
        await host.SendAsync(new TeachProfile(ohrid, refuses, RefusalKind.Theme, "youth", null, null, null));

        var address = $"/desk/opportunities/{id}/alerts?chosen=true&cities={fits}&cities={refuses}";
        var page = await desk.ReadAsync(address);
        Assert.Contains("The city said that such things are not for it.", page, StringComparison.Ordinal);
        Assert.Contains("srcdoc=", page, StringComparison.Ordinal);
        Assert.Empty(await PlanAsync(advisor.HubId, id));

        var path = $"/desk/opportunities/{id}/alerts";
        var barred = await desk.SendAsync(address, new Dictionary<string, string> { ["act"] = "confirm", ["cities"] = refuses.ToString() }, path);
        Assert.Contains("Nothing was confirmed", await barred.TextAsync(), StringComparison.Ordinal);
        Assert.Empty(await PlanAsync(advisor.HubId, id));

        Assert.Equal($"{path}?confirmed=true", (await desk.SendAsync(address, new Dictionary<string, string> { ["act"] = "confirm", ["cities"] = fits.ToString() }, path)).Headers.Location!.ToString());
        var alert = Assert.Single(await PlanAsync(advisor.HubId, id));
        Assert.Equal((fits, Overall.Yes, false, "They asked for it."), (alert.CityId, alert.Overall, alert.Urgent, alert.Why));
        Assert.NotEmpty(alert.Readers);
        var confirmed = await desk.ReadAsync(path);
        Assert.All(alert.Readers, reader => Assert.Contains(reader.Email, confirmed, StringComparison.Ordinal));
        Assert.All(alert.Readers, reader => Assert.Contains(reader.Email, page, StringComparison.Ordinal));
        Assert.All(alert.Readers, reader => Assert.True(reader.Roles.HasFlag(Roles.Coordinator) && reader.CityId == fits));

        // Chosen anew, the others are confirmed no more.
        Assert.IsType<MatchesConfirmed>(await host.SendAsync(new ConfirmMatches(Viewer.Of(advisor), id, [other])));
        Assert.Equal(other, Assert.Single(await PlanAsync(advisor.HubId, id)).CityId);
        Assert.IsType<ConfirmNotFound>(await host.SendAsync(new ConfirmMatches(Viewer.Of(advisor), id, [host.ForeignCoordinator.CityId!.Value])));
    }

    [Fact]
    public async Task Little_time_asks_for_consent_and_makes_an_alert_urgent()
    {
        var advisor = await host.PersonAsync("advisor@example.org");
        var now = host.Services.GetRequiredService<TimeProvider>().GetUtcNow();
        var id = await ScreenedAsync("Soon", new Eligibility { Countries = ["MK"] }, facts => facts with { CloseDate = new DayDate("Deadline", DateOnly.FromDateTime(now.UtcDateTime.AddDays(14))) });
        var city = await CityAsync("kumanovo");
        await SayYesAsync(advisor, id, city);
        Assert.Equal(AlertBar.Consent, Assert.IsType<ConfirmBarred>(await host.SendAsync(new ConfirmMatches(Viewer.Of(advisor), id, [city]))).Barred[0].Bar);
        await host.SendAsync(new ConsentToFastLane(Viewer.Of(await host.PersonAsync("lead@example.org")), id, true));
        Assert.IsType<MatchesConfirmed>(await host.SendAsync(new ConfirmMatches(Viewer.Of(advisor), id, [city])));
        Assert.True(Assert.Single(await PlanAsync(advisor.HubId, id)).Urgent);
    }

    [Fact]
    public async Task A_city_sees_what_fits_first_with_its_reason_and_stops_a_theme_and_takes_that_back()
    {
        var advisor = await host.PersonAsync("advisor@example.org");
        var id = await ScreenedAsync(
            "Youth of the city", new Eligibility { Countries = ["MK"], Themes = ["youth", "health"], CoFinancingRate = 0.2m }, facts => facts with { Funding = new() { Max = new Money(80_000, "EUR") } });
        var gostivar = await CityAsync("gostivar");
        await SayYesAsync(advisor, id, gostivar);
        var city = host.SignedIn(await host.NewPersonAsync(Roles.Coordinator, "gostivar"));
        var list = await city.ReadAsync("/opportunities");
        var first = System.Text.RegularExpressions.Regex.Match(list, "href=\"/opportunities/([0-9a-f-]{36})\"").Groups[1].Value;
        Assert.Equal(id.ToString(), first);
        Assert.Contains("They asked for it.", list, StringComparison.Ordinal);

        var path = $"/opportunities/{id}";
        var page = await city.ReadAsync(path);
        Assert.Contains("about 20,000 EUR", System.Net.WebUtility.HtmlDecode(page).Replace("\u2068", "", StringComparison.Ordinal).Replace("\u2069", "", StringComparison.Ordinal), StringComparison.Ordinal);
        Assert.Equal($"{path}#themes", (await city.SendAsync(path, new Dictionary<string, string> { ["act"] = "stop", ["theme"] = "health" })).Headers.Location!.ToString());
        Assert.Contains("value=\"resume\"", await city.ReadAsync(path), StringComparison.Ordinal);
        await city.SendAsync(path, new Dictionary<string, string> { ["act"] = "resume", ["theme"] = "health" });
        Assert.DoesNotContain("value=\"resume\"", await city.ReadAsync(path), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.NotFound, (await host.SignedIn(await host.NewPersonAsync(Roles.Finance, "gostivar")).SendAsync(path, new Dictionary<string, string> { ["act"] = "stop", ["theme"] = "youth" })).StatusCode);
    }

    [Fact]
    public async Task Every_page_speaks_every_language()
    {
        var advisor = await host.PersonAsync("advisor@example.org");
        var id = await ScreenedAsync("In all languages", new Eligibility { Countries = ["MK"], Themes = ["youth"] });
        var city = await CityAsync("kumanovo");
        await SayYesAsync(advisor, id, city);
        var (desk, portal) = (host.SignedIn(advisor), host.SignedIn(await host.PersonAsync("ana.kumanovo@example.org")));
        foreach (var language in Languages.All)
        {
            foreach (var (browser, path) in new[]
            {
                (desk, $"{Queue}?lang={language}"), (desk, $"/desk/opportunities/{id}/screen?lang={language}"), (desk, $"/desk/opportunities/{id}/alerts?lang={language}&chosen=true&cities={city}"),
                (desk, $"/desk/opportunities/new?lang={language}"), (desk, $"/desk/opportunities/{id}/matches?lang={language}"), (portal, $"/opportunities/{id}?lang={language}"), (portal, $"/our-opportunities?lang={language}"),
            })
            {
                Assert.DoesNotMatch("[> \"](Screen|Alerts|AlertBar|Enter|Dealings|Fits|Nav|Elig|Opp)\\.[A-Z]", await browser.ReadAsync(path));
            }
        }
    }

    private async Task<Guid> EnterAsync(string title, Func<OpportunityFacts, OpportunityFacts>? change = null)
    {
        var facts = CatalogueWorld.Facts($"{title} {Guid.NewGuid():N}"[..Math.Min(title.Length + 33, 200)], Guid.NewGuid().ToString("N"), "2030-11-05", $"Funder {Guid.NewGuid():N}");
        var entered = await host.SendAsync(new EnterOpportunity(Viewer.Of(await host.PersonAsync("advisor@example.org")), Guid.NewGuid().ToString("N"), change is null ? facts : change(facts)));
        return Assert.IsType<Entered>(entered).Id;
    }

    private async Task<Guid> ScreenedAsync(string title, Eligibility eligibility, Func<OpportunityFacts, OpportunityFacts>? change = null)
    {
        var id = await EnterAsync(title, change);
        Assert.Equal(ScreenResult.Done, await host.SendAsync(new SetEligibility(Viewer.Of(await host.PersonAsync("advisor@example.org")), id, eligibility, (await StoredAsync(id)).Version)));
        return id;
    }

    private async Task SayYesAsync(Person advisor, Guid id, params Guid[] cities)
    {
        foreach (var city in cities)
        {
            Assert.IsType<Overridden>(await host.SendAsync(new OverrideMatch(Viewer.Of(advisor), id, city, Overall.Yes, "They asked for it.")));
        }
    }

    private async Task<IReadOnlyList<PlannedAlert>> PlanAsync(Guid hub, Guid id)
    {
        await using var db = host.Services.GetRequiredService<HubDbFactory>().Create(null);
        return await AlertPlan.OfAsync(db, hub, id, host.Services.GetRequiredService<TimeProvider>().GetUtcNow(), Token);
    }

    private async Task<Opportunity> StoredAsync(Guid id)
    {
        await using var db = host.Services.GetRequiredService<HubDbFactory>().Create(null);
        return await db.Opportunities.AsNoTracking().SingleAsync(opportunity => opportunity.Id == id, Token);
    }

    private async Task<Guid> CityAsync(string key)
    {
        await using var db = host.Services.GetRequiredService<HubDbFactory>().Create(null);
        return (await db.Cities.SingleAsync(city => city.Key == key, Token)).Id;
    }
}
