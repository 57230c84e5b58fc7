using System.Collections.Concurrent;
using System.Text.RegularExpressions;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using MimeKit;
using StrongCities.Hub.Mail.Inbound;
using StrongCities.Hub.Tasks;
using Xunit;
using static StrongCities.Host.Tests.Tasks.TaskProcess;
using static StrongCities.Host.Tests.Tasks.TaskWorld;

namespace StrongCities.Host.Tests.Tasks;

/// <summary>What the secrets of mails open, and what they don't.</summary>
public sealed class GrantTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_reply_address_opens_no_page_and_a_link_is_no_reply_address()
    {
        await using var world = await StartAsync(Step.Decision());
        await using var db = world.Hub.Db();
        var kept = await db.Mailbox.OrderByDescending(m => m.Id).FirstAsync(m => m.To == Lead, Token);
        using var mail = await MimeMessage.LoadAsync(new MemoryStream(kept.Mime), Token);
        var address = mail.ReplyTo.Mailboxes.Single().Address;
        var secret = Regex.Match(address, @"\+([0-9a-z]{26})@").Groups[1].Value;
        var link = await world.Hub.NewestTokenAsync(Lead);
        foreach (var token in new[] { secret, $"{link[..12]}.{secret}", $"{secret[..12]}.{link[13..]}", $"{link[..12]}.{secret}A" })
        {
            Assert.IsType<GrantForged>(await world.Hub.SendAsync(new ProveGrant(token)));
        }

        var domain = address[(address.IndexOf('@', StringComparison.Ordinal) + 1)..];
        Assert.Null(ReplyAddress.Read($"reply+{link[13..39].ToLowerInvariant()}@{domain}", domain) is var (_, found)
            && await db.MailGrants.AnyAsync(g => g.Hash == ReplyAddress.Hash(found), Token) ? "found" : null);
    }

    [Fact]
    public async Task Each_mail_has_a_link_of_its_own_and_all_end_with_the_task()
    {
        await using var world = await StartAsync(Step.Decision("HubLead", ("DueInWorkingDays", 4)));
        var first = await world.Hub.NewestTokenAsync(Lead);
        await world.Hub.AdvanceAsync(TimeSpan.FromDays(3));
        var second = await world.Hub.NewestTokenAsync(Lead);
        Assert.NotEqual(first, second);
        await world.AnswerAsync(SecondLead, "Approve");
        foreach (var token in new[] { first, second })
        {
            var page = Assert.IsType<TaskPage>(await world.Hub.SendAsync(new OpenTask(new ByGrant(token[..12]))));
            Assert.Equal((TaskState.Decided, ""), (page.Task.State, page.Case.Title));
            var late = await world.Hub.SendAsync(new DecideTask(new ByGrant(token[..12]), "Decline", "No.", new Dictionary<string, string>(), page.Task.Version, page.Digest));
            Assert.IsType<TaskEndedBefore>(late);
        }
    }

    [Fact]
    public async Task A_grant_acts_for_its_own_person_and_task_only()
    {
        await using var world = await StartAsync(Step.Decision("HubLead", ("Quorum", "All")));
        var token = await world.Hub.NewestTokenAsync(Lead);
        var page = Assert.IsType<TaskPage>(await world.Hub.SendAsync(new OpenTask(new ByGrant(token[..12]))));
        await world.Hub.SendAsync(new DecideTask(new ByGrant(token[..12]), "Approve", null, new Dictionary<string, string>(), page.Task.Version, page.Digest));
        await using var db = world.Hub.Db();
        var vote = await db.Decisions.SingleAsync(Token);
        Assert.Equal(((await world.Hub.PersonAsync(Lead)).Id, "link", token[..12]), (vote.PersonId, vote.Channel, vote.GrantId));
    }

    [Fact]
    public async Task What_is_not_theirs_looks_as_if_it_were_not_there()
    {
        await using var world = await StartAsync(Step.Decision());
        var stranger = await world.Hub.ViewerAsync(Advisor);
        var task = (await world.TaskAsync()).Id;
        var real = await world.Hub.SendAsync(new OpenTask(new BySeat(stranger, task)));
        var made = await world.Hub.SendAsync(new OpenTask(new BySeat(stranger, "0123456789abcdef")));
        Assert.Equal(made, real);
        Assert.Equal(
            await world.Hub.SendAsync(new StepAside(new BySeat(stranger, "0123456789abcdef"), null)),
            await world.Hub.SendAsync(new StepAside(new BySeat(stranger, task), null)));
        Assert.False(await world.Hub.SendAsync(new DeclareNoInterest(new BySeat(stranger, task))));
    }

    [Fact]
    public async Task No_secret_of_a_link_or_code_is_logged()
    {
        await using var world = await StartAsync(Step.Decision("HubLead", ("Stakes", "Signature")));
        using var lines = new Lines();
        world.Hub.Services.GetRequiredService<ILoggerFactory>().AddProvider(lines);
        var token = await world.Hub.NewestTokenAsync(Lead);
        await world.Hub.SendAsync(new ProveGrant(token));
        await world.AnswerAsync(Lead, "Approve");
        await world.Hub.SettleAsync();
        var code = Regex.Match(await world.Hub.NewestMailAsync(Lead), @"^\s+(\d{6})\s*$", RegexOptions.Multiline).Groups[1].Value;
        await world.AnswerAsync(Lead, "Approve", code);
        await world.Hub.SettleAsync();
        Assert.NotEmpty(lines.All);
        Assert.DoesNotContain(lines.All, line => line.Contains(token[13..], StringComparison.Ordinal) || line.Contains($" {code}", StringComparison.Ordinal) || line.Contains(Lead, StringComparison.Ordinal));
    }

    private sealed class Lines : ILoggerProvider, ILogger
    {
        public ConcurrentQueue<string> All { get; } = [];

        public ILogger CreateLogger(string categoryName) => this;

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
            All.Enqueue(formatter(state, exception));

        public void Dispose()
        {
        }
    }
}
