using System.IO.Compression;
using System.Net;
using System.Text;
using System.Text.RegularExpressions;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using StrongCities.Host.Tests.Applications;
using StrongCities.Hub.Applications;
using StrongCities.Hub.Cases;
using StrongCities.Hub.Opportunities;
using StrongCities.Hub.People;
using StrongCities.Hub.Persistence;
using StrongCities.Hub.SampleData;
using Xunit;

namespace StrongCities.Host.Tests.Pages;

/// <summary>The pages of applications, their papers and their files, over HTTP.</summary>
[Collection(PageTests.Name)]
public sealed class ApplicationPagesTests(PageHost host)
{
    private static readonly byte[] Png = [0x89, (byte)'P', (byte)'N', (byte)'G', 13, 10, 26, 10, 0];

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private DateTimeOffset Now => host.Services.GetRequiredService<TimeProvider>().GetUtcNow();

    [Fact]
    public async Task The_board_shows_a_citys_own_with_what_is_next_and_whether_it_is_at_risk()
    {
        var (coordinator, late) = await PlantOnTheWayAsync();
        var handedIn = PlantedApplication.Of(coordinator, Now, "Two towns, one summer");
        (handedIn.FrozenAt, handedIn.Receipt) = (Now, new Receipt("2417", Now, Guid.Empty));
        await PlantedApplication.AddAsync(host.Services, handedIn, PlantedApplication.PaperOf(late, "Description"));
        var board = await host.SignedIn(coordinator).ReadAsync("/applications?lang=en");
        Assert.Contains(late.Title, board, StringComparison.Ordinal);
        Assert.Contains("A step is overdue", board, StringComparison.Ordinal);
        Assert.Contains("Papers missing:", board, StringComparison.Ordinal);
        Assert.True(board.IndexOf("Two towns, one summer", StringComparison.Ordinal) > board.IndexOf("With the funder", StringComparison.Ordinal));
        var other = await host.SignedIn(await host.PersonAsync(SamplePeople.CoordinatorOf("tuzla"))).ReadAsync("/applications?lang=en");
        Assert.DoesNotContain(late.Title, other, StringComparison.Ordinal);
        Assert.Contains("The city has no applications yet.", other, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_applications_page_draws_its_plan_and_says_it_as_a_list()
    {
        var (coordinator, about) = await PlantOnTheWayAsync();
        var page = await host.SignedIn(coordinator).ReadAsync($"{about.CityPath}?lang=en");
        var steps = Regex.Count(page, "class=\"plan-step ");
        Assert.Equal(4, steps);
        Assert.Equal(steps, Regex.Count(page, "<g class=\"plan-mark plan-mark-[a-z]+\" transform"));
        Assert.Single(Regex.Matches(page, "class=\"plan-today\""));
        Assert.Single(Regex.Matches(page, "class=\"plan-list-today\""));
        Assert.Single(Regex.Matches(page, "aria-current=\"step\""));
        Assert.Contains("plan-step-late", page, StringComparison.Ordinal);
        Assert.Contains("Moved from", page, StringComparison.Ordinal);
        Assert.Contains("Late Youth Centre", page, StringComparison.Ordinal);
        Assert.Contains("48,000 EUR", page, StringComparison.Ordinal);
        Assert.Contains("Yes, where the company agrees in writing.", page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_sample_applications_are_carried_by_their_process()
    {
        var city = host.SignedIn(await host.PersonAsync(SamplePeople.CoordinatorOf("bitola")));
        var page = await city.ReadAsync($"{await PathOfAsync("A park along the Dragor")}?lang=en");
        Assert.InRange(Regex.Count(page, "class=\"plan-step "), 9, 14);
        Assert.Contains("Sample Youth Centre", page, StringComparison.Ordinal);
        Assert.Contains("48,000 EUR", page, StringComparison.Ordinal);
        Assert.DoesNotContain("Paper.Budget", page, StringComparison.Ordinal);
        await using var db = host.Services.GetRequiredService<HubDbFactory>().Create(null);
        var samples = await db.Cases.OfType<Application>().Where(about => about.Title == "River parks in old towns").Select(about => about.InstanceId).ToListAsync(Token);
        Assert.InRange(samples.Count, 2, 3);
        Assert.All(samples, sample => Assert.True(db.Instances.Any(instance => instance.Id == sample)));
    }

    [Fact]
    public async Task The_desk_opens_an_application_for_a_city_that_comes_on_its_own_once()
    {
        var advisor = host.SignedIn(await host.PersonAsync("advisor@example.org"));
        await using var db = host.Services.GetRequiredService<HubDbFactory>().Create(null);
        var opportunity = (await db.Cases.OfType<Application>().FirstAsync(about => about.Title == "River parks in old towns", Token)).OpportunityId;
        var city = await db.Cities.SingleAsync(c => c.Key == "shkoder", Token);
        var path = $"/desk/opportunities/{opportunity}";
        var wish = new Dictionary<string, string> { ["act"] = "open", ["city"] = city.Id.ToString() };
        Assert.Contains($"value=\"{city.Id}\"", await advisor.ReadAsync(path), StringComparison.Ordinal);
        var answer = await advisor.SendAsync(path, wish, path);
        Assert.StartsWith("/desk/cases/", answer.Headers.Location?.OriginalString, StringComparison.Ordinal);
        Assert.Contains("plan-picture", await advisor.ReadAsync(answer.Headers.Location!.OriginalString), StringComparison.Ordinal);
        Assert.DoesNotContain($"value=\"{city.Id}\"", await advisor.ReadAsync(path), StringComparison.Ordinal);
        var again = await (await advisor.SendAsync(path, wish, $"{path}?lang=en")).TextAsync();
        Assert.Contains("The city has an application for this opportunity already.", again, StringComparison.Ordinal);
        wish["city"] = host.ForeignCoordinator.CityId!.Value.ToString();
        Assert.Contains("This hub has no such city.", await (await advisor.SendAsync(path, wish, $"{path}?lang=en")).TextAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_paper_is_sent_again_and_its_older_version_stays()
    {
        var (coordinator, about, paper) = await PlantAsync();
        var browser = host.SignedIn(coordinator);
        var path = $"/papers/{paper}";
        var sent = await browser.SendAsync(path, new Dictionary<string, string>(), file: ("first.txt", "<script>alert(1)</script>"u8.ToArray()));
        Assert.Equal($"{path}?sent=1", sent.Headers.Location?.OriginalString);
        await browser.SendAsync(path, new Dictionary<string, string> { ["Note"] = "With a map", ["IsSigned"] = "true" }, file: ("second.png", Png));
        var page = await browser.ReadAsync(path);
        Assert.Contains("With a map", page, StringComparison.Ordinal);
        Assert.Contains($"<img class=\"paper-picture\" src=\"{path}/versions/2/show\"", page, StringComparison.Ordinal);
        Assert.Equal("<script>alert(1)</script>", await browser.ReadAsync($"{path}/versions/1"));
        Assert.Contains("Description", await browser.ReadAsync($"/applications/{about}"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("a.txt", "<script>alert(1)</script>", "text/plain", "inline", "sandbox")]
    [InlineData("a.pdf", "%PDF-1.7 x", "application/pdf", "inline", "object-src 'self'")]
    public async Task What_is_shown_cannot_run_here(string name, string content, string type, string disposition, string policy)
    {
        var (coordinator, _, paper) = await PlantAsync();
        var browser = host.SignedIn(coordinator);
        await browser.SendAsync($"/papers/{paper}", new Dictionary<string, string>(), file: (name, Encoding.UTF8.GetBytes(content)));
        Assert.DoesNotContain("<script>alert", await browser.ReadAsync($"/papers/{paper}"), StringComparison.Ordinal);
        var shown = await browser.GetAsync($"/papers/{paper}/versions/1/show");
        Assert.Equal(type, shown.Content.Headers.ContentType?.MediaType);
        Assert.Equal(disposition, shown.Content.Headers.ContentDisposition?.ToString());
        Assert.Contains(policy, shown.Headers.GetValues("Content-Security-Policy").Single(), StringComparison.Ordinal);
        Assert.Contains("default-src 'none'", shown.Headers.GetValues("Content-Security-Policy").Single(), StringComparison.Ordinal);
        Assert.Equal("nosniff", shown.Headers.GetValues("X-Content-Type-Options").Single());
        var down = await browser.GetAsync($"/papers/{paper}/versions/1");
        Assert.Equal("attachment", down.Content.Headers.ContentDisposition?.DispositionType);
        Assert.Contains("sandbox", down.Headers.GetValues("Content-Security-Policy").Single(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_type_that_no_browser_shows_comes_as_a_download_whatever_is_asked()
    {
        var (coordinator, _, paper) = await PlantAsync();
        var browser = host.SignedIn(coordinator);
        await browser.SendAsync($"/papers/{paper}", new Dictionary<string, string>(), file: ("a.docx", Zip("[Content_Types].xml", "word/document.xml")));
        Assert.DoesNotContain("/show", await browser.ReadAsync($"/papers/{paper}"), StringComparison.Ordinal);
        Assert.Equal("attachment", (await browser.GetAsync($"/papers/{paper}/versions/1/show")).Content.Headers.ContentDisposition?.DispositionType);
    }

    [Fact]
    public async Task A_frozen_application_says_so_and_takes_nothing()
    {
        var (coordinator, about, paper) = await PlantAsync();
        var browser = host.SignedIn(coordinator);
        var fields = await browser.FieldsAsync($"/papers/{paper}");
        await PlantedApplication.ChangeAsync(host.Services, about, application => application.FrozenAt = Now);
        var page = await browser.ReadAsync($"/papers/{paper}");
        Assert.DoesNotContain("type=\"file\"", page, StringComparison.Ordinal);
        var late = await browser.PostBareAsync($"/papers/{paper}", new Dictionary<string, string>(fields) { ["drop"] = "true" });
        Assert.Equal(HttpStatusCode.OK, late.StatusCode);
        Assert.Contains("Nothing about the papers of this application changes any more.", WebUtility.HtmlDecode(await late.TextAsync()), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.NotFound, (await browser.GetAsync($"/papers/new/{about}")).StatusCode);
    }

    [Fact]
    public async Task The_desk_sees_what_is_due_in_every_city_and_the_plan_on_the_case()
    {
        var (_, late) = await PlantOnTheWayAsync();
        var handedIn = PlantedApplication.Of(await host.NewPersonAsync(Roles.Coordinator), Now, $"Handed in {Guid.NewGuid():N}");
        (handedIn.FrozenAt, handedIn.Receipt) = (Now, new Receipt("2417", Now, Guid.Empty));
        await PlantedApplication.AddAsync(host.Services, handedIn);
        var advisor = host.SignedIn(await host.PersonAsync("advisor@example.org"));
        var due = await advisor.ReadAsync("/desk/applications");
        Assert.Contains(late.Title, due, StringComparison.Ordinal);
        Assert.Contains("row-late", due, StringComparison.Ordinal);
        Assert.DoesNotContain(handedIn.Title, due, StringComparison.Ordinal);
        Assert.Contains(handedIn.Title, await advisor.ReadAsync("/desk/applications?all=true"), StringComparison.Ordinal);
        Assert.Contains(late.Title, await advisor.ReadAsync("/desk/applications?risk=true"), StringComparison.Ordinal);
        var page = await advisor.ReadAsync($"/desk/cases/{late.Id}");
        Assert.Contains("plan-picture", page, StringComparison.Ordinal);
        Assert.Contains("Late Youth Centre", page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_people_typed_is_no_formula_in_a_spreadsheet()
    {
        var (coordinator, about, _) = await PlantAsync();
        await PlantedApplication.ChangeAsync(host.Services, about, application => application.Proposal = new Proposal("=HYPERLINK(\"http://evil.example\")"));
        var browser = host.SignedIn(coordinator);
        var csv = await browser.ReadAsync("/exports/applications.csv");
        Assert.Contains("\"'=HYPERLINK(\"\"http://evil.example\"\")\"", csv, StringComparison.Ordinal);
        using var zip = new ZipArchive(await (await browser.GetAsync("/exports/applications.xlsx")).Content.ReadAsStreamAsync(Token));
        using var reader = new StreamReader(zip.Entries.Single(entry => entry.FullName.StartsWith("xl/worksheets/", StringComparison.Ordinal)).Open());
        var sheet = await reader.ReadToEndAsync(Token);
        Assert.Contains("=HYPERLINK(", sheet, StringComparison.Ordinal);
        Assert.DoesNotContain("<f>", sheet, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_calendar_reads_what_is_due_by_its_address_until_that_is_ended()
    {
        var coordinator = await host.NewPersonAsync(Roles.Coordinator);
        var planned = PlantedApplication.Of(coordinator, Now);
        var about = planned.Id;
        await PlantedApplication.AddAsync(host.Services, planned, PlantedApplication.StepOf(planned, MilestoneKind.Budget, Now.AddDays(9)));
        var browser = host.SignedIn(coordinator);
        var made = await (await browser.SendAsync("/calendars", new Dictionary<string, string> { ["about"] = about.ToString() }, "/calendars")).TextAsync();
        var path = Regex.Match(made, "/calendar/[A-Za-z0-9_.-]+\\.ics").Value;
        var stranger = host.NewBrowser();
        var read = await stranger.GetAsync(path);
        Assert.Equal("text/calendar", read.Content.Headers.ContentType?.MediaType);
        var text = await read.TextAsync();
        Assert.Single(Regex.Matches(text, "BEGIN:VEVENT"));
        Assert.Contains($"DTSTART;VALUE=DATE:{TimeZoneInfo.ConvertTime(Now.AddDays(9), TimeZoneInfo.FindSystemTimeZoneById("Europe/Skopje")):yyyyMMdd}", text, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.NotFound, (await stranger.GetAsync(path.Replace(".ics", "", StringComparison.Ordinal)[..^1] + (path[^5] == 'A' ? 'B' : 'A'))).StatusCode);
        Assert.DoesNotContain(path.Split('.')[^2], string.Join('\n', await host.EverythingAsync()), StringComparison.Ordinal);

        await PlantedApplication.AddAsync(host.Services, new CaseRecusal { Id = Guid.NewGuid(), CaseId = about, PersonId = coordinator.Id, TaskId = "t", At = Now });
        Assert.DoesNotContain("BEGIN:VEVENT", await stranger.ReadAsync(path), StringComparison.Ordinal);

        var ended = Regex.Match(await browser.ReadAsync("/calendars"), "name=\"revoke\" value=\"([^\"]+)\"").Groups[1].Value;
        await browser.SendAsync("/calendars", new Dictionary<string, string> { ["revoke"] = ended }, "/calendars");
        Assert.Equal(HttpStatusCode.NotFound, (await stranger.GetAsync(path)).StatusCode);
    }

    private async Task<string> PathOfAsync(string name)
    {
        await using var db = host.Services.GetRequiredService<HubDbFactory>().Create(null);
        return (await db.Cases.OfType<Application>().ToListAsync(Token)).Single(about => about.Proposal.Title == name).CityPath;
    }

    /// <summary>An application with a step that is late, one that moved, a partner, and an answered question.</summary>
    private async Task<(Person Coordinator, Application About)> PlantOnTheWayAsync()
    {
        var coordinator = await host.NewPersonAsync(Roles.Coordinator);
        var about = PlantedApplication.Of(coordinator, Now, $"On the way {Guid.NewGuid():N}");
        about.Proposal = new Proposal(about.Title) { Requested = new Money(48_000, "EUR") };
        var moved = PlantedApplication.StepOf(about, MilestoneKind.PartnerPapers, Now.AddDays(20));
        moved.MovedFrom = Now.AddDays(14);
        await PlantedApplication.AddAsync(
            host.Services,
            about,
            PlantedApplication.StepOf(about, MilestoneKind.Go, Now.AddDays(-10), Now.AddDays(-11)),
            PlantedApplication.StepOf(about, MilestoneKind.Outline, Now.AddDays(-3)),
            moved,
            PlantedApplication.StepOf(about, MilestoneKind.Submit, Now.AddDays(50)),
            new Partner
            {
                Id = Guid.NewGuid(), HubId = about.HubId, CityId = about.CityId!.Value, CaseId = about.Id, Name = "Late Youth Centre", Country = "MK",
                Mandate = MandateState.Asked, MandateSince = Now.AddDays(-8),
            },
            new Clarification
            {
                Id = Guid.NewGuid(), HubId = about.HubId, CityId = about.CityId!.Value, CaseId = about.Id, ByFunder = false,
                Question = "May the land along the river belong to a public company?", AskedAt = Now.AddDays(-6), SentAt = Now.AddDays(-5),
                Answer = "Yes, where the company agrees in writing.", AnsweredAt = Now.AddDays(-2),
            });
        return (coordinator, about);
    }

    [Fact]
    public async Task Questions_to_the_funder_are_collected_on_a_page()
    {
        var coordinator = await host.NewPersonAsync(Roles.Coordinator);
        var about = PlantedApplication.Of(coordinator, Now);
        await PlantedApplication.AddAsync(
            host.Services, about, PlantedApplication.StepOf(about, MilestoneKind.QuestionsClose, Now.AddDays(20)), PlantedApplication.StepOf(about, MilestoneKind.AnswersOut, Now.AddDays(30)));
        var browser = host.SignedIn(coordinator);
        var path = $"/applications/{about.Id}/questions";
        Assert.Contains(path, await browser.ReadAsync($"/applications/{about.Id}"), StringComparison.Ordinal);
        var sent = await browser.SendAsync(path, new Dictionary<string, string> { ["Question"] = "Are <vans> eligible?" });
        Assert.Equal(path, sent.Headers.Location?.OriginalString);
        var page = await browser.ReadAsync($"{path}?lang=en");
        Assert.Contains("Are &lt;vans&gt; eligible?", page, StringComparison.Ordinal);
        Assert.Contains("Collected, not sent", page, StringComparison.Ordinal);
        var again = await (await browser.SendAsync(path, new Dictionary<string, string> { ["Question"] = "Are <vans> eligible?" })).TextAsync();
        Assert.Contains("This question is on the list already.", again, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_application_is_handed_over_on_a_page_and_says_who_leads_it()
    {
        var (coordinator, about, _) = await PlantAsync();
        var browser = host.SignedIn(coordinator);
        var path = $"/applications/{about}/transfer";
        Assert.Contains("all coordinators of the city", await browser.ReadAsync($"/applications/{about}?lang=en"), StringComparison.Ordinal);
        var blank = await (await browser.SendAsync(path, new Dictionary<string, string> { ["ToId"] = $"{coordinator.Id}" })).TextAsync();
        Assert.Contains("Say why", blank, StringComparison.Ordinal);
        var done = await browser.SendAsync(path, new Dictionary<string, string> { ["ToId"] = $"{coordinator.Id}", ["Reason"] = "I lead it." });
        Assert.Equal($"/applications/{about}", done.Headers.Location?.OriginalString);
        var page = await browser.ReadAsync($"/applications/{about}");
        Assert.DoesNotContain("all coordinators of the city", page, StringComparison.Ordinal);
        Assert.Contains("leads the application now: I lead it.", WebUtility.HtmlDecode(page), StringComparison.Ordinal);
    }

    private async Task<(Person Coordinator, Guid Case, Guid Paper)> PlantAsync()
    {
        var coordinator = await host.NewPersonAsync(Roles.Coordinator);
        var about = PlantedApplication.Of(coordinator, Now);
        var paper = PlantedApplication.PaperOf(about, "Description");
        await PlantedApplication.AddAsync(host.Services, about, paper);
        return (coordinator, about.Id, paper.Id);
    }

    private static byte[] Zip(params string[] entries)
    {
        using var bytes = new MemoryStream();
        using (var zip = new ZipArchive(bytes, ZipArchiveMode.Create, leaveOpen: true))
        {
            foreach (var entry in entries)
            {
                zip.CreateEntry(entry);
            }
        }

        return bytes.ToArray();
    }
}
