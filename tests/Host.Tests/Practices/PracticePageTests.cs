using System.Net;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using System.Xml.Linq;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using SkiaSharp;
using StrongCities.Host.Tests.Pages;
using StrongCities.Hub.Assistance;
using StrongCities.Hub.People;
using StrongCities.Hub.Persistence;
using StrongCities.Hub.Practices;
using StrongCities.Hub.Tasks;
using Xunit;

namespace StrongCities.Host.Tests.Practices;

/// <summary>The pages of good practices: the hub's, the city's, and what everybody reads.</summary>
[Collection(PageTests.Name)]
public sealed partial class PracticePageTests(PageHost host)
{
    private const string List = "/practices/western-balkans";
    private static readonly XNamespace Atom = "http://www.w3.org/2005/Atom";

    [Fact]
    public async Task Everybody_reads_the_sample_as_page_file_and_feed_without_signing_in()
    {
        var anybody = host.NewBrowser();
        var list = WebUtility.HtmlDecode(await anybody.ReadAsync($"{List}?theme=cohesion&language=en&p=99"));
        Assert.Contains("Street workers who hear hate before it shouts", list, StringComparison.Ordinal);
        Assert.DoesNotContain("Street workers", await anybody.ReadAsync($"{List}?theme=energy"), StringComparison.Ordinal);
        Assert.Contains("Street workers", await anybody.ReadAsync($"{List}?theme=%3Cscript%3E"), StringComparison.Ordinal);
        var path = Regex.Match(list, $"href=\"({List}/street-workers-who-hear-hate-before-it-shouts-wb-g-[^\"]+)\"").Groups[1].Value;

        var page = await anybody.GetAsync(path);
        var html = await page.TextAsync();
        Assert.Equal("private, no-cache", page.Headers.CacheControl!.ToString().Replace("no-cache, private", "private, no-cache", StringComparison.Ordinal));
        Assert.Equal(HttpStatusCode.NotModified, (await KnownAsync(anybody, path, page)).StatusCode);
        var linked = JsonNode.Parse(LinkedPattern().Match(html).Groups[1].Value)!;
        Assert.Equal(("Article", "Street workers who hear hate before it shouts"), ((string)linked["@type"]!, (string)linked["headline"]!));
        Assert.EndsWith(path, (string)linked["url"]!, StringComparison.Ordinal);

        var file = await anybody.GetAsync($"{path}.json");
        var json = JsonNode.Parse(await file.TextAsync())!;
        Assert.Equal(("hub@example.org", "Banja Luka"), ((string)json["contact"]!["email"]!, (string)json["city"]!["name"]!));
        Assert.Equal("https://creativecommons.org/licenses/by/4.0/", (string)json["license"]!);
        Assert.Equal(HttpStatusCode.NotModified, (await KnownAsync(anybody, $"{path}.json", file)).StatusCode);
        Assert.True(file.Headers.CacheControl is { Public: true, NoCache: true });

        var fed = await anybody.GetAsync($"{List}/feed");
        Assert.Equal("application/atom+xml", fed.Content.Headers.ContentType!.MediaType);
        var feed = XDocument.Parse(await fed.TextAsync()).Root!;
        Assert.Equal(Atom + "feed", feed.Name);
        foreach (var part in feed.Elements(Atom + "entry").Prepend(feed))
        {
            Assert.All(["id", "title", "updated", "author", "link"], name => Assert.False(string.IsNullOrEmpty(part.Element(Atom + name)?.ToString()), name));
            Assert.True(Uri.IsWellFormedUriString(part.Element(Atom + "id")!.Value, UriKind.Absolute));
            Assert.True(DateTimeOffset.TryParse(part.Element(Atom + "updated")!.Value, out _));
        }

        Assert.Contains(feed.Elements(Atom + "link"), link => (string)link.Attribute("rel")! == "self");
        Assert.Equal(HttpStatusCode.NotModified, (await KnownAsync(anybody, $"{List}/feed", fed)).StatusCode);
    }

