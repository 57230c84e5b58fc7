using System.Net;
using Microsoft.Extensions.DependencyInjection;
using StrongCities.Host.Tests.Pages;
using StrongCities.Hub.Assistance;
using StrongCities.Hub.Cases;
using StrongCities.Hub.People;
using StrongCities.Hub.Risks;
using StrongCities.Hub.Tasks;
using Xunit;

namespace StrongCities.Host.Tests.Risks;

/// <summary>The pages of a register: a city's, a department's, and the hub's.</summary>
[Collection(PageTests.Name)]
public sealed class RiskPageTests(PageHost host)
{
    private static readonly Dictionary<string, string> Typed = new()
    {
        ["Act"] = "save", ["Input.Title"] = "Pangolin flood", ["Input.Cause"] = "Rain", ["Input.Event"] = "The river rises", ["Input.Consequence"] = "Wet cellars",
        ["Input.Themes"] = "disaster", ["Input.Likelihood"] = "5", ["Input.Services"] = "4", ["Input.Trend"] = "Rising", ["Input.Proximity"] = "Soon", ["Input.Owner"] = "Civil protection",
        ["Input.Confidence"] = "High", ["Input.ControlStrength"] = "0",
    };

    [Fact]
    public async Task A_city_enters_a_risk_sees_it_on_the_grid_and_shows_it_to_its_hub()
    {
        var city = host.SignedIn(await host.NewPersonAsync(Roles.Coordinator, "prizren"));
        var desk = host.SignedIn(await host.NewPersonAsync(Roles.Advisor, null));
        Assert.Contains("value=\"open\"", await city.ReadAsync("/risks"), StringComparison.Ordinal);
        await city.SendAsync("/risks", new Dictionary<string, string> { ["Act"] = "open" });

        // What is missing is said, and what was typed stays.
        var wrong = WebUtility.HtmlDecode(await (await city.SendAsync("/risks/risk", new Dictionary<string, string>(Typed) { ["Input.Cause"] = "", ["Input.Services"] = "0" })).TextAsync());
        Assert.Contains("Please fill this in", wrong, StringComparison.Ordinal);
        Assert.Contains("in at least one respect", wrong, StringComparison.Ordinal);
        Assert.Contains("value=\"Pangolin flood\"", wrong, StringComparison.Ordinal);
        Assert.Contains("Never name persons or groups", wrong, StringComparison.Ordinal);

        var saved = await city.SendAsync("/risks/risk", Typed);
        var path = saved.Headers.Location!.OriginalString.Split('?')[0];
        var page = WebUtility.HtmlDecode(await city.ReadAsync("/risks"));
        foreach (var text in new[] { "Pangolin flood", "5 almost certain, 4 severe, Red: critical: 1 risk", "3 possible, 3 serious, Yellow: moderate: 0 risks", "Our city only", "/requests/new?risk=" })
        {
            Assert.Contains(text, page, StringComparison.Ordinal);
        }

        Assert.DoesNotContain("Pangolin", await desk.ReadAsync("/desk/risks"), StringComparison.Ordinal);
        await city.SendAsync(path, new Dictionary<string, string> { ["Act"] = "show", ["Visibility"] = nameof(RiskVisibility.Hub) });
        Assert.Contains("Pangolin flood", await desk.ReadAsync("/desk/risks"), StringComparison.Ordinal);

        var request = WebUtility.HtmlDecode(await city.ReadAsync($"/requests/new?risk={path.Split('/')[^1]}"));
        Assert.Contains("value=\"Pangolin flood\"", request, StringComparison.Ordinal);
        Assert.Contains("20/25", request, StringComparison.Ordinal);

        // Strangers find nothing, not even by the right address.
        var other = host.SignedIn(await host.NewPersonAsync(Roles.Coordinator, "tetovo"));
        Assert.Equal(HttpStatusCode.NotFound, (await other.GetAsync(path)).StatusCode);
        Assert.DoesNotContain("Pangolin", await other.ReadAsync("/risks"), StringComparison.Ordinal);
        Assert.DoesNotContain("Pangolin", await other.ReadAsync($"/requests/new?risk={path.Split('/')[^1]}"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_hub_reads_which_city_has_stopped_looking_and_nothing_of_its_risks()
    {
        var city = host.SignedIn(await host.NewPersonAsync(Roles.Coordinator, "subotica"));
        var desk = host.SignedIn(await host.NewPersonAsync(Roles.Advisor, null));
        await city.SendAsync("/risks", new Dictionary<string, string> { ["Act"] = "open" });
        await city.SendAsync("/risks/risk", new Dictionary<string, string>(Typed) { ["Input.Title"] = "Echidna flood" });
        Assert.DoesNotContain("has stopped looking", await desk.ReadAsync("/desk/risks"), StringComparison.Ordinal);
        var (id, now) = (Guid.Empty, host.Services.GetRequiredService<TimeProvider>().GetUtcNow());
        await host.ChangeAsync(unit =>
        {
            var register = unit.Cases.OfType<RiskRegister>().Single(one => unit.Cities.Any(home => home.Id == one.CityId && home.Key == "subotica"));
            (id, register.Phase) = (register.Id, RegisterPhase.Active);
            foreach (var minutes in new[] { 1, 2 })
            {
                unit.Add(new HumanTask
                {
                    Id = $"{Guid.NewGuid():N}", HubId = register.HubId, CityId = register.CityId, CaseId = id, InstanceId = register.InstanceId, BookmarkId = $"{Guid.NewGuid():N}",
                    Kind = TaskKind.Acknowledgement, Asks = CaseParty.City, Assignee = CaseRole.Coordinator, MailKind = "task", Title = "Risk.Task.Look", OpenedAt = now.AddMinutes(minutes),
                    SilenceText = null, State = TaskState.Silent,
                });
            }
        });
        foreach (var path in new[] { "/desk/risks", $"/desk/cases/{id}" })
        {
            var page = WebUtility.HtmlDecode(await desk.ReadAsync(path));
            Assert.Contains("Subotica has stopped looking at its risks. Unanswered in a row: 2;", page, StringComparison.Ordinal);
            Assert.DoesNotContain("Echidna", page, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task A_department_rates_by_its_mails_link_and_by_its_seat()
    {
        var coordinator = await host.NewPersonAsync(Roles.Coordinator, "gjakove");
        var finance = await host.NewPersonAsync(Roles.Finance, "gjakove");
        var secretary = await host.NewPersonAsync(Roles.CouncilSecretary, "gjakove");
        var city = host.SignedIn(coordinator);
        await city.SendAsync("/risks", new Dictionary<string, string> { ["Act"] = "open" });
        await city.SendAsync("/risks/risk", Typed);
        await city.SendAsync("/risks", new Dictionary<string, string> { ["Act"] = "submit" });
        await host.SettleAsync();

        var link = await host.LinkAsync(finance.Email, "/t/");
        var byLink = host.NewBrowser();
        var (task, opened) = await byLink.FollowAsync(link);
        Assert.Contains($"{task}/risks", WebUtility.HtmlDecode(await opened.TextAsync()), StringComparison.Ordinal);
        var form = await byLink.ReadAsync($"{task}/risks");
        var name = System.Text.RegularExpressions.Regex.Match(form, "name=\"(Rated\\[[^\\]]+\\])\\.Likelihood\"").Groups[1].Value;
        var empty = await byLink.SendAsync($"{task}/risks", new Dictionary<string, string>());
        Assert.Contains("Rate at least one risk", WebUtility.HtmlDecode(await empty.TextAsync()), StringComparison.Ordinal);
        var sent = await byLink.SendAsync($"{task}/risks", new Dictionary<string, string> { [$"{name}.Likelihood"] = "2", [$"{name}.Comment"] = "New dyke." });
        Assert.Equal(task, sent.Headers.Location?.OriginalString);
        Assert.Equal(HttpStatusCode.NotFound, (await byLink.GetAsync($"{task}/risks")).StatusCode);

        var bySeat = host.SignedIn(secretary);
        var todo = System.Text.RegularExpressions.Regex.Match(await bySeat.ReadAsync("/risks"), "href=\"(/tasks/[^\"]+)\"").Groups[1].Value;
        Assert.Contains("Pangolin flood", await bySeat.ReadAsync($"{todo}/risks"), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.NotFound, (await city.GetAsync($"{todo}/risks")).StatusCode);

        var seen = WebUtility.HtmlDecode(await city.ReadAsync("/risks"));
        Assert.Contains("New dyke.", seen, StringComparison.Ordinal);
    }
}
