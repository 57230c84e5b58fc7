using System.Net;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using StrongCities.Hub.People;
using StrongCities.Hub.Persistence;
using Xunit;

namespace StrongCities.Host.Tests.Pages;

/// <summary>Every role on every route, with the ids of another city and of another hub.</summary>
[Collection(PageTests.Name)]
public sealed class AccessTests(PageHost host)
{
    private const Roles City = Roles.Coordinator | Roles.Signatory | Roles.Finance | Roles.CouncilSecretary | Roles.Viewer;
    private const Roles Staff = Roles.Advisor | Roles.HubLead | Roles.Designer | Roles.Operator;

    /// <summary>Who may open what has no id; <see langword="null"/>: everybody, signed in or not. A new route must be entered here.</summary>
    private static readonly Dictionary<string, Roles?> Open = new()
    {
        ["/"] = null, ["/sign-in"] = null, ["/desk/sign-in"] = null, ["/desk/forgot-password"] = null, ["/error/{code:int?}"] = null,
        ["/health/live"] = null, ["/health/ready"] = null, ["/mailbox"] = null,
        ["/requests"] = City, ["/requests/new"] = Roles.Coordinator | Roles.Signatory,
        ["/desk"] = Staff, ["/desk/people"] = Roles.HubLead, ["/desk/people/new"] = Roles.HubLead, ["/designer"] = Staff,
    };

    /// <summary>Routes with ids: the ids to try, all of somebody else's, and the answer to everybody signed in: 404.</summary>
    private static readonly Dictionary<string, string[]> Foreign = new()
    {
        ["/requests/{id:guid}"] = ["request"],
        ["/requests/{id:guid}/attachments/{file:guid}"] = ["request", "file"],
        ["/desk/cases/{id:guid}"] = ["request"],
        ["/desk/cases/{id:guid}/attachments/{file:guid}"] = ["request", "file"],
        ["/desk/people/{id:guid}"] = ["person"],
        ["/tasks/{id}"] = ["task"],
        ["/tasks/{id}/attachments/{file:guid}"] = ["task", "file"],
    };

    /// <summary>Routes that a secret opens, or that are not there; others test them. Both with and without a sign-in they answer the same.</summary>
    private static readonly Dictionary<string, (string Path, HttpStatusCode Answer)> ByOther = new()
    {
        ["/sign-in/{token}"] = ("/sign-in/AAAA", HttpStatusCode.NotFound),
        ["/desk/set-password/{token}"] = ("/desk/set-password/AAAA", HttpStatusCode.NotFound),
        ["/t/{token}"] = ("/t/AAAA", HttpStatusCode.NotFound),
        ["/task/{id}"] = ("/task/AAAA", HttpStatusCode.Forbidden),
        ["/task/{id}/attachments/{file:guid}"] = ($"/task/AAAA/attachments/{Guid.NewGuid()}", HttpStatusCode.NotFound),
        ["/mailbox/{id:long}/{part:regex(^(text|source)$)?}"] = ("/mailbox/999999", HttpStatusCode.NotFound),
        ["/mailbox/{id:long}/html"] = ("/mailbox/999999/html", HttpStatusCode.NotFound),
        ["/mailbox/{id:long}/eml"] = ("/mailbox/999999/eml", HttpStatusCode.NotFound),
    };

    /// <summary>Routes that only take forms: without the form's token they change nothing.</summary>
    private static readonly string[] Forms = ["/language", "/sign-out"];

    private static readonly string[] NotThere = ["/desk/clock"];

