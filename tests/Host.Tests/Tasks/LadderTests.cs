using System.Globalization;
using StrongCities.Host.Tests.Hub;
using StrongCities.Hub.Assistance;
using StrongCities.Hub.SampleData;
using StrongCities.Hub.Tasks;
using Xunit;
using static StrongCities.Host.Tests.Tasks.TaskProcess;
using static StrongCities.Host.Tests.Tasks.TaskWorld;

namespace StrongCities.Host.Tests.Tasks;

/// <summary>What follows while nobody answers, counted in working days of whoever must act.</summary>
public sealed class LadderTests
{
    private static readonly string Mayor = SamplePeople.SignatoryOf("kumanovo");
    private static readonly string Coordinator = SamplePeople.CoordinatorOf("kumanovo");

    private static Step House(params (string Name, object? Value)[] more) =>
        Step.Decision("Signatory", [("DueInWorkingDays", 10), ("Ladder", "House"), .. more]);

    // Asked on Monday, 14 September, with ten working days: due on Monday the 28th. 8 October is no holiday, 12 October is one.
    [Theory]
    [InlineData("2026-09-18", "", "", "", TaskState.Open)]
    [InlineData("2026-09-22", "mayor", "", "", TaskState.Open)]
    [InlineData("2026-09-26", "mayor mayor", "", "", TaskState.Open)]
    [InlineData("2026-09-29", "mayor mayor", "advisors", "", TaskState.Open)]
    [InlineData("2026-10-01", "mayor mayor mayor", "advisors", "coordinator", TaskState.Open)]
    [InlineData("2026-10-06", "mayor mayor mayor", "advisors leads", "coordinator", TaskState.Open)]
    [InlineData("2026-10-11", "mayor mayor mayor", "advisors leads", "coordinator", TaskState.Open)]
    [InlineData("2026-10-14", "mayor mayor mayor", "advisors leads", "coordinator", TaskState.Silent)]
    public async Task The_ladder_goes_up_step_by_step(string until, string reminded, string told, string substitute, TaskState state)
    {
        await using var world = await StartAsync(House(("SilencePolicy", "NoGo")));
        await world.Hub.AdvanceToAsync(DateTimeOffset.Parse($"{until}T12:00:00Z", CultureInfo.InvariantCulture));
        Assert.Equal(reminded.Replace("mayor", Mayor, StringComparison.Ordinal), await world.MailedAsync("reminder"));
        var overdue = told.Split(' ', StringSplitOptions.RemoveEmptyEntries)
            .SelectMany(who => who == "advisors" ? [Advisor, SecondAdvisor] : new[] { Lead, SecondLead, ThirdLead }).Order(StringComparer.Ordinal);
        Assert.Equal(overdue, (await world.MailedAsync("overdue")).Split(' ', StringSplitOptions.RemoveEmptyEntries).Order(StringComparer.Ordinal));
        Assert.Equal(substitute.Length > 0, (await world.MailedAsync("C7")).Contains(Coordinator, StringComparison.Ordinal));
        Assert.Equal(state, (await world.TaskAsync()).State);
        Assert.Equal(state == TaskState.Silent ? CaseStatus.Unanswered : CaseStatus.Received, await world.StatusAsync());
    }

    [Fact]
    public async Task The_substitute_who_comes_in_late_decides_for_who_was_silent()
    {
        await using var world = await StartAsync(House());
        await world.Hub.AdvanceToAsync(new DateTimeOffset(2026, 10, 1, 12, 0, 0, TimeSpan.Zero));
        Assert.Equal($"{Coordinator} {Mayor}", await world.AskedAsync());
        Assert.IsType<TaskDecided>(await world.AnswerAsync(Coordinator, "Approve"));
        Assert.Equal((await world.Hub.PersonAsync(Mayor)).Id, (await world.PageAsync(Mayor)).Decision!.ForPersonId);
        Assert.Contains(await world.ActsAsync(), act => act is { Kind: TaskActKind.Substituted, Channel: "clock" });
        Assert.Equal(0, await world.Hub.TimersAsync());
    }