    [Fact]
    public async Task Whatever_is_written_is_text_in_every_form_and_gone_once_the_city_took_it_back()
    {
        const string Evil = "</script><script>alert('x')</script>&\u0001 <b>";
        var coordinator = await host.NewPersonAsync(Roles.Coordinator, "kumanovo");
        var planted = await PlantAsync(coordinator, PracticePhase.Public, new PracticeText
        {
            Title = $"Numbat {Evil}", Summary = Evil, Problem = Evil, Done = Evil, Result = Evil, Lessons = Evil, Themes = ["youth"], Languages = ["en"],
        });
        var (anybody, path) = (host.NewBrowser(), $"{List}/{planted.Slug}");
        var page = await anybody.ReadAsync(path);
        Assert.DoesNotContain("<script>alert", page, StringComparison.Ordinal);
        Assert.Contains("alert", (string)JsonNode.Parse(LinkedPattern().Match(page).Groups[1].Value)!["headline"]!, StringComparison.Ordinal);
        Assert.DoesNotContain("<script>alert", await anybody.ReadAsync(List), StringComparison.Ordinal);
        Assert.Contains("<script>alert('x')</script>&", XDocument.Parse(await anybody.ReadAsync($"{List}/feed")).Root!.Value, StringComparison.Ordinal);

        // Another city does not see it inside, and nobody there takes it back.
        var other = host.SignedIn(await host.NewPersonAsync(Roles.Coordinator, "elbasan"));
        Assert.Equal(HttpStatusCode.NotFound, (await other.GetAsync($"/our-practices/{planted.Id}")).StatusCode);
        var viewer = host.SignedIn(await host.NewPersonAsync(Roles.Viewer, "kumanovo"));
        Assert.DoesNotContain("Take the release back", await viewer.ReadAsync($"/our-practices/{planted.Id}"), StringComparison.Ordinal);
        var city = host.SignedIn(coordinator);
        Assert.Contains("Take the release back", await city.ReadAsync($"/our-practices/{planted.Id}"), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.Redirect, (await city.SendAsync($"/our-practices/{planted.Id}", new Dictionary<string, string>())).StatusCode);
        foreach (var gone in new[] { path, $"{path}.json" })
        {
            var answer = await anybody.GetAsync(gone);
            Assert.Equal(HttpStatusCode.Gone, answer.StatusCode);
            Assert.DoesNotContain("Numbat", await answer.TextAsync(), StringComparison.Ordinal);
        }

        Assert.DoesNotContain("Numbat", await anybody.ReadAsync(List), StringComparison.Ordinal);
        Assert.DoesNotContain("Numbat", await anybody.ReadAsync($"{List}/feed"), StringComparison.Ordinal);

        // Both sides can have the city asked anew, until it is; nothing is read meanwhile.
        var desk = host.SignedIn(await host.NewPersonAsync(Roles.Advisor, null));
        Assert.Contains("Ask the city anew", await desk.ReadAsync($"/desk/practices/{planted.Id}"), StringComparison.Ordinal);
        Assert.DoesNotContain("Ask us anew", await viewer.ReadAsync($"/our-practices/{planted.Id}"), StringComparison.Ordinal);
        Assert.Contains("Ask us anew", await city.ReadAsync($"/our-practices/{planted.Id}"), StringComparison.Ordinal);
        var again = new Dictionary<string, string> { ["Do"] = "anew" };
        Assert.Equal(HttpStatusCode.Redirect, (await city.SendAsync($"/our-practices/{planted.Id}", again)).StatusCode);
        await host.SettleAsync();
        var mine = WebUtility.HtmlDecode(await city.ReadAsync($"/our-practices/{planted.Id}"));
        Assert.Contains("What of this good practice may others read?", mine, StringComparison.Ordinal);
        Assert.DoesNotContain("Ask us anew", mine, StringComparison.Ordinal);
        Assert.DoesNotContain("Ask the city anew", await desk.ReadAsync($"/desk/practices/{planted.Id}"), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.NotFound, (await desk.SendAsync($"/desk/practices/{planted.Id}", again)).StatusCode);
        Assert.Equal(HttpStatusCode.Gone, (await anybody.GetAsync(path)).StatusCode);
    }

