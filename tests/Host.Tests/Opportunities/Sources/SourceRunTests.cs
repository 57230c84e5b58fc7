using System.Text;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using StrongCities.Hub.Mail.Inbound;
using StrongCities.Hub.Opportunities;
using StrongCities.Hub.Opportunities.Sources;
using StrongCities.Hub.People;
using Xunit;

namespace StrongCities.Host.Tests.Opportunities.Sources;

/// <summary>Runs of good sources: counts, conditional requests, schedule, restart, history.</summary>
public sealed class SourceRunTests
{
    [Fact]
    public async Task A_second_run_says_that_nothing_changed()
    {
        await using var world = await SourceWorld.StartAsync();
        var source = await world.AddAsync(SourceKind.Feed, "/marked");
        var first = await world.RunAsync(source);
        Assert.Equal((SourceOutcome.Done, 3, 3), (first.Outcome, first.Found, first.New));
        var second = await world.RunAsync(source);
        Assert.Equal((SourceOutcome.Unchanged, 0, 1), (second.Outcome, second.Found, second.Requests));

        var again = await world.RunAsync(SourceKind.Feed, "/feed");
        Assert.Equal((SourceOutcome.Done, 3, 3), (again.Outcome, again.Found, again.Same));
        Assert.Equal(1, (await world.RunAsync(SourceKind.Feed, "/twice")).Duplicate);
    }

    [Fact]
    public async Task Grants_gov_is_searched_and_each_record_asked_for_in_full()
    {
        await using var world = await SourceWorld.StartAsync();
        var run = await world.RunAsync(SourceKind.GrantsGov, "/gg");
        Assert.Equal((SourceOutcome.Done, 2, 1, 1), (run.Outcome, run.Found, run.New, run.Faulty));
        Assert.Equal("2", Assert.Single(await world.FaultsAsync(run)).Key);
        var one = world.Catalogue["1"];
        Assert.Equal(("One", "Help", new Money(500_000, "USD")), (one.Title, one.Description, one.Funding.Max));
        Assert.Equal(["government_municipal"], one.ApplicantTypes);

        var brief = await world.RunAsync(SourceKind.GrantsGov, "/gg/", new SourceSettings { Details = false });
        Assert.Equal((0, 1), (brief.Faulty, brief.Requests));
        Assert.Equal((OpportunityStatus.Custom, "paused"), (world.Catalogue["2"].Status, world.Catalogue["2"].StatusWord));
    }

    [Fact]
    public async Task A_run_that_a_stop_interrupts_is_shown_so_and_runs_again_soon_after_the_start()
    {
        await using var world = await SourceWorld.StartAsync();
        var source = await world.AddAsync(SourceKind.Feed, "/gated");
        Assert.True(await world.SendAsync(new AskForRun(world.Lead, source)));
        await SourceWorld.UntilAsync(() => Task.FromResult(world.Server.CallsOf("/gated") > 0));
        Assert.Null(await world.Services.GetRequiredService<RunSource>().RunAsync(source, new RunInput(), default));

        await world.RestartAsync();
        await SourceWorld.UntilAsync(async () => (await world.SendAsync(new OpenSource(world.Lead, source)))!.Runs is [_, { Outcome: SourceOutcome.Interrupted }]);
        world.Server.Gate.SetResult();
        await SourceWorld.UntilAsync(async () => (await world.SendAsync(new OpenSource(world.Lead, source)))!.Runs[0].Outcome == SourceOutcome.Done);
        var page = await world.SendAsync(new OpenSource(world.Lead, source));
        Assert.Equal(world.Lead.PersonId, page!.Runs[0].StartedById);
        Assert.Equal(3, page.Runs[0].New);
        Assert.Equal(0, page.Source.FailuresInRow);
    }

    [Fact]
    public async Task A_source_in_which_hosts_stop_again_and_again_waits_longer()
    {
        await using var world = await SourceWorld.StartAsync();
        var source = await world.AddAsync(SourceKind.Feed, "/gated", schedule: "24");
        Assert.True(await world.SendAsync(new AskForRun(world.Lead, source)));
        await SourceWorld.UntilAsync(() => Task.FromResult(world.Server.CallsOf("/gated") == 1));
        await world.RestartAsync();
        await SourceWorld.UntilAsync(() => Task.FromResult(world.Server.CallsOf("/gated") == 2));
        var before = TimeProvider.System.GetUtcNow();
        await world.RestartAsync();
        await SourceWorld.UntilAsync(async () => (await world.SendAsync(new OpenSource(world.Lead, source)))!.Runs.All(run => run.Outcome == SourceOutcome.Interrupted));
        var waits = await world.SourceAsync(source);
        Assert.Equal(2, waits.FailuresInRow);
        Assert.InRange(waits.NextRunAt!.Value, before.AddMinutes(15), before.AddHours(1));
        Assert.Equal(2, world.Server.CallsOf("/gated"));
    }

    [Fact]
    public async Task Old_runs_are_forgotten_with_their_faults()
    {
        await using var world = await SourceWorld.StartAsync(("Sources:KeepRuns", "2"));
        var source = await world.AddAsync(SourceKind.EuPortal, "/eu/faulty");
        var first = await world.RunAsync(source);
        await world.RunAsync(source);
        await world.RunAsync(source);
        Assert.Equal(2, (await world.SendAsync(new OpenSource(world.Lead, source)))!.Runs.Count);
        Assert.Empty(await world.FaultsAsync(first));
    }

