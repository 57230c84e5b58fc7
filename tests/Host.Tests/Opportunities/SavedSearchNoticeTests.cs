using System.Text.RegularExpressions;
using Microsoft.EntityFrameworkCore;
using StrongCities.Host.Tests.Hub;
using StrongCities.Hub.Mail;
using StrongCities.Hub.Opportunities;
using StrongCities.Hub.Opportunities.Search;
using StrongCities.Hub.People;
using Xunit;
using static StrongCities.Host.Tests.Opportunities.CatalogueWorld;

namespace StrongCities.Host.Tests.Opportunities;

/// <summary>What saved searches find comes with the daily digest: once, in its reader's language. Kumanovo's coordinator reads Macedonian.</summary>
public sealed class SavedSearchNoticeTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task New_finds_come_once_with_the_next_digest_and_can_be_stopped_there()
    {
        await using var world = await HubWorld.StartAsync();
        var reader = await world.CoordinatorAsync();
        await world.TakeAsync("eu", "old", Facts("Old rivers", "R-0000"));
        await SaveAsync(world, reader, "Реки", new OpportunityFilter { Words = "rivers" });
        await world.AdvanceAsync(TimeSpan.FromMinutes(1));
        await SaveAsync(world, reader, "Зелено", new OpportunityFilter { Words = "green" });
        await SaveAsync(world, reader, "Без известување", new OpportunityFilter { Words = "bridges" }, notify: false);
        await world.AdvanceAsync(TimeSpan.FromMinutes(1));
        await world.TakeAsync("eu", "1", Facts("Green rivers in old towns", "R-0001"));
        await world.TakeAsync("eu", "2", Facts("Bridges for all", "R-0002"));
        await world.TakeAsync("eu", "3", Facts("Rivers of yesterday", "R-0003", closes: "2026-09-01"));
        await world.AdvanceAsync(TimeSpan.FromDays(2));

        var digest = Assert.Single(await MailsAsync(world, reader));
        Assert.Single(Regex.Matches(digest.Text!, "Green rivers in old towns"));
        Assert.Matches(@"Реки\W+најде,\s+рок\s+четврток,\s+5\s+ноември\s+2026", digest.Text!);
        Assert.DoesNotMatch("Old rivers|Bridges|yesterday", digest.Text!);
        Assert.Contains("/opportunities", digest.Text!, StringComparison.Ordinal);
        Assert.Single(Regex.Matches(digest.Source, "(?m)^List-Unsubscribe:"));
        Assert.Single(Regex.Matches(digest.Text!.ReplaceLineEndings(""), "/unsubscribe/"));

        // A change of words is no find, and what was told is not told again.
        await world.TakeAsync("eu", "1", Facts("Green rivers in old towns", "R-0001") with { Description = "More." });
        await world.TakeAsync("eu", "old", Facts("Old rivers", "R-0000") with { Description = "More." });
        await world.AdvanceAsync(TimeSpan.FromDays(2));
        Assert.Single(await MailsAsync(world, reader));

        await StopAsync(world, reader);
        await world.TakeAsync("eu", "4", Facts("More rivers", "R-0004"));
        await world.AdvanceAsync(TimeSpan.FromDays(2));
        Assert.Single(await MailsAsync(world, reader));
        await using var db = world.Db();
        Assert.Equal(MailState.Unwanted, (await db.Mails.OrderByDescending(mail => mail.QueuedAt).FirstAsync(mail => mail.Kind == MailKind.Find, Token)).State);
    }

    [Fact]
    public async Task What_opens_is_told_though_it_was_there_before_and_what_is_rejected_is_not()
    {
        await using var world = await HubWorld.StartAsync();
        var reader = await world.CoordinatorAsync();
        await world.TakeAsync("eu", "1", Facts("Wells to come", "W-0001") with { Status = OpportunityStatus.Forecasted });
        await SaveAsync(world, reader, "Wells", new OpportunityFilter { Words = "wells", Standing = [OpportunityStatus.Open], State = ScreeningState.Rejected });
        await world.AdvanceAsync(TimeSpan.FromMinutes(1));
        await world.TakeAsync("eu", "1", Facts("Wells to come", "W-0001"));
        await world.TakeAsync("eu", "2", Facts("Wells for none", "W-0002"));
        var advisor = await world.ViewerAsync("advisor@example.org");
        await world.SendAsync(new RejectOpportunities(advisor, [(await world.PageAsync("eu", "2")).Opportunity.Id], RejectReason.Other, null));
        await world.AdvanceAsync(TimeSpan.FromDays(2));
        var digest = Assert.Single(await MailsAsync(world, reader));
        Assert.Contains("Wells to come", digest.Text!, StringComparison.Ordinal);
        Assert.DoesNotContain("Wells for none", digest.Text!, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Many_finds_are_ten_lines_and_a_count()
    {
        await using var world = await HubWorld.StartAsync();
        var reader = await world.ViewerAsync("advisor@example.org");
        await SaveAsync(world, reader, "Everything", new OpportunityFilter());
        await world.AdvanceAsync(TimeSpan.FromMinutes(1));
        for (var number = 10; number < 23; number++)
        {
            await world.TakeAsync("eu", $"{number}", Facts($"Call {number}", $"C-00{number}", closes: $"2026-12-{number}"));
        }

        await world.AdvanceAsync(TimeSpan.FromDays(2));
        var digest = Assert.Single(await MailsAsync(world, reader));
        Assert.Equal(10, Regex.Count(digest.Text!, @"Call \d\d"));
        Assert.Contains("Further finds (3) of: Everything", digest.Text!, StringComparison.Ordinal);
        Assert.Contains("/desk/opportunities", digest.Text!, StringComparison.Ordinal);
        await world.AdvanceAsync(TimeSpan.FromDays(2));
        Assert.Single(await MailsAsync(world, reader));
    }

    private static async Task SaveAsync(HubWorld world, Viewer reader, string name, OpportunityFilter filter, bool notify = true) =>
        Assert.Empty(await world.SendAsync(new SaveSearch(reader, name, filter, notify)));

    private static async Task StopAsync(HubWorld world, Viewer reader)
    {
        await using var db = world.Db();
        await db.People.Where(person => person.Id == reader.PersonId).ExecuteUpdateAsync(set => set.SetProperty(person => person.Notices, NoticeMails.Never), Token);
    }

    private static async Task<IReadOnlyList<OpenedMessage>> MailsAsync(HubWorld world, Viewer reader)
    {
        await using var db = world.Db();
        var email = (await db.People.SingleAsync(person => person.Id == reader.PersonId, Token)).Email;
        var ids = await db.Mailbox.Where(mail => mail.To == email && db.Mails.Any(sent => sent.MessageId == mail.MessageId && sent.Kind == MailKind.Digest)).OrderBy(mail => mail.Id).Select(mail => mail.Id).ToListAsync(Token);
        var opened = new List<OpenedMessage>();
        foreach (var id in ids)
        {
            opened.Add((await world.SendAsync(new OpenMailboxMessage(id)))!);
        }

        return opened;
    }
}
