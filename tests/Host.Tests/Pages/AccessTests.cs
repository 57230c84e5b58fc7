using System.Net;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Mvc.RazorPages.Infrastructure;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using StrongCities.Host.Tests.Applications;
using StrongCities.Hub.Applications;
using StrongCities.Hub.Assistance;
using StrongCities.Hub.Awards;
using StrongCities.Hub.Cases;
using StrongCities.Hub.Opportunities.Process;
using StrongCities.Hub.Opportunities;
using StrongCities.Hub.People;
using StrongCities.Hub.Persistence;
using StrongCities.Hub.Events;
using StrongCities.Hub.Practices;
using StrongCities.Hub.Similarity;
using Xunit;

namespace StrongCities.Host.Tests.Pages;

/// <summary>Every role on every route and method, with the ids of another city and of another hub. A new route must be entered here.</summary>
[Collection(PageTests.Name)]
public sealed class AccessTests(PageHost host)
{
    private const Roles City = Roles.Coordinator | Roles.Signatory | Roles.Finance | Roles.CouncilSecretary | Roles.Viewer;
    private const Roles Staff = Roles.Advisor | Roles.HubLead | Roles.Designer | Roles.Operator;
    private const Roles Designers = Roles.Advisor | Roles.HubLead | Roles.Designer;
    private const Roles Viewers = Designers | Roles.Operator;

    /// <summary>Below this, one rule holds for every route; <c>ElsaApi/AccessTests</c> tries each.</summary>
    private const string ElsaApi = "/elsa/";

    /// <summary>Who may open or send what has no id; <see langword="null"/>: everybody, signed in or not.</summary>
    private static readonly Dictionary<string, Roles?> Open = new()
    {
        ["GET /"] = null, ["GET /error/{code:int?}"] = null, ["GET /health/live"] = null, ["GET /health/ready"] = null, ["GET /mailbox"] = null,
        ["GET /sign-in"] = null, ["POST /sign-in"] = null, ["GET /desk/sign-in"] = null, ["POST /desk/sign-in"] = null,
        ["GET /desk/forgot-password"] = null, ["POST /desk/forgot-password"] = null,
        ["GET /opportunities"] = City, ["POST /opportunities"] = City, ["GET /desk/opportunities"] = Staff, ["POST /desk/opportunities"] = Staff,
        ["GET /our-opportunities"] = City,
        ["GET /applications"] = City, ["GET /desk/applications"] = Roles.Advisor | Roles.HubLead,
        ["GET /calendars"] = City | Roles.Advisor | Roles.HubLead, ["POST /calendars"] = City | Roles.Advisor | Roles.HubLead,
        ["GET /exports/applications.csv"] = City | Roles.Advisor | Roles.HubLead, ["GET /exports/applications.xlsx"] = City | Roles.Advisor | Roles.HubLead,
        ["GET /exports/due.csv"] = City | Roles.Advisor | Roles.HubLead, ["GET /exports/due.xlsx"] = City | Roles.Advisor | Roles.HubLead,
        ["GET /desk/screening"] = Roles.Advisor | Roles.HubLead, ["POST /desk/screening"] = Roles.Advisor | Roles.HubLead,
        ["GET /desk/opportunities/new"] = Roles.Advisor | Roles.HubLead, ["POST /desk/opportunities/new"] = Roles.Advisor | Roles.HubLead,
        ["GET /common-grants/openapi.json"] = null,
        ["GET /desk/practices"] = Roles.Advisor | Roles.HubLead, ["POST /desk/practices"] = Roles.Advisor | Roles.HubLead, ["GET /our-practices"] = City,
        ["GET /desk/equity"] = Roles.HubLead, ["GET /exports/equity.csv"] = Roles.HubLead,
        ["GET /risks"] = City, ["POST /risks"] = Roles.Coordinator | Roles.Signatory, ["GET /desk/risks"] = Roles.Advisor | Roles.HubLead,
        ["GET /risks/risk/{id:guid?}"] = Roles.Coordinator | Roles.Signatory, ["POST /risks/risk/{id:guid?}"] = Roles.Coordinator | Roles.Signatory,
        ["GET /events"] = City, ["GET /desk/events"] = Roles.Advisor | Roles.HubLead,
        ["GET /desk/events/new"] = Roles.Advisor | Roles.HubLead, ["POST /desk/events/new"] = Roles.Advisor | Roles.HubLead,
        ["GET /requests"] = City, ["GET /away"] = City | Staff, ["POST /away"] = City | Staff,
        ["GET /mails"] = City | Staff, ["POST /mails"] = City | Staff,
        ["GET /desk/unreachable"] = Roles.Advisor | Roles.HubLead, ["POST /desk/unreachable"] = Roles.Advisor | Roles.HubLead,
        ["GET /desk/mail-texts"] = Roles.Advisor | Roles.HubLead, ["GET /desk/mail-texts/{kind}"] = Roles.Advisor | Roles.HubLead,
        ["POST /desk/mail-texts/{kind}"] = Roles.Advisor | Roles.HubLead,
        ["GET /desk/sources"] = Roles.HubLead | Roles.Operator, ["GET /desk/sources/source/{id:guid?}"] = Roles.HubLead | Roles.Operator,
        ["POST /desk/sources/source/{id:guid?}"] = Roles.HubLead | Roles.Operator,
        ["GET /desk/quarantine"] = Roles.Operator, ["POST /desk/quarantine"] = Roles.Operator,
        ["GET /requests/new"] = Roles.Coordinator | Roles.Signatory, ["POST /requests/new"] = Roles.Coordinator | Roles.Signatory,
        ["GET /profile"] = City, ["POST /profile"] = Roles.Coordinator | Roles.Signatory,
        ["GET /desk/profiles"] = Roles.Advisor | Roles.HubLead,
        ["GET /desk/board"] = Roles.Advisor | Roles.HubLead, ["POST /desk/board"] = Roles.Advisor | Roles.HubLead,
        ["GET /desk/experts"] = Roles.Advisor | Roles.HubLead, ["POST /desk/experts"] = Roles.Advisor | Roles.HubLead,
        ["GET /desk/matching"] = Roles.Advisor | Roles.HubLead, ["POST /desk/matching"] = Roles.HubLead,
        ["GET /desk"] = Staff, ["GET /designer"] = Viewers, ["GET /designer/definitions/{id?}"] = Viewers,
        ["GET /designer/instances/{id?}"] = Viewers, ["GET /designer/workflows/{**rest}"] = Viewers,
        ["GET /designer/definitions/{id}/versions"] = Viewers, ["POST /designer/definitions/{id}/versions"] = Designers,
        ["GET /desk/cities"] = Roles.HubLead, ["GET /desk/cities/city/{id:guid?}"] = Roles.HubLead, ["POST /desk/cities/city/{id:guid?}"] = Roles.HubLead,
        ["GET /desk/people"] = Roles.HubLead, ["GET /desk/people/new"] = Roles.HubLead, ["POST /desk/people/new"] = Roles.HubLead,
    };