    [Fact]
    public async Task A_try_shows_what_would_come_and_stores_nothing()
    {
        await using var world = await SourceWorld.StartAsync();
        var source = await world.AddAsync(SourceKind.Csv, "");
        var csv = "title;id;deadline;currency;max\n\"=HYPERLINK(\"\"x\"\")\";1;02.10.2026;EUR;5000\nTwo;2;soon-ish 5;EUR;1\nThree;3;ongoing;euro;7\n";
        var tried = await world.SendAsync(new TrySource(world.Lead, source, () => new MemoryStream(Encoding.UTF8.GetBytes(csv))));
        Assert.Equal(SourceProblem.None, tried!.Problem);
        Assert.Collection(
            tried.Records,
            one => Assert.StartsWith("=HYPERLINK", Assert.IsType<ReadFound>(one).Found.Facts.Title, StringComparison.Ordinal),
            two => Assert.Contains("soon-ish", Assert.IsType<ReadFaulty>(two).Fault.Problem, StringComparison.Ordinal),
            three => Assert.Contains("'euro' is no currency", Assert.IsType<ReadFaulty>(three).Fault.Problem, StringComparison.Ordinal));
        Assert.Empty(world.Catalogue);
        Assert.Empty((await world.SendAsync(new OpenSource(world.Lead, source)))!.Runs);
    }

    [Fact]
    public async Task Only_lead_and_operator_of_the_hub_reach_its_sources()
    {
        await using var world = await SourceWorld.StartAsync();
        var source = await world.AddAsync(SourceKind.Feed, "/feed");
        var advisor = world.Lead with { Roles = Roles.Advisor };
        var foreign = world.Lead with { HubId = Guid.NewGuid() };
        Assert.Null(await world.SendAsync(new OpenSource(advisor, source)));
        Assert.Null(await world.SendAsync(new OpenSource(foreign, source)));
        Assert.Null(await world.SendAsync(new TrySource(foreign, source)));
        Assert.False(await world.SendAsync(new AskForRun(foreign, source)));
        Assert.IsType<SourceNotFound>(await world.SendAsync(new SaveSource(foreign, source, 1, new SourceForm { Name = "Mine" })));
        Assert.IsType<UploadNotFound>(await world.SendAsync(new UploadToSource(foreign, source, "x", () => Stream.Null)));
        Assert.Empty(world.Server.Saw);
        Assert.NotNull(await world.SendAsync(new OpenSource(world.Lead with { Roles = Roles.Operator }, source)));
    }

    [Fact]
    public async Task A_mail_that_an_advisor_forwards_becomes_a_draft_without_addresses()
    {
        await using var world = await SourceWorld.StartAsync();
        await world.AddAsync(SourceKind.Mail, "");
        await using var db = world.Db();
        var lead = await db.People.SingleAsync(person => person.Id == world.Lead.PersonId);
        var coordinator = await db.People.FirstAsync(person => person.CityId != null);
        using var mail = new MimeKit.MimeMessage
        {
            Subject = "Fwd: FW: Green roofs",
            Body = new MimeKit.TextPart("html") { Text = "<p>From: Somebody &lt;someone@example.org&gt;</p><script>x</script><p>See https://example.org/roofs.</p>" },
        };
        var letter = new Letter(Guid.NewGuid(), mail, new SenderCheck(lead.Email, true), new NewText([], ""));
        var take = world.Services.GetRequiredService<TakeForwarded>();
        Assert.False(await take.RunAsync(letter, coordinator, default));
        Assert.Empty(world.Catalogue);
        Assert.True(await take.RunAsync(letter, lead, default));
        var draft = Assert.Single(world.Catalogue.Values);
        Assert.Equal(("Green roofs", "https://example.org/roofs", "draft"), (draft.Title, draft.Source?.AbsoluteUri, draft.StatusWord));
        Assert.DoesNotContain("@", draft.Description, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("24", "2026-03-29T00:30:00Z", "2026-03-30T00:30:00Z")]
    [InlineData("0 6 * * 1-5", "2026-03-27T05:00:00Z", "2026-03-30T04:00:00Z")]
    [InlineData("", "2026-03-27T05:00:00Z", null)]
    public void A_schedule_knows_its_next_moment(string schedule, string after, string? next) => Assert.Equal(
        next is null ? null : DateTimeOffset.Parse(next, System.Globalization.CultureInfo.InvariantCulture),
        SourceSchedule.Next(schedule, "Europe/Skopje", DateTimeOffset.Parse(after, System.Globalization.CultureInfo.InvariantCulture)));

    [Theory]
    [InlineData("0")]
    [InlineData("often")]
    [InlineData("* * * *")]
    public void A_schedule_that_is_none_is_refused(string schedule) => Assert.Contains(
        new SourceForm { Name = "x", Address = "https://example.org", Schedule = schedule }.Problems(), problem => problem.Key == "Problem.Schedule");

    [Fact]
    public async Task Limits_out_of_range_stop_the_start() =>
        await Assert.ThrowsAsync<OptionsValidationException>(() => SourceWorld.StartAsync(("Sources:AllowedNetworks:0", "somewhere")));
}
