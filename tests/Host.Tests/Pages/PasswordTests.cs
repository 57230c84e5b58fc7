using StrongCities.Hub.Cities;
using StrongCities.Hub.Mail;
using StrongCities.Hub.People;
using Xunit;

namespace StrongCities.Host.Tests.Pages;

/// <summary>How hub staff come by a password, and a city by its first person.</summary>
[Collection(PageTests.Name)]
public sealed class PasswordTests(PageHost host)
{
    private const string Page = "/desk/set-password/";
    private const string Password = "a long quiet river";

    [Fact]
    public async Task Somebody_whom_a_lead_adds_chooses_a_password_and_signs_in()
    {
        var email = await AddStaffAsync();
        var link = await host.LinkAsync(email, Page);
        var before = await host.EverythingAsync();
        Assert.Equal(200, (int)(await host.NewBrowser().GetAsync(link)).StatusCode);
        await host.NewBrowser().HeadAsync(link);
        Assert.Equal(200, (int)(await SetAsync(link, "too short")).StatusCode);
        Assert.Equal(before, await host.EverythingAsync());
        Assert.NotEqual(302, (int)(await SignInAsync(email, Password)).StatusCode);

        Assert.Equal("/desk/sign-in", (await SetAsync(link, Password)).Headers.Location?.ToString());
        Assert.Equal("/desk", (await SignInAsync(email, Password)).Headers.Location?.ToString());
    }

    [Fact]
    public async Task A_link_sets_one_password_only()
    {
        var email = await AddStaffAsync();
        var link = await host.LinkAsync(email, Page);
        await SetAsync(link, Password);
        Assert.Equal(404, (int)(await host.NewBrowser().GetAsync(link)).StatusCode);
        Assert.Equal(404, (int)(await SetAsync(link, "another long river")).StatusCode);
        Assert.NotEqual(302, (int)(await SignInAsync(email, "another long river")).StatusCode);
    }

    [Fact]
    public async Task Of_many_who_use_a_link_at_once_one_succeeds()
    {
        var token = (await host.LinkAsync(await AddStaffAsync(), Page))[Page.Length..];
        var results = await Task.WhenAll(Enumerable.Range(0, 10).Select(_ => host.SendAsync(new RedeemPasswordLink(token))));
        Assert.Single(results.OfType<PasswordLinkGood>());
    }

    [Fact]
    public async Task A_link_is_good_for_its_own_purpose_only()
    {
        var staff = (await host.LinkAsync(await AddStaffAsync(), Page))[Page.Length..];
        var person = await host.NewPersonAsync(Roles.Coordinator);
        await host.NewBrowser().SendAsync("/sign-in", new Dictionary<string, string> { ["Email"] = person.Email });
        var city = (await host.LinkAsync(person.Email, "/sign-in/"))["/sign-in/".Length..];

        Assert.Equal(404, (int)(await host.NewBrowser().SendAsync($"/sign-in/{staff}", new Dictionary<string, string>())).StatusCode);
        Assert.Equal(404, (int)(await SetAsync(Page + city, Password)).StatusCode);
        Assert.IsType<PasswordLinkGood>(await host.SendAsync(new OpenPasswordLink(staff)));
        Assert.IsType<SignInLinkGood>(await host.SendAsync(new OpenSignInLink(city)));
    }