    /// <summary>Routes with ids: the ids to fill in, to whom they belong, and the answer to everybody else.</summary>
    private static readonly Dictionary<string, Row> Foreign = new()
    {
        ["GET /requests/{id:guid}"] = new(Owner.City, "request"),
        ["GET /requests/{id:guid}/attachments/{file:guid}"] = new(Owner.City, "request", "file"),
        ["GET /our-opportunities/{id:guid}"] = new(Owner.City, "dealing"),
        ["GET /our-opportunities/{id:guid}/attachments/{file:guid}"] = new(Owner.City, "dealing", "told"),
        ["GET /applications/{id:guid}"] = new(Owner.City, "application"),
        ["GET /applications/{id:guid}/attachments/{file:guid}"] = new(Owner.City, "application", "shown"),
        ["GET /applications/{id:guid}/questions"] = new(Owner.City, "application"),
        ["POST /applications/{id:guid}/questions"] = new(Owner.City, "application"),
        ["GET /applications/{id:guid}/transfer"] = new(Owner.City, "application"),
        ["POST /applications/{id:guid}/transfer"] = new(Owner.City, "application"),
        ["GET /applications/{id:guid}/change"] = new(Owner.City, "application"),
        ["POST /applications/{id:guid}/change"] = new(Owner.City, "application"),
        ["GET /awards/{id:guid}"] = new(Owner.City, "award"),
        ["POST /awards/{id:guid}"] = new(Owner.City, "award"),
        ["GET /awards/{id:guid}/attachments/{file:guid}"] = new(Owner.City, "award", "awarded"),
        ["GET /desk/awards/{id:guid}"] = new(Owner.Desk, "award"),
        ["POST /desk/awards/{id:guid}"] = new(Owner.Desk, "award"),
        ["GET /papers/new/{id:guid}"] = new(Owner.City, "application"),
        ["POST /papers/new/{id:guid}"] = new(Owner.City, "application"),
        ["GET /papers/{id:guid}"] = new(Owner.City, "paper"),
        ["POST /papers/{id:guid}"] = new(Owner.City, "spare"),
        ["GET /papers/{id:guid}/versions/{number:int}"] = new(Owner.City, "paper", "one"),
        ["GET /papers/{id:guid}/versions/{number:int}/show"] = new(Owner.City, "paper", "one"),
        ["GET /desk/cases/{id:guid}"] = new(Owner.Desk, "request"),
        ["GET /desk/cases/{id:guid}/candidates"] = new(Owner.Desk, "request"),
        ["POST /desk/cases/{id:guid}/candidates"] = new(Owner.Desk, "request"),
        ["GET /desk/cases/{id:guid}/attachments/{file:guid}"] = new(Owner.Desk, "request", "file"),
        ["GET /desk/tasks/{id}"] = new(Owner.Desk, "task"),
        ["POST /desk/tasks/{id}"] = new(Owner.Desk, "task"),
        ["GET /desk/people/{id:guid}"] = new(Owner.Desk, "person"),
        ["POST /desk/people/{id:guid}"] = new(Owner.Desk, "person"),
        ["GET /desk/opportunities/{id:guid}"] = new(Owner.OtherDesk, "opportunity"),
        ["POST /desk/opportunities/{id:guid}"] = new(Owner.OtherDesk, "opportunity"),
        ["GET /desk/opportunities/{id:guid}/matches"] = new(Owner.OtherDesk, "opportunity"),
        ["POST /desk/opportunities/{id:guid}/matches"] = new(Owner.OtherDesk, "opportunity"),
        ["GET /desk/opportunities/{id:guid}/screen"] = new(Owner.OtherDesk, "opportunity"),
        ["POST /desk/opportunities/{id:guid}/screen"] = new(Owner.OtherDesk, "opportunity"),
        ["GET /desk/opportunities/{id:guid}/alerts"] = new(Owner.OtherDesk, "opportunity"),
        ["POST /desk/opportunities/{id:guid}/alerts"] = new(Owner.OtherDesk, "opportunity"),
        ["GET /opportunities/{id:guid}"] = new(Owner.OtherCity, "opportunity"),
        ["POST /opportunities/{id:guid}"] = new(Owner.OtherCity, "opportunity"),
        ["GET /desk/cities/{id:guid}/similar"] = new(Owner.Desk, "city"),
        ["POST /desk/cities/{id:guid}/similar"] = new(Owner.Desk, "city"),
        ["GET /introductions/{id:guid}"] = new(Owner.City, "introduction"),
        ["POST /introductions/{id:guid}"] = new(Owner.City, "introduction"),
        ["GET /events/{id:guid}"] = new(Owner.City, "event"),
        ["POST /events/{id:guid}"] = new(Owner.City, "event"),
        ["GET /desk/events/{id:guid}"] = new(Owner.Desk, "event"),
        ["POST /desk/events/{id:guid}"] = new(Owner.Desk, "event"),
        ["GET /desk/events/{id:guid}/idea"] = new(Owner.Desk, "idea"),
        ["POST /desk/events/{id:guid}/idea"] = new(Owner.Desk, "idea"),
        ["GET /desk/practices/{id:guid}"] = new(Owner.Desk, "draft"),
        ["POST /desk/practices/{id:guid}"] = new(Owner.Desk, "draft"),
        ["GET /our-practices/{id:guid}"] = new(Owner.City, "practice"),
        ["GET /our-practices/{id:guid}/pictures/{number:int}"] = new(Owner.City, "practice", "one"),
        ["POST /our-practices/{id:guid}"] = new(Owner.City, "practice"),
        ["GET /desk/profiles/{id:guid}"] = new(Owner.Desk, "city"),
        ["POST /desk/profiles/{id:guid}"] = new(Owner.Desk, "city"),
        ["GET /tasks/{id}"] = new(Owner.Seat, "task"),
        ["GET /tasks/{id}/attachments/{file:guid}"] = new(Owner.Seat, "task", "file"),
        ["POST /tasks/{id}"] = new(Owner.Seat, "task"),
        ["GET /task/{id}"] = new(Owner.Link, "grant") { Refusal = HttpStatusCode.Forbidden },
        ["GET /task/{id}/attachments/{file:guid}"] = new(Owner.Link, "grant", "mailed"),
        ["POST /task/{id}"] = new(Owner.Link, "grant") { Refusal = HttpStatusCode.Forbidden },
    };