    [Fact]
    public void Every_route_is_in_one_of_the_tables()
    {
        var known = Open.Keys.Concat(Foreign.Keys).Concat(ByOther.Keys).Concat(Forms).Concat(NotThere).Order(StringComparer.Ordinal);
        Assert.Equal(known, Routes().Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task Every_role_opens_what_it_may_and_gets_404_for_the_rest()
    {
        var wrong = new List<string>();
        foreach (var role in Enum.GetValues<Roles>().Where(role => role != Roles.None))
        {
            var browser = host.SignedIn(await host.NewPersonAsync(role, (role & City) != 0 ? "kumanovo" : null));
            foreach (var (route, allowed) in Open)
            {
                var path = route.Split('{')[0];
                var expected = path == "/error/" || (allowed is not null && (allowed & role) == 0) ? HttpStatusCode.NotFound : HttpStatusCode.OK;
                await CheckAsync(browser, role, path, path == "/error/" ? HttpStatusCode.OK : expected, wrong);
            }

            foreach (var path in NotThere)
            {
                await CheckAsync(browser, role, path, HttpStatusCode.NotFound, wrong);
            }
        }

        Assert.Empty(wrong);
    }

    [Fact]
    public async Task Every_role_gets_404_for_the_ids_of_another_city_and_another_hub()
    {
        var wrong = new List<string>();
        var otherHub = await IdsAsync(host.ForeignRequest, host.ForeignCoordinator.Id);
        var neighbour = await host.NewPersonAsync(Roles.Coordinator, "elbasan");
        var otherCity = await IdsAsync(await host.SubmitAsync(PageHost.ViewerOf(neighbour), "Of another city"), neighbour.Id);
        foreach (var role in Enum.GetValues<Roles>().Where(role => role != Roles.None))
        {
            var ofCity = (role & City) != 0;
            var browser = host.SignedIn(await host.NewPersonAsync(role, ofCity ? "kumanovo" : null));
            foreach (var ids in ofCity ? new[] { otherHub, otherCity } : [otherHub])
            {
                foreach (var (route, names) in Foreign)
                {
                    await CheckAsync(browser, role, Fill(route, names, ids), HttpStatusCode.NotFound, wrong);
                }
            }

            foreach (var (path, answer) in ByOther.Values)
            {
                await CheckAsync(browser, role, path, answer, wrong);
            }
        }

        Assert.Empty(wrong);
    }

    [Fact]
    public async Task Nobody_signed_in_is_asked_to_sign_in()
    {
        var wrong = new List<string>();
        var ids = await IdsAsync(host.ForeignRequest, host.ForeignCoordinator.Id);
        var closed = Open.Where(route => route.Value is not null).Select(route => route.Key)
            .Concat(Foreign.Select(route => Fill(route.Key, route.Value, ids))).Concat(NotThere);
        foreach (var path in closed)
        {
            await CheckAsync(host.NewBrowser(), Roles.None, path, HttpStatusCode.Redirect, wrong);
        }

        foreach (var path in Forms)
        {
            var answer = await host.NewBrowser().PostBareAsync(path, new Dictionary<string, string>());
            Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
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

    private IEnumerable<string> Routes() => host.Services.GetRequiredService<EndpointDataSource>().Endpoints
        .OfType<RouteEndpoint>()
        .Select(endpoint => "/" + endpoint.RoutePattern.RawText!.TrimStart('/'))
        .Distinct();

    private async Task<Dictionary<string, string>> IdsAsync(Guid request, Guid person)
    {
        await using var db = host.Services.GetRequiredService<HubDbFactory>().Create(null);
        var task = await db.Tasks.Where(t => t.RequestId == request).Select(t => t.Id).FirstAsync(TestContext.Current.CancellationToken);
        return new() { ["request"] = request.ToString(), ["person"] = person.ToString(), ["task"] = task, ["file"] = Guid.NewGuid().ToString() };
    }

    private static string Fill(string route, string[] names, Dictionary<string, string> ids)
    {
        var turn = 0;
        return System.Text.RegularExpressions.Regex.Replace(route, "\\{[^}]*\\}", _ => ids[names[turn++]]);
    }

    private static async Task CheckAsync(Browser browser, Roles role, string path, HttpStatusCode expected, List<string> wrong)
    {
        var answer = await browser.GetAsync(path);
        if (answer.StatusCode != expected)
        {
            wrong.Add($"{role} {path}: {(int)answer.StatusCode} instead of {(int)expected}");
        }
    }
}
