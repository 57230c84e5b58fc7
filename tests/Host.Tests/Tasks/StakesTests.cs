using System.Text;
using System.Text.RegularExpressions;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using MimeKit;
using StrongCities.Engine.Activities;
using StrongCities.Engine.Definitions;
using StrongCities.Host.Tests.Hub;
using StrongCities.Hub.Assistance;
using StrongCities.Hub.Cases;
using StrongCities.Hub.Mail.Inbound;
using StrongCities.Hub.Tasks;
using StrongCities.Runtime.Definitions;
using Xunit;
using static StrongCities.Host.Tests.Tasks.TaskProcess;
using static StrongCities.Host.Tests.Tasks.TaskWorld;

namespace StrongCities.Host.Tests.Tasks;

/// <summary>What neither a reply nor silence decides, and what a signature needs besides.</summary>
public sealed class StakesTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("Ordinary", "Decided", true)]
    [InlineData("Signature", "NeedsButton", false)]
    [InlineData("Money", "NeedsButton", false)]
    [InlineData("Publication", "NeedsButton", false)]
    public async Task A_reply_decides_only_what_can_be_taken_back(string stakes, string reason, bool decides)
    {
        await using var world = await StartAsync(Step.Decision("HubLead", ("Stakes", stakes), ("DecideByReply", true)));
        var row = await ReplyAsync(world, "Approve\n");
        Assert.Equal(reason, row.Reason);
        Assert.Equal(decides ? CaseStatus.Matching : CaseStatus.Received, await world.StatusAsync());
        await world.Hub.SettleAsync();
        var answer = await world.Hub.NewestMailAsync(Lead);
        Assert.Contains(decides ? "Your decision counts" : "this needs the button", answer, StringComparison.Ordinal);
        Assert.Equal(!decides, answer.Contains("/t/", StringComparison.Ordinal));
        await using var db = world.Hub.Db();
        Assert.Equal(!decides, await db.CaseEvents.AnyAsync(e => e.Key == "Event.Reply", Token));
    }

    [Theory]
    [InlineData("Signature")]
    [InlineData("Money")]
    [InlineData("Publication")]
    public async Task Not_even_the_use_case_itself_takes_a_reply_for_it(string stakes)
    {
        await using var world = await StartAsync(Step.Decision("HubLead", ("Stakes", stakes)));
        var page = await world.PageAsync(Lead);
        await using (var db = world.Hub.Db())
        {
            // As if the task had been stored by something else than its activity.
            await db.Tasks.ExecuteUpdateAsync(t => t.SetProperty(x => x.RepliesDecide, true), Token);
        }

        var result = await world.Hub.SendAsync(new DecideTask(
            new ByReply(page.Task.Id, page.Actor.Id, "m@example.org"), "Approve", null, new Dictionary<string, string>(), page.Task.Version, page.Digest));
        Assert.IsType<DecideNotFound>(result);
        Assert.Equal(CaseStatus.Received, await world.StatusAsync());
    }

    [Theory]
    [InlineData("Signature", "NoObjection", true)]
    [InlineData("Money", "NoObjection", true)]
    [InlineData("Publication", "NoObjection", true)]
    [InlineData("Ordinary", "NoObjection", true)]
    [InlineData("Money", "Park", false)]
    [InlineData("Money", "Close", false)]
    public async Task Silence_is_never_a_yes_to_what_can_not_be_taken_back(string stakes, string policy, bool faults)
    {
        var text = Text(Step.Decision("HubLead", ("Stakes", stakes), ("SilencePolicy", policy), ("DueInWorkingDays", 5)));
        await using var hub = await HubWorld.StartAsync();
        Assert.Equal(faults, await MisusesAsync(hub, text) > 0);
        Assert.Equal(faults, !await PublishesAsync(hub, text));
    }

    [Fact]
    public async Task Silence_may_not_be_drawn_to_where_yes_leads()
    {
        await using var hub = await HubWorld.StartAsync();
        var text = Text(Step.Decision("HubLead", ("Stakes", "Money"), ("SilencePolicy", "Close"), ("DueInWorkingDays", 5)))
            .Replace("\"activity\":\"Task1Silence\"", "\"activity\":\"Task1Approve\"", StringComparison.Ordinal);
        Assert.Equal(1, await MisusesAsync(hub, text));
        Assert.False(await PublishesAsync(hub, text));
        Assert.False(await PublishesAsync(hub, text.Replace("\"value\":\"Money\"", "\"value\":\"Ordinary\"", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task What_only_shows_when_it_runs_faults_then()
    {
        // Worked out, so that the lint can't know it.
        var text = Text(Step.Decision("HubLead", ("Stakes", "Money"), ("SilencePolicy", "NoObjection"), ("DueInWorkingDays", 5)))
            .Replace("{\"type\":\"Literal\",\"value\":\"NoObjection\"}", "{\"type\":\"JavaScript\",\"value\":\"'NoObjection'\"}", StringComparison.Ordinal);
        var folder = Directory.CreateTempSubdirectory("task-process-").FullName;
        await File.WriteAllTextAsync(Path.Combine(folder, "technical-support-request.json"), text, Token);
        await using var hub = await HubWorld.StartAsync(("Runtime:Definitions:Folder", folder));
        var id = await hub.SubmitAsync();
        await using var db = hub.Db();
        Assert.False(await db.Tasks.AnyAsync(t => t.CaseId == id, Token));
        Assert.Equal(1, (await db.Instances.SingleAsync(Token)).IncidentCount);
    }

    [Fact]
    public async Task A_signature_takes_the_code_that_was_mailed_and_takes_it_once()
    {
        await using var world = await StartAsync(Step.Decision("HubLead", ("Stakes", "Signature")), Step.Decision("HubLead", ("Stakes", "Signature")));
        Assert.Equal(StepUpState.Mailed, Assert.IsType<TaskCodeNeeded>(await world.AnswerAsync(Lead, "Approve")).State);
        Assert.Equal(CaseStatus.Received, await world.StatusAsync());
        var code = await CodeAsync(world);
        Assert.Equal(StepUpState.Wrong, Assert.IsType<TaskCodeNeeded>(await world.AnswerAsync(Lead, "Approve", Other(code))).State);
        Assert.IsType<TaskDecided>(await world.AnswerAsync(Lead, "Approve", $" {code[..3]} {code[3..]} "));

        await using var db = world.Hub.Db();
        Assert.True((await db.Decisions.SingleAsync(Token)).SteppedUp);
        // Neither the code nor anything that opens it is kept.
        Assert.DoesNotContain(await db.Mails.Select(m => m.Text).ToListAsync(Token), text => text.Contains(code, StringComparison.Ordinal));
        Assert.Equal(StepUpState.Replaced, Assert.IsType<TaskCodeNeeded>(await world.AnswerAsync(Lead, "Approve", code)).State);
        Assert.IsType<TaskCodeNeeded>(await world.AnswerAsync(SecondLead, "Approve", await CodeAsync(world)));
    }

    [Fact]
    public async Task Codes_are_bounded_in_tries_in_time_and_in_number()
    {
        await using var world = await StartAsync(Step.Decision("HubLead", ("Stakes", "Signature")));
        await world.AnswerAsync(Lead, "Approve");
        var code = await CodeAsync(world);
        for (var i = 0; i < 5; i++)
        {
            Assert.Equal(StepUpState.Wrong, Assert.IsType<TaskCodeNeeded>(await world.AnswerAsync(Lead, "Approve", Other(code))).State);
        }

        Assert.Equal(StepUpState.Replaced, Assert.IsType<TaskCodeNeeded>(await world.AnswerAsync(Lead, "Approve", code)).State);
        var second = await CodeAsync(world);
        world.Hub.Clock.Advance(TimeSpan.FromMinutes(11));
        Assert.Equal(StepUpState.Replaced, Assert.IsType<TaskCodeNeeded>(await world.AnswerAsync(Lead, "Approve", second)).State);
        world.Hub.Clock.Advance(TimeSpan.FromMinutes(1));
        Assert.Equal(StepUpState.Mailed, Assert.IsType<TaskCodeNeeded>(await world.AnswerAsync(Lead, "Approve")).State);
        world.Hub.Clock.Advance(TimeSpan.FromMinutes(1));
        Assert.Equal(StepUpState.TooMany, Assert.IsType<TaskCodeNeeded>(await world.AnswerAsync(Lead, "Approve")).State);
        Assert.Equal(CaseStatus.Received, await world.StatusAsync());
    }

    [Fact]
    public async Task Twenty_presses_with_the_right_code_sign_once()
    {
        await using var world = await StartAsync(Step.Decision("HubLead", ("Stakes", "Signature")));
        await world.AnswerAsync(Lead, "Approve");
        var code = await CodeAsync(world);
        var results = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => Task.Run(() => world.AnswerAsync(Lead, "Approve", code), Token)));
        Assert.Single(results.OfType<TaskDecided>());
        Assert.Equal(19, results.OfType<TaskEndedBefore>().Count());
    }

    [Fact]
    public async Task A_reply_that_comes_second_is_told_what_was_decided_and_by_whom()
    {
        await using var world = await StartAsync(Step.Decision());
        await world.AnswerAsync(SecondLead, "Decline");
        var row = await ReplyAsync(world, "Approve\n");
        Assert.Equal("Before", row.Reason);
        await world.Hub.SettleAsync();
        var answer = await world.Hub.NewestMailAsync(Lead);
        Assert.Contains("It was decided before your reply came", answer, StringComparison.Ordinal);
        Assert.Contains("What was decided: Decline", answer, StringComparison.Ordinal);
        Assert.Contains($"Decided by: {SecondLead}", answer, StringComparison.Ordinal);
        Assert.Contains(await world.ActsAsync(), act => act is { Kind: TaskActKind.Late, Channel: "reply", MessageId: not null });
    }

    private static string Other(string code) => code == "000000" ? "000001" : "000000";

    private static async Task<string> CodeAsync(TaskWorld world)
    {
        await world.Hub.SettleAsync();
        return Regex.Match(await world.Hub.NewestMailAsync(Lead), @"^\s+(\d{6})\s*$", RegexOptions.Multiline).Groups[1].Value;
    }

    private static async Task<InboundMail> ReplyAsync(TaskWorld world, string text)
    {
        await using var db = world.Hub.Db();
        var kept = await db.Mailbox.OrderByDescending(m => m.Id).FirstAsync(m => m.To == Lead, Token);
        using var mail = await MimeMessage.LoadAsync(new MemoryStream(kept.Mime), Token);
        var raw = $"Authentication-Results: mx.hub.example; dmarc=pass header.from=example.org\r\nFrom: <{Lead}>\r\nTo: <{mail.ReplyTo.Mailboxes.Single().Address}>\r\n"
            + $"Message-ID: <{Guid.NewGuid():N}@example.org>\r\nSubject: Re\r\nContent-Type: text/plain; charset=utf-8\r\n\r\n{text}";
        return await world.Hub.Services.GetRequiredService<ReceiveMail>().RunAsync(Encoding.UTF8.GetBytes(raw), new MailOrigin("test", 1, 1), isProven: false, Token);
    }

    private static async Task<int> MisusesAsync(HubWorld hub, string text)
    {
        var reading = DefinitionReader.Read(Encoding.UTF8.GetBytes(text), "test");
        var compiled = WorkflowGraph.Compile(reading.Definition!, hub.Services.GetRequiredService<ActivityCatalog>());
        await Task.CompletedTask;
        return DefinitionLint.Run(compiled.Graph!).Count(finding => finding is { Code: DefinitionLint.Misuse, Severity: LintSeverity.Error });
    }

    private static async Task<bool> PublishesAsync(HubWorld hub, string text)
    {
        var reading = DefinitionReader.Read(Encoding.UTF8.GetBytes(text), "test");
        var check = hub.Services.GetRequiredService<CheckDefinition>();
        var stored = await check.ToStoreAsync(reading.Definition!, Token);
        return check.ToPublish(stored.Graph!).Problems.All(problem => !problem.IsError);
    }
}