    [Fact]
    public async Task From_the_cases_page_over_the_citys_mail_to_the_public_page()
    {
        var advisor = await host.NewPersonAsync(Roles.Advisor, null);
        var lead = await host.NewPersonAsync(Roles.HubLead, null);
        var coordinator = await host.NewPersonAsync(Roles.Coordinator, "gostivar");
        var request = await HelpedAsync(coordinator);
        var desk = host.SignedIn(advisor);
        var casePage = await desk.ReadAsync($"/desk/cases/{request}");
        Assert.Contains("action=\"/desk/practices\"", casePage, StringComparison.Ordinal);
        var begun = await desk.SendAsync($"/desk/cases/{request}", new Dictionary<string, string> { ["RequestId"] = request.ToString() }, "/desk/practices");
        var page = begun.Headers.Location!.OriginalString;
        Assert.Matches("^/desk/practices/[0-9a-f-]{36}$", page);
        var html = WebUtility.HtmlDecode(await desk.ReadAsync(page));
        Assert.Contains("Still missing before the city can be asked", html, StringComparison.Ordinal);

        // What is wrong is said, and what was typed stays.
        var typed = new Dictionary<string, string>
        {
            ["SeenText"] = "1", ["Do"] = "save", ["Input.Title"] = "Bilby evenings", ["Input.Summary"] = "Short.", ["Input.Problem"] = "Dark streets.", ["Input.Done"] = "Petra Bandicoot lit them.",
            ["Input.Result"] = "Light.", ["Input.Lessons"] = "Begin early.", ["Input.Days"] = "3", ["Input.Themes"] = "youth", ["Input.Languages"] = "en",
            ["Input.Names"] = "Petra Bandicoot: the electrician", ["Input.ContactName"] = "Tom Wallaby", ["Input.ContactRole"] = "town hall", ["Input.ContactEmail"] = "tom@example.org",
        };
        var wrong = WebUtility.HtmlDecode(await (await desk.SendAsync(page, new Dictionary<string, string>(typed) { ["Input.Days"] = "many", ["Input.Names"] = "Petra", ["Input.ContactEmail"] = "x" })).TextAsync());
        Assert.Contains("value=\"Bilby evenings\"", wrong, StringComparison.Ordinal);
        Assert.Contains("one person a line", wrong, StringComparison.OrdinalIgnoreCase);
        Assert.Equal(HttpStatusCode.Redirect, (await desk.SendAsync(page, typed)).StatusCode);
        Assert.Contains("Somebody saved it meanwhile", WebUtility.HtmlDecode(await (await desk.SendAsync(page, typed)).TextAsync()), StringComparison.Ordinal);
        var noPicture = await desk.SendAsync(page, new Dictionary<string, string> { ["Do"] = "picture", ["Alt"] = "Lamps on a square", ["Maker"] = "Foto Potoroo" }, null, ("a.png", "no picture"u8.ToArray()));
        Assert.Contains("is no picture", WebUtility.HtmlDecode(await noPicture.TextAsync()), StringComparison.Ordinal);
        var picture = PracticeWorld.Encode(60, 30, SKEncodedImageFormat.Png);
        var added = await desk.SendAsync(page, new Dictionary<string, string> { ["Do"] = "picture", ["Alt"] = "Lamps on a square", ["Maker"] = "Foto Potoroo" }, null, ("a.png", picture));
        Assert.Equal(HttpStatusCode.Redirect, added.StatusCode);

        // The decision is on the task's page once nothing is missing.
        var todo = Regex.Match(await desk.ReadAsync(page), "href=\"(/tasks/[^?\"]+)").Groups[1].Value;
        await DecideAsync(desk, todo, "SendToCity");
        await host.SettleAsync();

        // The city reads in its mail's page exactly what would be public, pictures and all.
        var mailed = await host.LinkAsync(coordinator.Email, "/t/", "Bilby evenings");
        var city = host.NewBrowser();
        var (task, opened) = await city.FollowAsync(mailed);
        var shown = WebUtility.HtmlDecode(await opened.TextAsync());
        Assert.All(["Petra Bandicoot lit them.", "the electrician lit them.", "Tom Wallaby", "Foto Potoroo", "May names be read?"], text => Assert.Contains(text, shown, StringComparison.Ordinal));
        var image = await city.GetAsync(Regex.Match(shown, "<img src=\"([^\"]+/attachments/[^\"]+)\" alt=\"Lamps").Groups[1].Value);
        Assert.Equal((HttpStatusCode.OK, "image/jpeg"), (image.StatusCode, image.Content.Headers.ContentType!.MediaType));
        await DecideAsync(city, task, "ReleaseText", ("ReleaseNames", "No"), ("ReleasePictures", "Yes"));
        await host.SettleAsync();

        var review = await host.LinkAsync(lead.Email, "/t/", "Bilby evenings");
        var boss = host.NewBrowser();
        var (lookAt, found) = await boss.FollowAsync(review);
        var seen = WebUtility.HtmlDecode(await found.TextAsync());
        Assert.Contains("the electrician lit them.", seen, StringComparison.Ordinal);
        Assert.DoesNotContain("Bandicoot lit", seen, StringComparison.Ordinal);
        await DecideAsync(boss, lookAt, "PublishPractice");
        await host.SettleAsync();

        var anybody = host.NewBrowser();
        var path = Regex.Match(await anybody.ReadAsync(List), $"href=\"({List}/bilby-evenings-[^\"]+)\"").Groups[1].Value;
        var everything = string.Join('\n', await Task.WhenAll(anybody.ReadAsync(path), anybody.ReadAsync($"{path}.json"), anybody.ReadAsync($"{List}/feed"), anybody.ReadAsync(List)));
        Assert.All(["Bandicoot", "Petra", "Wallaby", "tom@example.org"], word => Assert.DoesNotContain(word, everything, StringComparison.OrdinalIgnoreCase));
        Assert.Contains("Foto Potoroo", everything, StringComparison.Ordinal);
        var published = await anybody.GetAsync($"{path}/pictures/1");
        Assert.Equal((HttpStatusCode.OK, "image/jpeg"), (published.StatusCode, published.Content.Headers.ContentType!.MediaType));
        Assert.Equal(HttpStatusCode.NotFound, (await anybody.GetAsync($"{path}/pictures/2")).StatusCode);
        Assert.Contains("Public page", WebUtility.HtmlDecode(await desk.ReadAsync(page)), StringComparison.Ordinal);
        Assert.Contains("Open the good practice", WebUtility.HtmlDecode(await desk.ReadAsync($"/desk/cases/{request}")), StringComparison.Ordinal);
    }

