using System.Globalization;
using System.Net;
using System.Text.RegularExpressions;
using Microsoft.EntityFrameworkCore;
using StrongCities.Host.Tests.Pages;
using StrongCities.Hub.People;
using StrongCities.Hub.SampleData;
using Xunit;

namespace StrongCities.Host.Tests.Events;

/// <summary>The pages of events, without JavaScript: the hub's, a city's, and the one behind a mail's link.</summary>
[Collection(PageTests.Name)]
public sealed partial class EventPageTests(PageHost host)
{
    [Fact]
    public async Task An_advisor_proposes_an_event_and_a_coordinator_answers_poll_and_invitation_by_the_links_of_mails()
    {
        // The city's only coordinator, so that one answer ends the poll.
        var address = SamplePeople.CoordinatorOf("vranje");
        await host.ChangeAsync(unit => unit.People.Where(person => person.Email == address).ExecuteUpdate(person => person.SetProperty(one => one.Language, "en")));
        var coordinator = await host.PersonAsync(address);
        var desk = host.SignedIn(await host.NewPersonAsync(Roles.Advisor, null));
        var city = host.SignedIn(coordinator);
        var first = DateTime.UtcNow.Date.AddDays(40);

        // What can't be taken is said beside its field, and what was typed stays.
        var typed = Typed(coordinator, first, first.AddDays(1));
        var wrong = WebUtility.HtmlDecode(await (await desk.SendAsync("/desk/events/new", new Dictionary<string, string>(typed) { ["Input.Dates[1].Until"] = "08:00", ["Input.Purpose"] = "" })).TextAsync());
        Assert.Contains("Please fill this in", wrong, StringComparison.Ordinal);
        Assert.Contains("value=\"Axolotl councils\"", wrong, StringComparison.Ordinal);
        wrong = WebUtility.HtmlDecode(await (await desk.SendAsync("/desk/events/new", new Dictionary<string, string>(typed) { ["Input.Dates[1].Until"] = "08:00" })).TextAsync());
        Assert.Contains("The end must lie after the beginning", wrong, StringComparison.Ordinal);

        var path = (await desk.SendAsync("/desk/events/new", typed)).Headers.Location!.OriginalString;
        var id = path.Split('/')[^1];
        Assert.Contains("Axolotl councils", await desk.ReadAsync("/desk/events"), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.NotFound, (await city.GetAsync($"/events/{id}")).StatusCode);

        // The idea again, by the form that made it.
        Assert.Contains($"href=\"{path}/idea\"", await desk.ReadAsync(path), StringComparison.Ordinal);
        var idea = WebUtility.HtmlDecode(await desk.ReadAsync($"{path}/idea"));
        Assert.Contains($"value=\"{first:yyyy-MM-dd}\"", idea, StringComparison.Ordinal);
        Assert.Matches($"value=\"{coordinator.CityId}\"[^>]*checked", idea);
        wrong = WebUtility.HtmlDecode(await (await desk.SendAsync($"{path}/idea", new Dictionary<string, string>(typed) { ["Input.Title"] = "", ["Input.Dates[1].Until"] = "x" })).TextAsync());
        Assert.Contains("value=\"x\"", wrong, StringComparison.Ordinal);
        Assert.Equal(path, (await desk.SendAsync($"{path}/idea", new Dictionary<string, string>(typed) { ["Input.Purpose"] = "To go on" })).Headers.Location!.OriginalString);
        Assert.Contains("To go on", await desk.ReadAsync(path), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.Redirect, (await desk.SendAsync(path, new Dictionary<string, string> { ["Act"] = "poll" })).StatusCode);
        await host.SettleAsync();
        Assert.Equal(HttpStatusCode.NotFound, (await desk.GetAsync($"{path}/idea")).StatusCode);

        // The poll, by its mail.
        var byLink = host.NewBrowser();
        var (task, opened) = await byLink.FollowAsync(await host.LinkAsync(coordinator.Email, "/t/", "Axolotl"));
        var form = WebUtility.HtmlDecode(await opened.TextAsync());
        var fields = FieldName().Matches(form).Select(match => match.Groups[1].Value).Distinct().ToList();
        Assert.Equal(2, fields.Count);
        Assert.Contains("Suits if need be", form, StringComparison.Ordinal);
        await byLink.SendAsync(task, new Dictionary<string, string> { [fields[0]] = "Yes", [fields[1]] = "No" });

        // The advisor picks the date in sight of the counts.
        await host.SettleAsync();
        var page = await desk.ReadAsync(path);
        Assert.Contains("poll-bar", page, StringComparison.Ordinal);
        var todo = TaskPath().Match(page).Groups[1].Value;
        var pick = WebUtility.HtmlDecode(await desk.ReadAsync(todo));
        Assert.Contains("poll-bar", pick, StringComparison.Ordinal);
        var key = DateKey().Match(pick).Groups[1].Value;
        Assert.Equal(HttpStatusCode.Redirect, (await desk.SendAsync(todo, new Dictionary<string, string> { ["Decision.Fields[EventDate]"] = key })).StatusCode);

        // Programme and invitations.
        await host.SettleAsync();
        var day = first.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
        var plan = new Dictionary<string, string>
        {
            ["Act"] = "plan", ["Input.Title"] = "Axolotl councils", ["Input.Purpose"] = "To begin", ["Input.Place"] = "Vranje town hall", ["Input.Languages"] = "sr, en",
            ["Input.When.Day"] = day, ["Input.When.From"] = "10:00", ["Input.When.Until"] = "15:00", ["Input.Parts[0].At"] = "10:15", ["Input.Parts[0].What"] = "Narwhals tell",
        };
        Assert.Equal(HttpStatusCode.Redirect, (await desk.SendAsync(path, plan)).StatusCode);
        Assert.Contains("value=\"Narwhals tell\"", await desk.ReadAsync(path), StringComparison.Ordinal);
        await desk.SendAsync(path, new Dictionary<string, string> { ["Act"] = "invite" });

        // The invitation by its mail: first yes, then no, by the same link.
        byLink = host.NewBrowser();
        (task, opened) = await byLink.FollowAsync(await host.LinkAsync(coordinator.Email, "/t/", "Narwhals"));
        var invitation = WebUtility.HtmlDecode(await opened.TextAsync());
        Assert.Contains("Do you come to the event?", invitation, StringComparison.Ordinal);
        Assert.Contains("Narwhals tell", invitation, StringComparison.Ordinal);
        var made = await (await city.SendAsync("/calendars", new Dictionary<string, string>(), "/calendars")).TextAsync();
        var feed = Regex.Match(made, "/calendar/[A-Za-z0-9_.-]+\\.ics").Value;
        await InFeedAsync("TENTATIVE", 0);
        await byLink.SendAsync(task, new Dictionary<string, string> { ["Decision.Option"] = "Attend" });
        await InFeedAsync("CONFIRMED", 0);
        Assert.Contains($"{task}/event", await byLink.ReadAsync(task), StringComparison.Ordinal);
        Assert.Contains("Narwhals tell", await byLink.ReadAsync($"{task}/event"), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.Redirect, (await byLink.SendAsync($"{task}/event", new Dictionary<string, string> { ["Answer"] = "No" })).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await host.NewBrowser().GetAsync($"{task}/event")).StatusCode);