    /// <summary>Routes that a secret opens, or with nothing behind them; others test them with the right secret. Everybody gets 404 here.</summary>
    private static readonly Dictionary<string, string> ByOther = new()
    {
        ["GET /sign-in/{token}"] = "/sign-in/AAAA",
        ["POST /sign-in/{token}"] = "/sign-in/AAAA",
        ["GET /desk/set-password/{token}"] = "/desk/set-password/AAAA",
        ["POST /desk/set-password/{token}"] = "/desk/set-password/AAAA",
        ["GET /t/{token}"] = "/t/AAAA",
        ["GET /calendar/{token}"] = "/calendar/AAAA.ics",
        ["GET /unsubscribe/{token}"] = "/unsubscribe/AAAA",
        ["POST /unsubscribe/{token}"] = "/unsubscribe/AAAA",
        ["GET /mailbox/{id:long}/{part:regex(^(text|source)$)?}"] = "/mailbox/999999",
        ["POST /mailbox/{id:long}/{part:regex(^(text|source)$)?}"] = "/mailbox/999999",
        // Everybody reaches the workflows that are published there, by every method; the tests of HTTP call them.
        ["GET /workflows/{**path}"] = "/workflows/nothing/here",
        // Everybody reads a hub's published opportunities; the tests of CommonGrants do.
        ["GET /common-grants/opportunities"] = "/common-grants/opportunities?hub=nowhere",
        ["GET /common-grants/opportunities/{oppId:guid}"] = "/common-grants/opportunities/00000000-0000-0000-0000-000000000000",
        ["GET /360giving/grants.json"] = "/360giving/grants.json?hub=nowhere",
        ["POST /common-grants/opportunities/search"] = "/common-grants/opportunities/search?hub=nowhere",
        // Everybody reads what cities released; the tests of good practices do.
        ["GET /practices/{hub}"] = "/practices/nowhere",
        ["GET /practices/{hub}/feed"] = "/practices/nowhere/feed",
        ["GET /practices/{hub}/{slug}"] = "/practices/western-balkans/nothing",
        ["GET /practices/{hub}/{slug}.json"] = "/practices/western-balkans/nothing.json",
        ["GET /practices/{hub}/{slug}/pictures/{number:int}"] = "/practices/western-balkans/nothing/pictures/1",
        // Tests of the sources' pages open their own.
        ["GET /desk/sources/runs/{id:guid}"] = "/desk/sources/runs/00000000-0000-0000-0000-000000000001",
        // A department's form is there only for its own open task; the tests of risks open it.
        ["GET /tasks/{id}/risks"] = "/tasks/AAAA/risks",
        ["POST /tasks/{id}/risks"] = "/tasks/AAAA/risks",
        ["GET /task/{id}/risks"] = "/task/AAAA/risks",
        ["POST /task/{id}/risks"] = "/task/AAAA/risks",
        // An event by the link of its invitation; the tests of events open it.
        ["GET /task/{id}/event"] = "/task/AAAA/event",
        ["POST /task/{id}/event"] = "/task/AAAA/event",
        ["GET /mailbox/{id:long}/html"] = "/mailbox/999999/html",
        ["GET /mailbox/{id:long}/eml"] = "/mailbox/999999/eml",
    };