    /// <summary>A request whose delivery was confirmed.</summary>
    private async Task<Guid> HelpedAsync(Person coordinator)
    {
        var request = await host.SubmitAsync(Viewer.Of(coordinator), $"Lamps {Guid.NewGuid():N}");
        foreach (var option in new[] { "Accept", "Approve", "Answered", "Answered" })
        {
            await host.SettleAsync();
            await using var db = host.Services.GetRequiredService<HubDbFactory>().Create(null);
            var task = await db.Tasks.Include(t => t.Seats).SingleAsync(t => t.CaseId == request && t.State == TaskState.Open);
            var seated = task.Seats.Select(seat => seat.PersonId).ToList();
            var person = await db.People.Where(p => seated.Contains(p.Id)).OrderBy(p => p.Email).FirstAsync();
            var access = new BySeat(Viewer.Of(person), task.Id);
            var page = (TaskPage)await host.SendAsync(new OpenTask(access));
            var fields = task.Fields.ToDictionary(field => field.Key, field => field.Kind == TaskFieldKind.Staff ? person.Id.ToString() : "Lamps.");
            Assert.IsType<TaskDecided>(await host.SendAsync(new DecideTask(access, option, null, fields, page.Task.Version, page.Digest)));
        }

        await host.SettleAsync();
        return request;
    }

    /// <summary>Published as a row, with the release of its text and nothing else.</summary>
    private async Task<GoodPractice> PlantAsync(Person coordinator, PracticePhase phase, PracticeText text)
    {
        var now = host.Services.GetRequiredService<TimeProvider>().GetUtcNow();
        var planted = new GoodPractice
        {
            Id = Guid.NewGuid(), HubId = coordinator.HubId, CityId = coordinator.CityId, Number = $"G-{Guid.NewGuid():N}", Title = text.Title, StatusSince = now, OpenedAt = now, ClosedAt = now,
            InstanceId = $"{Guid.NewGuid():N}", RequestId = Guid.NewGuid(), Help = Lane.ShortAdvice, Text = text, Phase = phase, Slug = $"planted-{Guid.NewGuid():N}", SharedAt = now,
        };
        planted.Release = new PracticeRelease(true, false, false, now, PracticeRelease.HashOf(planted));
        await host.ChangeAsync(unit => unit.Add(planted));
        return planted;
    }

    private static async Task DecideAsync(Browser browser, string task, string option, params (string Field, string Value)[] fields)
    {
        var answer = new Dictionary<string, string> { ["Decision.Option"] = option };
        foreach (var (field, value) in fields)
        {
            answer[$"Decision.Fields[{field}]"] = value;
        }

        var sent = await browser.SendAsync(task, answer, task);
        Assert.True(sent.StatusCode == HttpStatusCode.Redirect, await sent.TextAsync());
    }

    private static async Task<HttpResponseMessage> KnownAsync(Browser browser, string path, HttpResponseMessage before)
    {
        using var again = new HttpRequestMessage(HttpMethod.Get, path);
        again.Headers.TryAddWithoutValidation("If-None-Match", before.Headers.ETag!.ToString());
        return await browser.Client.SendAsync(again);
    }

    [GeneratedRegex("<script type=\"application/ld(?:\\+|&#x2B;)json\">(.*?)</script>", RegexOptions.Singleline)]
    private static partial Regex LinkedPattern();
}