    [Fact]
    public async Task A_forgotten_password_is_replaced_and_the_answer_tells_nobody_who_is_known()
    {
        var email = await AddStaffAsync();
        await SetAsync(await host.LinkAsync(email, Page), Password);
        var coordinator = await host.NewPersonAsync(Roles.Coordinator);
        var answers = new List<string>();
        foreach (var address in new[] { email, coordinator.Email, "nobody@example.org" })
        {
            var answer = await host.NewBrowser().SendAsync("/desk/forgot-password", new Dictionary<string, string> { ["Email"] = address });
            answers.Add(System.Text.RegularExpressions.Regex.Replace(
                (await answer.TextAsync()).Replace(address, "", StringComparison.Ordinal), "value=\"CfDJ8[^\"]*\"", ""));
        }

        Assert.Single(answers.Distinct());
        await SetAsync(await host.LinkAsync(email, Page), "another long river");
        Assert.Empty(await host.SendAsync(new ListMailbox(coordinator.Email, 10)));
        Assert.NotEqual(302, (int)(await SignInAsync(email, Password)).StatusCode);
        Assert.Equal(302, (int)(await SignInAsync(email, "another long river")).StatusCode);
    }

    [Fact]
    public async Task A_city_without_people_gets_its_first_and_cities_of_other_hubs_are_not_offered()
    {
        var lead = await host.NewPersonAsync(Roles.HubLead, null);
        var city = new City { Id = Guid.NewGuid(), HubId = lead.HubId, Key = "empty", Name = "Emptyville", Country = "MK", Calendar = "MK", TimeZone = "Europe/Skopje", Language = "mk" };
        await host.ChangeAsync(db => db.Add(city));
        var html = await host.SignedIn(lead).ReadAsync("/desk/people/new");
        Assert.Contains("Emptyville", html, StringComparison.Ordinal);
        Assert.DoesNotContain(host.ForeignCoordinator.CityId.ToString()!, html, StringComparison.Ordinal);

        var email = await AddAsync(lead, city.Id.ToString(), Roles.Coordinator);
        Assert.Equal(city.Id, (await host.PersonAsync(email)).CityId);
        await host.SettleAsync();
        Assert.Empty(await host.SendAsync(new ListMailbox(email, 10)));
    }

    [Fact]
    public async Task An_empty_installation_gets_its_first_lead_and_only_that()
    {
        var folder = Directory.CreateTempSubdirectory("strongcities-lead-").FullName;
        await using (var empty = new PageHostOn(folder, [("SampleData", "false")]))
        {
            Assert.IsType<FirstLeadInvalid>(await empty.SendAsync(new AddFirstLead("no address", "Ana")));
            var added = Assert.IsType<FirstLeadAdded>(await empty.SendAsync(new AddFirstLead("ana@example.org", "Ana")));
            Assert.IsType<FirstLeadNotFirst>(await empty.SendAsync(new AddFirstLead("eva@example.org", "Eva")));
            await empty.NewBrowser().SendAsync(added.Path, new Dictionary<string, string> { ["Password"] = Password });
            var browser = empty.NewBrowser();
            await browser.SendAsync("/desk/sign-in", new Dictionary<string, string> { ["Email"] = "ana@example.org", ["Password"] = Password });
            Assert.Equal(200, (int)(await browser.GetAsync("/desk/people/new")).StatusCode);
        }

        Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
        Directory.Delete(folder, recursive: true);
    }

    private async Task<string> AddStaffAsync() => await AddAsync(await host.NewPersonAsync(Roles.HubLead, null), "", Roles.Advisor);

    private async Task<string> AddAsync(Person lead, string city, Roles role)
    {
        var email = $"n{Guid.NewGuid():N}@example.org";
        var answer = await host.SignedIn(lead).SendAsync("/desk/people/new", new Dictionary<string, string>
        {
            ["Name"] = "New", ["Email"] = email, ["CityId"] = city, ["Language"] = "en", ["Roles"] = role.ToString(),
        });
        Assert.Equal("/desk/people", answer.Headers.Location?.ToString());
        return email;
    }

    private Task<HttpResponseMessage> SetAsync(string link, string password) =>
        host.NewBrowser().SendAsync(link, new Dictionary<string, string> { ["Password"] = password });

    private Task<HttpResponseMessage> SignInAsync(string email, string password) =>
        host.NewBrowser().SendAsync("/desk/sign-in", new Dictionary<string, string> { ["Email"] = email, ["Password"] = password });
}