        var mine = WebUtility.HtmlDecode(await city.ReadAsync($"/events/{id}"));
        Assert.Contains("role=\"status\">I do not come<", mine, StringComparison.Ordinal);
        Assert.Contains("Axolotl councils", await city.ReadAsync("/events"), StringComparison.Ordinal);
        var calendar = await city.GetAsync($"/events/{id}?handler=Calendar");
        Assert.Equal("text/calendar", calendar.Content.Headers.ContentType!.MediaType);
        Assert.Contains("SUMMARY:Axolotl councils", await calendar.Content.ReadAsStringAsync(TestContext.Current.CancellationToken), StringComparison.Ordinal);

        var stranger = host.SignedIn(await host.NewPersonAsync(Roles.Coordinator, "uzice"));
        Assert.Equal(HttpStatusCode.NotFound, (await stranger.GetAsync($"/events/{id}")).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await stranger.GetAsync($"/events/{id}?handler=Calendar")).StatusCode);
        Assert.DoesNotContain("Axolotl", await stranger.ReadAsync("/events"), StringComparison.Ordinal);

        // The case has its page like every other: mails, tasks, timeline.
        Assert.Contains($"href=\"{path}\"", await desk.ReadAsync($"/desk/cases/{id}"), StringComparison.Ordinal);
        await desk.SendAsync(path, new Dictionary<string, string> { ["Act"] = "cancel", ["Reason"] = "No narwhals." });
        Assert.Contains("Called off", await city.ReadAsync($"/events/{id}"), StringComparison.Ordinal);

        async Task InFeedAsync(string status, int sequence)
        {
            var text = (await host.NewBrowser().ReadAsync(feed)).Replace("\r\n ", "", StringComparison.Ordinal);
            Assert.All(
                ["SUMMARY:Axolotl councils", "LOCATION:Vranje town hall", $"STATUS:{status}", $"SEQUENCE:{sequence}", $"UID:event.{Guid.Parse(id):N}.{coordinator.Id:N}@strongcities"],
                line => Assert.Contains($"{line}\r\n", text, StringComparison.Ordinal));
        }
    }

    [Fact]
    public async Task A_request_and_a_shared_theme_fill_the_form_in()
    {
        var coordinator = await host.NewPersonAsync(Roles.Coordinator, "leskovac");
        var desk = host.SignedIn(await host.NewPersonAsync(Roles.Advisor, null));
        var request = await host.SubmitAsync(Viewer.Of(coordinator), "Quokka training");
        Assert.Contains($"/desk/events/new?from={request}", await desk.ReadAsync($"/desk/cases/{request}"), StringComparison.Ordinal);
        var form = WebUtility.HtmlDecode(await desk.ReadAsync($"/desk/events/new?from={request}"));
        Assert.Contains("value=\"Quokka training\"", form, StringComparison.Ordinal);
        Assert.Matches($"value=\"{coordinator.CityId}\"[^>]*checked", form);
        Assert.Equal(HttpStatusCode.OK, (await desk.GetAsync("/desk/events/new?theme=nonsense")).StatusCode);
    }

    private static Dictionary<string, string> Typed(Person coordinator, params DateTime[] days)
    {
        var typed = new Dictionary<string, string> { ["Input.Title"] = "Axolotl councils", ["Input.Purpose"] = "To begin", ["Input.Languages"] = "sr", ["Input.Cities"] = coordinator.CityId.ToString()! };
        foreach (var (day, row) in days.Select((day, row) => (day, row)))
        {
            typed[$"Input.Dates[{row}].Day"] = day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
            typed[$"Input.Dates[{row}].From"] = "10:00";
            typed[$"Input.Dates[{row}].Until"] = "15:00";
        }

        return typed;
    }

    [GeneratedRegex("name=\"(Decision\\.Fields\\[[^\\]]+\\])\"")]
    private static partial Regex FieldName();

    [GeneratedRegex("href=\"(/tasks/[^\"?]+)")]
    private static partial Regex TaskPath();

    [GeneratedRegex("name=\"Decision\\.Fields\\[EventDate\\]\" value=\"([^\"]+)\"")]
    private static partial Regex DateKey();
}