    [Fact]
    public async Task A_signature_passes_to_nobody_who_was_not_named()
    {
        await using var world = await StartAsync(House(("Stakes", "Signature")));
        await world.Hub.AdvanceToAsync(new DateTimeOffset(2026, 10, 1, 12, 0, 0, TimeSpan.Zero));
        Assert.Equal(Mayor, await world.AskedAsync());
    }

    [Theory]
    [InlineData("None", TaskState.Open, CaseStatus.Received, false)]
    [InlineData("Park", TaskState.Open, CaseStatus.Declined, true)]
    [InlineData("Close", TaskState.Silent, CaseStatus.Unanswered, false)]
    [InlineData("NoObjection", TaskState.Silent, CaseStatus.Unanswered, false)]
    public async Task At_the_top_of_the_ladder_the_policy_says_what_happens(string policy, TaskState state, CaseStatus status, bool parked)
    {
        await using var world = await StartAsync(House(("SilencePolicy", policy), ("MailKind", policy == "NoObjection" ? "C4" : "C7")) with { Ports = ["Approve", "Decline", "Silence", "Parked"] });
        await world.Hub.AdvanceToAsync(new DateTimeOffset(2026, 12, 1, 12, 0, 0, TimeSpan.Zero));
        var task = await world.TaskAsync();
        Assert.Equal((state, parked), (task.State, task.ParkedAt is not null));
        Assert.Equal(status, await world.StatusAsync());
        Assert.Equal(0, await world.Hub.TimersAsync());
        if (parked)
        {
            Assert.IsType<TaskDecided>(await world.AnswerAsync(Mayor, "Approve"));
        }
    }

    [Fact]
    public async Task The_mail_spells_out_what_follows_in_the_readers_time_and_words()
    {
        await using var world = await StartAsync(House(("SilencePolicy", "Park")));
        var mail = (await world.Hub.NewestMailAsync(Mayor)).Replace("\n! ", " ", StringComparison.Ordinal);
        // In Macedonian, at the end of the office day in Skopje, which is two hours ahead of UTC.
        var places = new[] { "среда, 30 септември 2026", "може да одговори и замена", "понеделник, 5 октомври 2026", "повисокото ниво", "се става на страна" };
        Assert.All(places, place => Assert.Contains(place, mail, StringComparison.Ordinal));
        Assert.Contains("UTC+2", mail, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(4, 6, 8, 10)]
    public async Task An_urgent_task_climbs_in_hours(int due, int substitute, int escalate, int end)
    {
        await using var world = await StartQuietAsync(House(("UrgentDueInHours", 4), ("SilencePolicy", "Close")));
        await world.SubmitAsync(HubWorld.CompleteForm(Lane.Urgent));
        var task = await world.TaskAsync();
        Assert.Equal(
            new[] { due, substitute, escalate, end }.Select(hours => (DateTimeOffset?)HubWorld.Monday.AddHours(hours)),
            [task.DueAt, task.Ladder.SubstituteAt, task.Ladder.EscalateAt, task.SilenceAt]);
    }

    [Fact]
    public async Task Old_inputs_count_as_they_did()
    {
        await using var world = await StartAsync(Step.Decision(
            "Signatory", ("DueInWorkingDays", 2), ("EscalateAfterWorkingDays", 4), ("SilenceAfterWorkingDays", 6), ("SilencePolicy", "Close")));
        var task = await world.TaskAsync();
        Assert.Equal([16, 18, 22], new[] { task.DueAt, task.Ladder.EscalateAt, task.SilenceAt }.Select(at => at!.Value.Day));
        Assert.Null(task.Ladder.SubstituteAt);
        Assert.Equal((Stakes.Ordinary, Quorum.First, ConflictRule.NotAsked, true), (task.Stakes, task.Quorum, task.Conflicts, task.RepliesDecide));
    }
}
