using System.Text.RegularExpressions;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using StrongCities.Host.Tests.Hub;
using StrongCities.Host.Tests.Mail;
using StrongCities.Hub.Mail;
using StrongCities.Hub.Matching;
using StrongCities.Hub.Opportunities;
using StrongCities.Hub.Opportunities.Process;
using StrongCities.Hub.People;
using StrongCities.Hub.Persistence;
using StrongCities.Hub.SampleData;
using StrongCities.Hub.Tasks;
using StrongCities.Runtime.Persistence;
using Xunit;

namespace StrongCities.Host.Tests.Opportunities.Process;

/// <summary>What the preview promises is what goes: to whom, when, and whether alone or in a digest.</summary>
public sealed partial class AlertMailTests
{
    private const string Lead = "lead@example.org";

    /// <summary>12 working days after Monday, so that an advisor must ask the lead first.</summary>
    private static readonly OpportunityFacts Soon = ProcessWorld.Facts with { CloseDate = new DayDate("Closes", new DateOnly(2026, 9, 30)) };

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task The_mails_that_go_are_the_mails_of_the_preview(bool isUrgent)
    {
        await using var world = await ProcessWorld.StartAsync();
        await PeopleAsync(world);
        await world.FoundAsync(isUrgent ? Soon : null);
        await world.ScreenAsync();
        await ConsentAsync(world, isUrgent);
        var preview = await PreviewAsync(world);
        Assert.Equal(ProcessWorld.Ready.Count, preview.Lines.Count(line => line.Bar is null));
        Assert.All(preview.Mails, mail => Assert.Equal(isUrgent, mail.Alert.Urgent));
        // Bitola's coordinator is away, Gostivar has none, Kumanovo has nobody, and Tetovo's wants no such mail.
        Assert.Equal(
            [("Bitola", SamplePeople.SignatoryOf("bitola")), ("Gostivar", SamplePeople.SignatoryOf("gostivar")), ("Kumanovo", Lead), ("Tetovo", SamplePeople.CoordinatorOf("tetovo"))],
            preview.Mails.Select(mail => (mail.Alert.CityName, mail.Reader.Email)));

        await world.ConfirmAsync(ProcessWorld.Ready);
        await world.AdvanceAsync(TimeSpan.FromDays(3));
        Assert.Equal(0, await world.IncidentsAsync());
        Assert.Equal(preview.Mails.Select(Promised).Order(), (await SentAsync(world)).Order());
        foreach (var reader in preview.Mails.Where(mail => mail.At is not null).Select(mail => mail.Reader.Email).Distinct())
        {
            // Whoever gets it can answer from it.
            await world.AnswerFromMailAsync(reader, "Interested");
        }

        Assert.Equal(3, (await world.CityCasesAsync()).Values.Count(about => about.Stage == CaseStage.Weighing));
    }