    /// <summary>Forms that nothing typed here could fill: they come back.</summary>
    // Of several forms on one page the last one counts here; the tests of profiles send each.
    private static readonly string[] ShownAgain = ["POST /away", "POST /profile", "POST /desk/experts", "POST /desk/board", "POST /desk/practices", "POST /calendars", "POST /desk/mail-texts/{kind}", "POST /desk/sources/source/{id:guid?}", "POST /desk/cities/city/{id:guid?}", "POST /desk/opportunities/new", "POST /desk/events/new", "POST /risks/risk/{id:guid?}"];

    /// <summary>Forms of everybody: without the form's token they change nothing.</summary>
    private static readonly string[] Forms = ["POST /language", "POST /sign-out"];

    /// <summary>Only with a driven clock; <see cref="SettingsTests"/> tries it.</summary>
    private static readonly string[] NotThere = ["GET /desk/clock"];

    private enum Owner
    {
        City,
        Desk,
        Seat,
        Link,

        // A whole network reads its hub's catalogue, so that only another hub's people are strangers to it.
        OtherCity,
        OtherDesk,
    }

    private static IEnumerable<Roles> EachRole => Enum.GetValues<Roles>().Where(role => role != Roles.None);

    [Fact]
    public async Task Every_route_and_method_is_in_one_of_the_tables()
    {
        var known = Open.Keys.Concat(Foreign.Keys).Concat(ByOther.Keys).Concat(Forms).Concat(NotThere).Order(StringComparer.Ordinal);
        var found = (await RoutesAsync()).Where(route => !route.Contains($" {ElsaApi}", StringComparison.Ordinal));
        Assert.Equal(known, found.Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task Every_role_opens_and_sends_what_it_may_and_gets_404_for_the_rest()
    {
        var wrong = new List<string>();
        foreach (var role in EachRole)
        {
            var browser = host.SignedIn(await host.NewPersonAsync(role, (role & City) != 0 ? "kumanovo" : null));
            foreach (var (route, allowed) in Open)
            {
                var expected = allowed is null ? HttpStatusCode.OK
                    : (allowed & role) == 0 ? HttpStatusCode.NotFound
                    : route.StartsWith("GET", StringComparison.Ordinal) || ShownAgain.Contains(route) ? HttpStatusCode.OK : HttpStatusCode.Redirect;
                Check(await CallAsync(browser, PathOf(route), Typed(Roles.Advisor)), expected, $"{role} {route}", wrong);
            }

            foreach (var route in NotThere)
            {
                Check(await CallAsync(browser, route, []), HttpStatusCode.NotFound, $"{role} {route}", wrong);
            }
        }

        Assert.Empty(wrong);
    }

    [Fact]
    public async Task Nobody_reads_or_changes_what_belongs_to_another_city_or_hub_but_its_owner_does()
    {
        var otherHub = await PlantAsync(host.ForeignCoordinator, await host.PersonAsync("foreign-lead@example.org"));
        var otherCity = await PlantAsync(await host.NewPersonAsync(Roles.Coordinator, "elbasan"), await host.NewPersonAsync(Roles.HubLead | Roles.Advisor, null));
        var viewers = new List<(string Who, bool OfCity, Browser Browser)> { ("nobody", true, host.NewBrowser()) };
        foreach (var role in EachRole)
        {
            var ofCity = (role & City) != 0;
            viewers.Add((role.ToString(), ofCity, host.SignedIn(await host.NewPersonAsync(role, ofCity ? "kumanovo" : null))));
        }

        await host.SettleAsync();
        var before = await host.EverythingAsync();
        var wrong = new List<string>();
        foreach (var (who, ofCity, browser) in viewers)
        {
            foreach (var plant in ofCity ? new[] { otherHub, otherCity } : [otherHub])
            {
                foreach (var (route, row) in Foreign)
                {
                    var asksToSignIn = who == "nobody" && row.Owner != Owner.Link;
                    var answer = await CallAsync(browser, plant.Fill(route, row), plant.Typed[row.Owner]);
                    Check(answer, asksToSignIn ? HttpStatusCode.Redirect : row.Refusal, $"{who} {route}", wrong);
                    if (asksToSignIn && answer.Headers.Location?.OriginalString.Contains("/sign-in?", StringComparison.Ordinal) != true)
                    {
                        wrong.Add($"{who} {route} leads to {answer.Headers.Location}");
                    }
                }
            }

            foreach (var (route, path) in ByOther)
            {
                var asksToSignIn = who == "nobody" && (path.StartsWith("/desk/sources/", StringComparison.Ordinal) || path.StartsWith("/tasks/", StringComparison.Ordinal));
                Check(await CallAsync(browser, $"{route.Split(' ')[0]} {path}", []), asksToSignIn ? HttpStatusCode.Redirect : HttpStatusCode.NotFound, $"{who} {route}", wrong);
            }
        }

        Assert.Empty(wrong);
        await host.SettleAsync();
        Assert.Equal(before, await host.EverythingAsync());

        // The same calls, so that no wrong id can pass for a refusal.
        foreach (var plant in new[] { otherHub, otherCity })
        {
            foreach (var (route, row) in Foreign)
            {
                var call = plant.Fill(route, row);
                var expected = call.StartsWith("GET", StringComparison.Ordinal) ? HttpStatusCode.OK : HttpStatusCode.Redirect;
                var answer = await CallAsync(plant.Owners[row.Owner], call, plant.Typed[row.Owner]);
                Check(answer, expected, $"owner {route}", wrong);
                Assert.DoesNotContain("/sign-in", answer.Headers.Location?.OriginalString ?? "", StringComparison.Ordinal);
            }
        }

        Assert.Empty(wrong);
    }

    [Fact]
    public async Task Nobody_signed_in_is_asked_to_sign_in()
    {
        var wrong = new List<string>();
        foreach (var route in Open.Where(route => route.Value is not null).Select(route => route.Key).Concat(NotThere))
        {
            Check(await CallAsync(host.NewBrowser(), PathOf(route), Typed(Roles.Advisor)), HttpStatusCode.Redirect, route, wrong);
        }

        foreach (var route in Forms)
        {
            Check(await host.NewBrowser().PostBareAsync(route.Split(' ')[1], new Dictionary<string, string>()), HttpStatusCode.BadRequest, route, wrong);
        }

        Assert.Empty(wrong);
    }

    [Fact]
    public async Task Somebody_who_lost_the_account_is_signed_out_at_the_next_request()
    {
        var person = await host.NewPersonAsync(Roles.Coordinator);
        var browser = host.SignedIn(person);
        Assert.Equal(HttpStatusCode.OK, (await browser.GetAsync("/requests")).StatusCode);
        await host.ChangeAsync(db => db.People.Where(p => p.Id == person.Id).ExecuteUpdate(p => p.SetProperty(x => x.IsActive, false)));
        Assert.Equal(HttpStatusCode.Redirect, (await browser.GetAsync("/requests")).StatusCode);
    }

    /// <summary>Without its optional end, and with a workflow and a kind of mail that everybody shares.</summary>
    private static string PathOf(string route) =>
        route.Replace("{id}", "technical-support-request", StringComparison.Ordinal).Replace("{kind}", "C1", StringComparison.Ordinal).Split('{')[0];

    /// <summary>Each as <c>METHOD /pattern</c>. A page takes what it has handlers for, and is always shown.</summary>
    private async Task<IEnumerable<string>> RoutesAsync()
    {
        var pages = host.Services.GetRequiredService<PageLoader>();
        var routes = new HashSet<string>();
        foreach (var endpoint in host.Services.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>())
        {
            IEnumerable<string> methods = endpoint.Metadata.GetMetadata<PageActionDescriptor>() is { } page
                ? (await pages.LoadAsync(page, endpoint.Metadata)).HandlerMethods.Select(handler => handler.HttpMethod).Append("GET")
                : endpoint.Metadata.GetMetadata<IHttpMethodMetadata>()?.HttpMethods ?? ["GET"];
            routes.UnionWith(methods.Select(method => $"{method.ToUpperInvariant()} /{endpoint.RoutePattern.RawText!.TrimStart('/')}"));
        }

        return routes;
    }

    /// <summary>Two requests with a file each: one to reach by pages, one by the link of a mail.</summary>
    private async Task<Plant> PlantAsync(Person coordinator, Person lead)
    {
        var (paged, mailed) = ($"Paged {Guid.NewGuid():N}", $"Mailed {Guid.NewGuid():N}");
        var viewer = Viewer.Of(coordinator);
        var (request, file, task, seat) = await FindAsync(await host.SubmitAsync(viewer, paged, Note()));
        var (_, mailedFile, _, reader) = await FindAsync(await host.SubmitAsync(viewer, mailed, Note()));
        var (dealing, told) = await PlantOpportunityAsync(coordinator, file);
        var (application, shown, paper, spare) = await PlantApplicationAsync(coordinator, file);
        var (award, awarded) = await PlantAwardAsync(coordinator, application, file);
        var introduction = await PlantIntroductionAsync(coordinator);
        var (happening, idea) = (await PlantEventAsync(coordinator, EventPhase.Invited), await PlantEventAsync(coordinator, EventPhase.Idea));
        var (draft, practice) = (await PlantPracticeAsync(coordinator, PracticePhase.Draft, file), await PlantPracticeAsync(coordinator, PracticePhase.Public, file));
        var link = await host.LinkAsync(reader.Email, "/t/", mailed);
        var byLink = host.NewBrowser();
        await byLink.GetAsync(link);
        var bySeat = host.SignedIn(seat);
        var otherLead = await host.PersonAsync("foreign-lead@example.org");
        var mediator = host.Services.GetRequiredService<MediatR.IMediator>();
        var opportunity = (Entered)await mediator.Send(new EnterOpportunity(Viewer.Of(otherLead), paged, new OpportunityFacts { Title = paged, Status = OpportunityStatus.Open }));
        // Only what was screened is matched.
        await mediator.Send(new SetEligibility(Viewer.Of(otherLead), opportunity.Id, new Eligibility(), 1));
        var grant = link["/t/".Length..].Split('.')[0];
        return new(
            new()
            {
                ["request"] = request.ToString(), ["file"] = file.ToString(), ["task"] = task, ["person"] = coordinator.Id.ToString(), ["city"] = coordinator.CityId!.Value.ToString(),
                ["grant"] = grant, ["mailed"] = mailedFile.ToString(), ["dealing"] = dealing.ToString(), ["opportunity"] = opportunity.Id.ToString(), ["told"] = told.ToString(),
                ["application"] = application.ToString(), ["shown"] = shown.ToString(), ["paper"] = paper.ToString(), ["spare"] = spare.ToString(), ["one"] = "1",
                ["award"] = award.ToString(), ["introduction"] = introduction.ToString(), ["event"] = happening.ToString(), ["idea"] = idea.ToString(), ["draft"] = draft.ToString(), ["practice"] = practice.ToString(), ["awarded"] = awarded.ToString(),
            },
            new()
            {
                [Owner.City] = host.SignedIn(coordinator), [Owner.Desk] = host.SignedIn(lead), [Owner.Seat] = bySeat, [Owner.Link] = byLink,
                [Owner.OtherCity] = host.SignedIn(host.ForeignCoordinator), [Owner.OtherDesk] = host.SignedIn(otherLead),
            },
            new()
            {
                [Owner.City] = new(Typed(Roles.Coordinator)) { ["drop"] = "true", ["Act"] = "release", ["Accepts"] = "true", ["Answer"] = "Yes", ["Input.IsPublic"] = "false", ["Question"] = $"Who pays? {Guid.NewGuid():N}", ["ToId"] = coordinator.Id.ToString(), ["Reason"] = "She leads it.", ["Deed"] = "partner", ["Input.Name"] = "Bitola", ["Input.Country"] = "MK" }, [Owner.OtherCity] = [],
                [Owner.Desk] = new(Typed(Roles.Coordinator))
                {
                    ["Input.Title"] = "Councils", ["Input.Purpose"] = "To begin", ["Input.Languages"] = "en", ["Input.Cities"] = coordinator.CityId!.Value.ToString(),
                    ["Input.Dates[0].Day"] = Day(40), ["Input.Dates[0].From"] = "10:00", ["Input.Dates[0].Until"] = "12:00",
                    ["Input.Dates[1].Day"] = Day(41), ["Input.Dates[1].From"] = "10:00", ["Input.Dates[1].Until"] = "12:00", ["SeenText"] = "1", ["Act"] = "close", ["Input.End"] = nameof(AwardEnd.Cancelled), ["Input.EndReason"] = "Given up.",
                },
                [Owner.OtherDesk] = new() { ["City"] = host.ForeignCoordinator.CityId!.Value.ToString(), ["Overall"] = nameof(StrongCities.Hub.Matching.Overall.No), ["Reason"] = "Too small." },
                [Owner.Seat] = await DecisionAsync(bySeat, $"/tasks/{task}"), [Owner.Link] = await DecisionAsync(byLink, $"/task/{grant}"),
            });
    }

    /// <summary>A city's dealings with an opportunity, with the same file.</summary>
    private async Task<(Guid Case, Guid File)> PlantOpportunityAsync(Person coordinator, Guid fileId)
    {
        await using var db = host.Services.GetRequiredService<HubDbFactory>().Create(null);
        var file = await db.Attachments.AsNoTracking().SingleAsync(f => f.Id == fileId);
        var about = new CityOpportunity
        {
            Id = Guid.NewGuid(), HubId = coordinator.HubId, CityId = coordinator.CityId, Number = $"I-{Guid.NewGuid():N}", Title = "Rivers", StatusSince = file.UploadedAt,
            OpenedAt = file.UploadedAt, InstanceId = $"{Guid.NewGuid():N}", OpportunityId = Guid.NewGuid(), Brief = new OpportunityBrief("Interreg"),
        };
        var told = new KeptFile(file.FileName, file.ContentType, file.Length, file.Sha256).RowOf(about, coordinator.Id, file.UploadedAt);
        await host.ChangeAsync(unit => unit.AddRange(about, told));
        return (about.Id, told.Id);
    }

    /// <summary>A city's application with a paper of one version, and one of none that may be dropped.</summary>
    private async Task<(Guid Case, Guid File, Guid Paper, Guid Spare)> PlantApplicationAsync(Person coordinator, Guid fileId)
    {
        await using var db = host.Services.GetRequiredService<HubDbFactory>().Create(null);
        var file = await db.Attachments.AsNoTracking().SingleAsync(f => f.Id == fileId);
        var about = PlantedApplication.Of(coordinator, file.UploadedAt);
        var (paper, spare) = (PlantedApplication.PaperOf(about, "Budget"), PlantedApplication.PaperOf(about, "Spare", 2));
        var shown = new KeptFile(file.FileName, file.ContentType, file.Length, file.Sha256).RowOf(about, coordinator.Id, file.UploadedAt);
        var version = new PaperVersion
        {
            Id = Guid.NewGuid(), HubId = about.HubId, CityId = paper.CityId, PaperId = paper.Id, Number = 1, AttachmentId = shown.Id, AddedById = coordinator.Id, AddedAt = file.UploadedAt,
        };
        await PlantedApplication.AddAsync(host.Services, about, paper, spare, shown, version);
        return (about.Id, shown.Id, paper.Id, spare.Id);
    }

    /// <summary>What an application won, with the same file.</summary>
    private async Task<(Guid Case, Guid File)> PlantAwardAsync(Person coordinator, Guid application, Guid fileId)
    {
        await using var db = host.Services.GetRequiredService<HubDbFactory>().Create(null);
        var file = await db.Attachments.AsNoTracking().SingleAsync(f => f.Id == fileId);
        var today = DateOnly.FromDateTime(file.UploadedAt.UtcDateTime);
        var about = new Award
        {
            Id = Guid.NewGuid(), HubId = coordinator.HubId, CityId = coordinator.CityId, Number = $"W-{Guid.NewGuid():N}", Title = "Rivers", StatusSince = file.UploadedAt,
            OpenedAt = file.UploadedAt, InstanceId = $"{Guid.NewGuid():N}", OpportunityId = Guid.NewGuid(), Brief = new OpportunityBrief("Interreg"), ApplicationId = application,
            Awarded = new Money(1_000, "EUR"), Agreement = "1", AwardedOn = today, InForceOn = today, StartsOn = today, EndsOn = today.AddYears(1), Terms = new AwardTerms(),
            Stage = CaseStage.Implementing,
        };
        var awarded = new KeptFile(file.FileName, file.ContentType, file.Length, file.Sha256).RowOf(about, coordinator.Id, file.UploadedAt);
        await host.ChangeAsync(unit => unit.AddRange(about, awarded));
        return (about.Id, awarded.Id);
    }

    /// <summary>A good practice with a picture, as a row: no process carries it.</summary>
    private async Task<Guid> PlantPracticeAsync(Person coordinator, PracticePhase phase, Guid fileId)
    {
        await using var db = host.Services.GetRequiredService<HubDbFactory>().Create(null);
        var file = await db.Attachments.AsNoTracking().SingleAsync(f => f.Id == fileId);
        var about = new GoodPractice
        {
            Id = Guid.NewGuid(), HubId = coordinator.HubId, CityId = coordinator.CityId, Number = $"G-{Guid.NewGuid():N}", Title = "Rivers", StatusSince = file.UploadedAt,
            OpenedAt = file.UploadedAt, InstanceId = $"{Guid.NewGuid():N}", RequestId = Guid.NewGuid(), Help = Lane.ShortAdvice, Text = new PracticeText { Title = "Rivers" }, Phase = phase,
        };
        var shown = new KeptFile(file.FileName, file.ContentType, file.Length, file.Sha256).RowOf(about, coordinator.Id, file.UploadedAt);
        about.Pictures = [new PracticePicture(1, shown.Id, shown.Sha256, 1, 1, "A river", "Nobody", false)];
        await host.ChangeAsync(unit => unit.AddRange(about, shown));
        return about.Id;
    }

    /// <summary>A city that is asked whether it would like to meet another, of its own hub; by a planted row, since the city may be its hub's only one.</summary>
    private async Task<Guid> PlantIntroductionAsync(Person coordinator)
    {
        var home = coordinator.CityId!.Value;
        await using var db = host.Services.GetRequiredService<HubDbFactory>().Create(null);
        var other = await db.Cities.Where(city => city.Id != home && city.Key != "kumanovo").OrderBy(city => city.Key).Select(city => city.Id).FirstAsync();
        var about = new Introduction
        {
            Id = Guid.NewGuid(), HubId = coordinator.HubId, FirstId = home, SecondId = other, Words = "Rivers", ProposedById = coordinator.Id, ProposedAt = DateTimeOffset.UtcNow,
        };
        await host.ChangeAsync(unit => unit.Add(about));
        return about.Id;
    }

    private static string Day(int ahead) => DateTime.UtcNow.AddDays(ahead).ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture);

    /// <summary>An event of the coordinator's hub to which only they are invited, or are to be.</summary>
    private async Task<Guid> PlantEventAsync(Person coordinator, EventPhase phase)
    {
        var now = DateTimeOffset.UtcNow;
        var about = new HubEvent
        {
            Id = Guid.NewGuid(), HubId = coordinator.HubId, Number = $"E-{Guid.NewGuid():N}", Title = "Councils", StatusSince = now, OpenedAt = now, InstanceId = $"{Guid.NewGuid():N}",
            Plan = new EventPlan("To begin", "Skopje", ["en"]), Phase = phase,
        };
        var isInvited = phase == EventPhase.Invited;
        if (isInvited)
        {
            (about.StartsAt, about.EndsAt) = (now.AddDays(30), now.AddDays(30).AddHours(4));
        }

        var invited = new EventInvitation { CaseId = about.Id, PersonId = coordinator.Id, HubId = coordinator.HubId, CityId = coordinator.CityId!.Value, AskedAt = isInvited ? now : null };
        await host.ChangeAsync(unit => unit.AddRange(about, invited));
        return about.Id;
    }

    private async Task<(Guid Request, Guid File, string Task, Person Seat)> FindAsync(Guid request)
    {
        await host.SettleAsync();
        await using var db = host.Services.GetRequiredService<HubDbFactory>().Create(null);
        var file = await db.Attachments.SingleAsync(f => f.CaseId == request);
        var task = await db.Tasks.Include(t => t.Seats).SingleAsync(t => t.CaseId == request);
        var seats = task.Seats.Select(seat => seat.PersonId).ToList();
        return (request, file.Id, task.Id, await db.People.FirstAsync(p => seats.Contains(p.Id) && (p.Roles & Roles.Advisor) != 0));
    }

    /// <summary>A decision that its page would take: all but the owner's token.</summary>
    private static async Task<Dictionary<string, string>> DecisionAsync(Browser owner, string page)
    {
        var shown = (await owner.FieldsAsync(page)).Where(field => field.Key.StartsWith("Decision.", StringComparison.Ordinal));
        return new(Typed(Roles.Coordinator).Concat(shown));
    }

    private static Upload Note() => new("note.txt", 7, () => new MemoryStream("A note."u8.ToArray()));

    /// <summary>What every form of the site needs; a page passes over what it does not ask for.</summary>
    private static Dictionary<string, string> Typed(Roles roles) => new()
    {
        ["Name"] = "Somebody", ["Email"] = $"p{Guid.NewGuid():N}@example.org", ["Language"] = "en", ["Roles"] = roles.ToString(), ["IsActive"] = "true",
        ["FormId"] = Guid.NewGuid().ToString("N"), ["Form.Title"] = "Title", ["Form.Lane"] = "ShortAdvice", ["Form.Problem"] = "Problem",
        ["Decision.Option"] = "Accept", ["Kind"] = "Reminded",
    };

    /// <summary>Posts carry a token that this browser was given, so that access alone decides.</summary>
    private static Task<HttpResponseMessage> CallAsync(Browser browser, string call, Dictionary<string, string> typed) => call.Split(' ') switch
    {
        ["GET", var path] => browser.GetAsync(path),
        [_, var path] => browser.SendAsync("/", typed, path),
        _ => throw new ArgumentException($"{call} is no call.", nameof(call)),
    };

    private static void Check(HttpResponseMessage answer, HttpStatusCode expected, string what, List<string> wrong)
    {
        if (answer.StatusCode != expected)
        {
            wrong.Add($"{what}: {(int)answer.StatusCode} instead of {(int)expected}");
        }
    }

    private sealed record Row(Owner Owner, params string[] Ids)
    {
        public HttpStatusCode Refusal { get; init; } = HttpStatusCode.NotFound;
    }

    /// <summary>Somebody's records: their ids, the browsers of those to whom they belong, and what these could send.</summary>
    private sealed record Plant(Dictionary<string, string> Ids, Dictionary<Owner, Browser> Owners, Dictionary<Owner, Dictionary<string, string>> Typed)
    {
        public string Fill(string route, Row row)
        {
            var turn = 0;
            return Regex.Replace(route, "\\{[^}]*\\}", _ => Ids[row.Ids[turn++]]);
        }
    }
}
