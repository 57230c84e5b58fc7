using Microsoft.EntityFrameworkCore;
using StrongCities.Host.Tests.Hub;
using StrongCities.Hub.Mail;
using StrongCities.Hub.Risks;
using StrongCities.Hub.Tasks;
using Xunit;
using static StrongCities.Host.Tests.Risks.RiskWorld;

namespace StrongCities.Host.Tests.Risks;

/// <summary>A register's way through its process, on the driven clock.</summary>
public sealed class RegisterPathTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task From_the_draft_over_the_departments_and_the_workshop_to_the_mayors_signature()
    {
        await using var world = await StartAsync(Flood, Flood with { Title = "Heat", Likelihood = 2 });
        await world.SendAsync(new SubmitRegister(await world.ViewerAsync(Coordinator)));
        await world.SettleAsync();
        var (rate, asked) = (await world.TaskAsync("Risk.Task.Rate"))!.Value;
        Assert.Equal([Finance, Secretary], asked);
        Assert.Equal(["finance", "secretary"], await world.ToldAsync(MailKind.RateRisks));
        Assert.Equal(new DateTimeOffset(2026, 9, 28, 16, 0, 0, TimeSpan.FromHours(2)).UtcDateTime.Date, rate.DueAt!.Value.UtcDateTime.Date);

        // One department says that nothing has changed, by the button of its mail; the other fills the form in.
        await world.AnswerAsync("Risk.Task.Rate", Secretary, "RisksSame");
        var seat = await world.SeatAsync("Risk.Task.Rate", Finance);
        var form = (await world.SendAsync(new ListToRate(seat)))!;
        Assert.Equal(["Flood", "Heat"], form.Risks.Select(risk => risk.Facts.Title));
        var problems = Assert.IsType<RateInvalid>(await world.SendAsync(new RateRisks(seat, [new(form.Risks[0].Id, 6, 3, 0, null)], form.Task.Task.Version))).Problems;
        Assert.Equal($"{form.Risks[0].Id}.Likelihood", Assert.Single(problems).Field);
        Assert.IsType<RisksRated>(await world.SendAsync(new RateRisks(seat, [new(form.Risks[0].Id, 5, 4, 1, "The pumps are old.")], form.Task.Task.Version)));
        await world.SettleAsync();
        Assert.IsType<RateRefused>(await world.SendAsync(new RateRisks(seat, [new(form.Risks[0].Id, 1, 1, 1, null)], form.Task.Task.Version)));

        var page = await world.RegisterAsync();
        Assert.Equal(RegisterPhase.Workshop, page.Register!.Phase);
        var rating = Assert.Single(page.Ratings);
        Assert.Equal((20, 16, "The pumps are old."), (rating.Score.Inherent.Product, rating.Score.Residual.Product, rating.Comment));
        Assert.Equal(12, page.Risks[0].Score.Residual.Product);

        await world.AnswerAsync("Risk.Task.Workshop", Coordinator, "Agreed");
        var (endorse, mayor) = (await world.TaskAsync("Risk.Task.Endorse"))!.Value;
        Assert.Equal((Signatory, Stakes.Signature), (Assert.Single(mayor), endorse.Stakes));
        Assert.Single(await world.ToldAsync(MailKind.Register));

        // While it lies there, nothing changes.
        Assert.Equal("Risk.Problem.WithMayor", (await world.RefusedAsync(new SaveRisk(await world.ViewerAsync(Coordinator), null, 0, Flood))).Key);
        await world.AnswerAsync("Risk.Task.Endorse", Signatory, "GiveBack", "Say more about heat.");
        Assert.Equal(RegisterPhase.Workshop, (await world.RegisterAsync()).Register!.Phase);
        Assert.Equal("Say more about heat.", (await world.TaskAsync("Risk.Task.Workshop"))!.Value.Task.Note);

        await world.ChangeAsync(page.Risks[1].Id, facts => facts with { Cause = "Two weeks above 40 degrees" });
        await world.AnswerAsync("Risk.Task.Workshop", Coordinator, "Agreed");
        await world.AnswerAsync("Risk.Task.Endorse", Signatory, "Endorse");
        page = await world.RegisterAsync();
        Assert.Equal(RegisterPhase.Active, page.Register!.Phase);
        var signed = Assert.Single(page.Endorsements);
        Assert.True(signed.Snapshot.IsWhole);
        Assert.Equal(["Flood: Rain", "Heat: Two weeks above 40 degrees"], signed.Snapshot.Lines.Select(line => $"{line.Facts.Title}: {line.Facts.Cause}"));
        Assert.Equal((await world.PersonAsync(Signatory)).Id, signed.PersonId);
        Assert.False((signed.Snapshot with { Lines = [.. signed.Snapshot.Lines.Skip(1)] }).IsWhole);

        // What changes later changes no signature.
        await world.ChangeAsync(page.Risks[0].Id, facts => facts with { Title = "Flood of the river" });
        Assert.Equal("Flood", Assert.Single((await world.RegisterAsync()).Endorsements).Snapshot.Lines[0].Facts.Title);
    }

    [Fact]
    public async Task Silent_departments_hold_nothing_up_and_a_silent_mayor_never_says_yes()
    {
        await using var world = await StartAsync(Flood);
        await world.SendAsync(new SubmitRegister(await world.ViewerAsync(Coordinator)));
        await world.AdvanceAsync(TimeSpan.FromDays(20));
        Assert.Equal(RegisterPhase.Workshop, (await world.RegisterAsync()).Register!.Phase);
        await world.AnswerAsync("Risk.Task.Workshop", Coordinator, "Agreed");
        await world.AdvanceAsync(TimeSpan.FromDays(200));
        Assert.Equal(RegisterPhase.Endorsement, (await world.RegisterAsync()).Register!.Phase);
        Assert.Equal(SilencePolicy.None.ToString(), (await world.TaskAsync("Risk.Task.Endorse"))!.Value.Task.SilenceText!.Split('.')[1]);
        Assert.Empty((await world.RegisterAsync()).Endorsements);
    }

    [Fact]
    public async Task A_red_risk_that_the_hub_may_read_becomes_an_advisors_task_once()
    {
        await using var world = await StartAsync(Flood);
        await world.EndorseAsync();
        var id = (await world.RegisterAsync()).Risks[0].Id;
        await world.SendAsync(new SetVisibility(await world.ViewerAsync(Coordinator), id, RiskVisibility.Hub));
        await world.SettleAsync();
        Assert.Null(await world.TaskAsync("Risk.Task.Help"));

        await world.ChangeAsync(id, facts => facts with { Likelihood = 5 });
        var (help, asked) = (await world.TaskAsync("Risk.Task.Help"))!.Value;
        Assert.All(asked, email => Assert.StartsWith("advisor", email, StringComparison.Ordinal));
        Assert.Equal((MailKind.RedRisk, "№ 1: Flood (15/25)"), (help.MailKind, help.Note));
        var due = TimeZoneInfo.ConvertTimeBySystemTimeZoneId(help.DueAt!.Value, "Europe/Skopje");
        Assert.Equal(new DateOnly(2026, 9, 16), DateOnly.FromDateTime(due.DateTime));

        await world.AnswerAsync("Risk.Task.Help", "advisor@example.org", "OfferHelp");
        Assert.NotEmpty(await world.ToldAsync(MailKind.RiskNews));
        await world.ChangeAsync(id, facts => facts with { NextAction = "Sandbags" });
        Assert.Null(await world.TaskAsync("Risk.Task.Help"));

        // Lower and red again: that is news.
        await world.ChangeAsync(id, facts => facts with { Likelihood = 1 });
        await world.ChangeAsync(id, facts => facts with { Likelihood = 5 });
        Assert.NotNull(await world.TaskAsync("Risk.Task.Help"));
    }

    [Fact]
    public async Task A_red_risk_of_the_citys_own_is_told_to_the_city_alone_and_nothing_of_it_reaches_the_hub()
    {
        await using var world = await StartAsync(Flood with { Title = "Zebrafinch", Cause = "Quokka", Event = "Wombat", Consequence = "Numbat", Likelihood = 5 });
        await world.EndorseAsync();
        Assert.Null(await world.TaskAsync("Risk.Task.Help"));
        Assert.Equal([Coordinator.Split('@')[0]], await world.ToldAsync(MailKind.RiskNews));
        var reads = await world.HubReadsAsync();
        // So that nobody takes packed bytes for silence.
        Assert.All(["№ 1", "RegisterFlow:AskDepartments"], word => Assert.Contains(word, reads, StringComparison.Ordinal));
        Assert.All(["Zebrafinch", "Quokka", "Wombat", "Numbat"], word => Assert.DoesNotContain(word, reads, StringComparison.OrdinalIgnoreCase));

        // Shown to the hub, it is the hub's to know.
        await world.SendAsync(new SetVisibility(await world.ViewerAsync(Coordinator), (await world.RegisterAsync()).Risks[0].Id, RiskVisibility.Hub));
        await world.SettleAsync();
        Assert.NotNull(await world.TaskAsync("Risk.Task.Help"));
    }

    [Fact]
    public async Task Orange_is_a_suggestion_and_looks_come_by_themselves()
    {
        await using var world = await StartAsync(Flood, Flood with { Title = "Heat", Likelihood = 2 });
        await world.EndorseAsync();
        Assert.Single(await world.ToldAsync(MailKind.RiskNews));
        Assert.Null(await world.TaskAsync("Risk.Task.Look"));

        await world.AdvanceToAsync(new DateTimeOffset(2026, 12, 14, 12, 0, 0, TimeSpan.Zero));
        var (look, asked) = (await world.TaskAsync("Risk.Task.Look"))!.Value;
        Assert.Equal((Coordinator, "№ 1"), (Assert.Single(asked), look.Note));
        await world.SendAsync(new ReviewRisk(await world.ViewerAsync(Coordinator), (await world.RegisterAsync()).Risks[0].Id));
        await world.AnswerAsync("Risk.Task.Look", Coordinator, "Acknowledged");
        Assert.Null(await world.TaskAsync("Risk.Task.Look"));
        await world.AdvanceToAsync(new DateTimeOffset(2027, 3, 13, 12, 0, 0, TimeSpan.Zero));
        Assert.Null(await world.TaskAsync("Risk.Task.Look"));
        await world.AdvanceToAsync(new DateTimeOffset(2027, 3, 16, 12, 0, 0, TimeSpan.Zero));
        Assert.NotNull(await world.TaskAsync("Risk.Task.Look"));
    }

    [Fact]
    public async Task A_city_that_answers_no_looks_is_asked_each_quarter_without_reminders_and_its_hub_reads_so()
    {
        await using var world = await StartAsync(Flood, Flood with { Title = "Heat" });
        var (coordinator, advisor) = (await world.ViewerAsync(Coordinator), await world.ViewerAsync("advisor@example.org"));
        await world.EndorseAsync();
        await AskedAsync(2026, 12, 14);
        var early = (await world.ToldAsync(MailKind.Reminder)).Count;
        await AskedAsync(2027, 2, 1);
        Assert.Equal(1, await UnansweredAsync());
        Assert.True((await world.ToldAsync(MailKind.Reminder)).Count > early);
        Assert.Empty(await world.SendAsync(new ListStoppedLooks(advisor)));

        // The second silence: the third look would have come in February.
        await world.AdvanceToAsync(new DateTimeOffset(2027, 2, 22, 12, 0, 0, TimeSpan.Zero));
        Assert.Null(await world.TaskAsync("Risk.Task.Look"));
        Assert.Equal(2, await UnansweredAsync());
        var stopped = Assert.Single(await world.SendAsync(new ListStoppedLooks(advisor)));
        Assert.Equal(("Elbasan", 2), (stopped.City, stopped.Count));
        Assert.Empty(await world.SendAsync(new ListStoppedLooks(coordinator)));
        await world.AdvanceToAsync(new DateTimeOffset(2027, 4, 10, 12, 0, 0, TimeSpan.Zero));
        Assert.Null(await world.TaskAsync("Risk.Task.Look"));
        var reminders = (await world.ToldAsync(MailKind.Reminder)).Count;
        await AskedAsync(2027, 4, 20);
        Assert.Equal("№ 1, № 2", (await world.TaskAsync("Risk.Task.Look"))!.Value.Task.Note);
        await AskedAsync(2027, 7, 20);
        Assert.Equal((3, reminders), (await UnansweredAsync(), (await world.ToldAsync(MailKind.Reminder)).Count));

        // One look, and the usual rhythm is back.
        await world.SendAsync(new ReviewRisk(coordinator, (await world.RegisterAsync()).Risks[0].Id));
        await world.AnswerAsync("Risk.Task.Look", Coordinator, "Acknowledged");
        Assert.Empty(await world.SendAsync(new ListStoppedLooks(advisor)));
        await AskedAsync(2027, 8, 18);

        async Task AskedAsync(int year, int month, int day)
        {
            await world.AdvanceToAsync(new DateTimeOffset(year, month, day, 12, 0, 0, TimeSpan.Zero));
            Assert.NotNull(await world.TaskAsync("Risk.Task.Look"));
        }

        async Task<int> UnansweredAsync()
        {
            await using var db = world.Db();
            return await db.Tasks.CountAsync(task => task.Title == "Risk.Task.Look" && task.State == TaskState.Silent, TestContext.Current.CancellationToken);
        }
    }

    [Fact]
    public async Task The_next_cycle_takes_the_open_risks_along_and_ends_the_one_before_when_it_is_endorsed()
    {
        await using var world = await StartAsync(Flood with { Likelihood = 1 });
        await world.EndorseAsync();
        await world.AdvanceToAsync(new DateTimeOffset(2027, 1, 11, 9, 0, 0, TimeSpan.Zero));
        Assert.True((await world.RegisterAsync()).CanOpen);
        await world.SendAsync(new OpenRegister(await world.ViewerAsync(Coordinator)));
        await world.SettleAsync();
        var page = await world.RegisterAsync();
        Assert.Equal((2027, RegisterPhase.Draft, "Flood"), (page.Register!.Cycle, page.Register.Phase, Assert.Single(page.Risks).Facts.Title));
        await world.EndorseAsync();
        await using var db = world.Db();
        Assert.Equal(
            [(2026, RegisterPhase.Archived, true), (2027, RegisterPhase.Active, false)],
            (await db.Cases.OfType<RiskRegister>().OrderBy(one => one.Cycle).ToListAsync(Token)).Select(one => (one.Cycle, one.Phase, one.ClosedAt is not null)));
    }
}