    [Fact]
    public async Task Two_alerts_are_one_digest_with_a_link_each_and_what_is_answered_before_is_left_out()
    {
        await using var world = await ProcessWorld.StartAsync();
        var coordinator = SamplePeople.CoordinatorOf("kumanovo");
        await world.FoundAsync();
        await world.ScreenAsync();
        await world.ConfirmAsync("kumanovo", "bitola");
        await AnotherAsync(world, "SAFE-2", "Lights for parks");
        await AnotherAsync(world, "SAFE-3", "Evening schools");

        // One is answered on the site before the morning.
        await using (var db = world.Db())
        {
            var about = await db.Cases.OfType<CityOpportunity>().SingleAsync(about => about.Title == "Evening schools", Token);
            await world.DecideAsync(about.Id, "Task.Interest", "Interested");
        }

        Assert.Equal(0, await CountAsync(world, coordinator));
        await world.DigestsAsync();
        Assert.Equal(1, await CountAsync(world, coordinator));
        var text = await world.NewestMailAsync(coordinator);
        Assert.Contains("Lights for parks", text, StringComparison.Ordinal);
        Assert.Contains("Safer towns", text, StringComparison.Ordinal);
        Assert.DoesNotContain("Evening schools", text, StringComparison.Ordinal);
        var tokens = Links().Matches(text).Select(link => link.Groups[1].Value).Distinct().ToList();
        Assert.Equal(2, tokens.Count);
        var titles = new List<string>();
        foreach (var token in tokens)
        {
            titles.Add(Assert.IsType<TaskPage>(await world.SendAsync(new OpenTask(new ByGrant(token.Split('.')[0])))).Case.Title);
        }

        Assert.Equal(["Lights for parks", "Safer towns"], titles.Order());
        await using var after = world.Db();
        Assert.Equal(
            [MailState.Dropped, MailState.Gathered, MailState.Gathered],
            await after.Mails.Where(mail => mail.Kind == MailKind.Opportunity && mail.ToEmail == coordinator).OrderBy(mail => mail.State).Select(mail => mail.State).ToListAsync(Token));
        Assert.DoesNotContain(tokens[0], string.Concat(await after.Mails.Select(mail => mail.Text).ToListAsync(Token)), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Whoever_steps_down_before_the_morning_gets_no_link()
    {
        await using var world = await ProcessWorld.StartAsync();
        var coordinator = SamplePeople.CoordinatorOf("kumanovo");
        await world.FoundAsync();
        await world.ScreenAsync();
        await world.ConfirmAsync("kumanovo");
        var person = await world.PersonAsync(coordinator);
        Assert.IsType<PersonKept>(await world.SendAsync(new ChangePerson(await world.ViewerAsync(Lead), person.Id, person.Name, person.Language, Roles.Finance, IsActive: true)));
        await world.DigestsAsync();
        Assert.Equal(0, await CountAsync(world, coordinator));
        Assert.Equal(1, await CountAsync(world, SamplePeople.SignatoryOf("kumanovo")));
    }

    [Fact]
    public async Task When_a_digest_does_not_arrive_the_advisor_is_led_to_each_task_it_asked_for()
    {
        await using var server = new ScriptedSmtp();
        await using var world = await ProcessWorld.StartAsync(
            ("Mail:Transport", "Smtp"), ("Mail:Smtp:Host", "127.0.0.1"), ("Mail:Smtp:Port", $"{server.Port}"), ("Mail:Smtp:Security", "None"));
        server.Answer = command => command == $"RCPT TO:<{SamplePeople.CoordinatorOf("kumanovo")}>" ? "550 5.1.1 unknown" : "";
        await world.FoundAsync();
        await world.ScreenAsync();
        await world.ConfirmAsync("kumanovo");
        await AnotherAsync(world, "SAFE-2", "Lights for parks");
        await world.DigestsAsync();
        await using var db = world.Db();
        var told = await db.Mails.Where(mail => mail.Kind == MailKind.Unreachable).Select(mail => mail.Text).ToListAsync(Token);
        var asked = await db.Tasks.Where(task => task.State == TaskState.Open && task.MailKind == MailKind.Opportunity).ToListAsync(Token);
        Assert.Equal(2, asked.Count);
        Assert.All(asked, task => Assert.Contains(told, text => text.Contains($"/desk/tasks/{task.Id}", StringComparison.Ordinal)));
    }

    private static (string To, string City, string How, DateTimeOffset? At) Promised(AlertMail mail) =>
        (mail.Reader.Email, mail.Alert.CityName, mail.At is null ? "site" : mail.Alert.Urgent ? "alone" : "digest", mail.At);

    // What really went: an alert of its own, or the digest that has it as a line.
    private static async Task<IReadOnlyList<(string To, string City, string How, DateTimeOffset? At)>> SentAsync(HubWorld world)
    {
        await using var db = world.Db();
        var cities = await db.Cities.ToDictionaryAsync(city => city.Id, city => city.Name, Token);
        var cases = await db.Cases.OfType<CityOpportunity>().ToDictionaryAsync(about => about.Id, about => cities[about.CityId!.Value], Token);
        var digests = await db.Mails.Where(mail => mail.Kind == MailKind.Digest).ToListAsync(Token);
        return
        [
            .. (await db.Mails.Where(mail => mail.Kind == MailKind.Opportunity).ToListAsync(Token)).Select(mail => (
                mail.ToEmail,
                cases[mail.CaseId!.Value],
                mail.State switch { MailState.Sent => "alone", MailState.Gathered => "digest", MailState.Unwanted => "site", _ => $"{mail.State}" },
                mail.State switch
                {
                    MailState.Unwanted => null,
                    MailState.Gathered => digests.Single(digest => digest.ToPersonId == mail.ToPersonId && digest.QueuedAt == mail.EndedAt).EndedAt,
                    _ => mail.EndedAt,
                })),
        ];
    }

    private static async Task<AlertPreview> PreviewAsync(HubWorld world)
    {
        await using var db = world.Db();
        var ids = await db.Cities.Where(city => ProcessWorld.Ready.Contains(city.Key)).Select(city => city.Id).ToListAsync(Token);
        var about = await world.HubCaseAsync();
        return (await world.SendAsync(new PreviewAlerts(await world.ViewerAsync("advisor@example.org"), about.OpportunityId, ids, null)))!;
    }

    private static async Task PeopleAsync(HubWorld world)
    {
        var (away, substitute) = (await world.PersonAsync(SamplePeople.CoordinatorOf("bitola")), await world.PersonAsync(SamplePeople.SignatoryOf("bitola")));
        await world.Services.GetRequiredService<CommitQueue>().CommitAsync(
            (runtime, _) =>
            {
                runtime.Hub().Add(new Absence
                {
                    Id = Guid.NewGuid(), PersonId = away.Id, SubstituteId = substitute.Id, SetAt = HubWorld.Monday, SetById = away.Id,
                    From = new DateOnly(2026, 9, 1), Until = new DateOnly(2026, 12, 1),
                });
                return Task.FromResult(UnitResult.Keep(true));
            },
            Token);
        await ChangeAsync(world, SamplePeople.CoordinatorOf("gostivar"), person => person.IsActive = false);
        await ChangeAsync(world, SamplePeople.CoordinatorOf("kumanovo"), person => person.IsActive = false);
        await ChangeAsync(world, SamplePeople.SignatoryOf("kumanovo"), person => person.IsActive = false);
        await ChangeAsync(world, SamplePeople.CoordinatorOf("tetovo"), person => person.Notices = NoticeMails.Never);
    }

    private static Task<bool> ChangeAsync(HubWorld world, string email, Action<Person> change) =>
        world.Services.GetRequiredService<CommitQueue>().CommitAsync(
            async (runtime, token) =>
            {
                change(await runtime.Hub().People.SingleAsync(person => person.Email == email, token));
                return UnitResult.Keep(true);
            },
            Token);

    private static async Task ConsentAsync(HubWorld world, bool isUrgent)
    {
        if (isUrgent)
        {
            var about = await world.HubCaseAsync();
            await world.SendAsync(new ConsentToFastLane(await world.ViewerAsync(Lead), about.OpportunityId, true));
            await world.SettleAsync();
        }
    }

    // Another opportunity, from the source to the alert of Kumanovo.
    private static async Task AnotherAsync(HubWorld world, string key, string title)
    {
        await world.TakeAsync(ProcessWorld.Source, key, ProcessWorld.Facts with { Title = title, Number = key });
        await world.SettleAsync();
        await using var db = world.Db();
        var opportunity = await db.Opportunities.SingleAsync(o => o.Title == title, Token);
        var city = await db.Cities.Where(city => city.Key == "kumanovo").Select(city => city.Id).SingleAsync(Token);
        var advisor = await world.ViewerAsync("advisor@example.org");
        Assert.Equal(ScreenResult.Done, await world.SendAsync(new SetEligibility(advisor, opportunity.Id, ProcessWorld.Eligibility, opportunity.Version)));
        await world.SettleAsync();
        Assert.IsType<MatchesConfirmed>(await world.SendAsync(new ConfirmMatches(advisor, opportunity.Id, [city])));
        await world.SettleAsync();
    }

    private static async Task<int> CountAsync(HubWorld world, string to)
    {
        await using var db = world.Db();
        return await db.Mailbox.CountAsync(mail => mail.To == to, Token);
    }

    [GeneratedRegex(@"/t/(\S+)")]
    private static partial Regex Links();
}
