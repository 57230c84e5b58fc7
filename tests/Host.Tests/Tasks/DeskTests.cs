using StrongCities.Hub.Assistance;
using StrongCities.Hub.People;
using StrongCities.Hub.SampleData;
using StrongCities.Hub.Tasks;
using Xunit;
using static StrongCities.Host.Tests.Tasks.TaskProcess;
using static StrongCities.Host.Tests.Tasks.TaskWorld;

namespace StrongCities.Host.Tests.Tasks;

/// <summary>What hub staff can do about a task that is not theirs to answer.</summary>
public sealed class DeskTests
{
    private static readonly string Mayor = SamplePeople.SignatoryOf("kumanovo");
    private static readonly string Coordinator = SamplePeople.CoordinatorOf("kumanovo");

    private static Step Task => Step.Decision("Signatory", ("DueInWorkingDays", 5), ("Ladder", "House"), ("SilencePolicy", "Close"));

    [Fact]
    public async Task More_time_moves_every_step_and_links_go_on_working()
    {
        await using var world = await StartAsync(Task);
        var token = await world.Hub.NewestTokenAsync(Mayor);
        await world.Hub.AdvanceAsync(TimeSpan.FromDays(3));
        Assert.IsType<TaskChanged>(await world.ChangeAsync(Advisor, TaskActKind.Extended, days: 10));
        var task = await world.TaskAsync();
        Assert.Equal([new(2026, 10, 1), new(2026, 10, 5), new(2026, 10, 8)], Days(task.DueAt, task.Ladder.SubstituteAt, task.Ladder.EscalateAt));
        Assert.Contains(Mayor, await world.MailedAsync("reminder"), StringComparison.Ordinal);

        await world.Hub.AdvanceAsync(TimeSpan.FromDays(5));
        Assert.Equal("", await world.MailedAsync("overdue"));
        var page = Assert.IsType<TaskPage>(await world.Hub.SendAsync(new OpenTask(new ByGrant(token[..12]))));
        var decided = await world.Hub.SendAsync(new DecideTask(new ByGrant(token[..12]), "Approve", null, new Dictionary<string, string>(), page.Task.Version, page.Digest));
        Assert.IsType<TaskDecided>(decided);
        Assert.Equal(0, await world.Hub.TimersAsync());
    }

    [Fact]
    public async Task A_page_opened_before_the_deadline_moved_is_stale_not_lost()
    {
        await using var world = await StartAsync(Task);
        var page = await world.PageAsync(Mayor);
        await world.ChangeAsync(Advisor, TaskActKind.Extended, days: 10);
        var seat = await world.SeatAsync(Mayor);
        Assert.IsType<TaskPageStale>(await world.Hub.SendAsync(new DecideTask(seat, "Approve", null, new Dictionary<string, string>(), page.Task.Version, page.Digest)));
    }

    [Fact]
    public async Task Given_to_somebody_else_only_they_are_asked()
    {
        await using var world = await StartAsync(Step.Decision("Coordinator"));
        Assert.IsType<TaskChanged>(await world.ChangeAsync(Advisor, TaskActKind.Reassigned, to: Mayor));
        Assert.Equal(Mayor, await world.AskedAsync());
        Assert.IsType<TaskNotFound>(await world.OpenAsync(Coordinator));
        Assert.Contains(Mayor, await world.MailedAsync("C7"), StringComparison.Ordinal);
        Assert.IsType<TaskDecided>(await world.AnswerAsync(Mayor, "Approve"));
        var act = Assert.Single(await world.ActsAsync());
        Assert.Equal((TaskActKind.Reassigned, "Holidays.", "desk"), (act.Kind, act.Reason, act.Channel));
    }

    [Fact]
    public async Task Parked_it_is_quiet_until_it_is_given_more_time()
    {
        await using var world = await StartAsync(Task);
        Assert.IsType<TaskChanged>(await world.ChangeAsync(Lead, TaskActKind.Parked));
        Assert.Equal(0, await world.Hub.TimersAsync());
        await world.Hub.AdvanceAsync(TimeSpan.FromDays(60));
        Assert.Equal("", await world.MailedAsync("reminder"));
        Assert.IsType<TaskChanged>(await world.ChangeAsync(Lead, TaskActKind.Extended, days: 5));
        Assert.Null((await world.TaskAsync()).ParkedAt);
        Assert.True(await world.Hub.TimersAsync() > 0);
        Assert.IsType<TaskDecided>(await world.AnswerAsync(Mayor, "Approve"));
    }

    [Fact]
    public async Task Taken_back_it_ends_where_the_drawing_says()
    {
        await using var world = await StartAsync(Task);
        Assert.IsType<TaskChanged>(await world.ChangeAsync(Lead, TaskActKind.Withdrawn));
        Assert.Equal((TaskState.Withdrawn, CaseStatus.Declined), ((await world.TaskAsync()).State, await world.StatusAsync()));
        Assert.Equal(0, await world.Hub.TimersAsync());
        Assert.IsType<ChangeTaskOver>(await world.ChangeAsync(Lead, TaskActKind.Extended, days: 5));
        Assert.Equal(TaskState.Withdrawn, Assert.IsType<TaskEndedBefore>(await world.AnswerAsync(Mayor, "Approve")).Page.Task.State);
    }

    [Fact]
    public async Task Where_nothing_is_drawn_for_it_a_task_is_not_taken_back()
    {
        await using var world = await StartAsync(Task with { Ports = ["Approve", "Decline", "Silence"] });
        var invalid = Assert.IsType<ChangeTaskInvalid>(await world.ChangeAsync(Lead, TaskActKind.Withdrawn));
        Assert.Equal("Problem.CantWithdraw", invalid.Problems[0].Key);
    }

    [Fact]
    public async Task A_reminder_by_hand_goes_to_who_has_not_answered()
    {
        await using var world = await StartAsync(Step.Decision("HubLead", ("Quorum", "All")));
        await world.AnswerAsync(Lead, "Approve");
        Assert.IsType<TaskChanged>(await world.ChangeAsync(Advisor, TaskActKind.Reminded, reason: null));
        Assert.Equal($"{SecondLead} {ThirdLead}", await world.MailedAsync("reminder"));
    }

    [Theory]
    [InlineData(TaskActKind.Extended, null, "Reason", "Problem.Reason")]
    [InlineData(TaskActKind.Extended, "x", "Days", "Problem.Days", 0)]
    [InlineData(TaskActKind.Extended, "x", "Days", "Problem.Days", 61)]
    [InlineData(TaskActKind.Reassigned, "x", "PersonId", "Problem.Choice")]
    [InlineData(TaskActKind.Reassigned, "x", "PersonId", "Problem.Choice", 5, "lead@example.org")]
    [InlineData(TaskActKind.Reassigned, "x", "PersonId", "Problem.Choice", 5, "coordinator")]
    [InlineData(TaskActKind.Late, "x", "Kind", "Problem.Choice")]
    public async Task What_is_typed_wrongly_changes_nothing(TaskActKind kind, string? reason, string field, string problem, int days = 5, string? to = null)
    {
        await using var world = await StartAsync(Task);
        var invalid = Assert.IsType<ChangeTaskInvalid>(await world.ChangeAsync(Advisor, kind, reason, to == "coordinator" ? Coordinator : to, days));
        Assert.Equal((field, problem), (invalid.Problems[0].Field, invalid.Problems[0].Key));
        Assert.Empty(await world.ActsAsync());
    }

    [Fact]
    public async Task Only_staff_who_see_the_case_manage_its_tasks()
    {
        await using var world = await StartAsync(Task);
        await world.Hub.PlantOtherHubAsync();
        foreach (var email in new[] { Coordinator, Mayor, "operator@example.org", "designer@example.org", "lead@baltic.example.org" })
        {
            Assert.IsType<ChangeTaskNotFound>(await world.ChangeAsync(email, TaskActKind.Reminded));
            Assert.Null(await world.Hub.SendAsync(new ManageTask(await world.Hub.ViewerAsync(email), (await world.TaskAsync()).Id)));
        }
    }

    private static IEnumerable<DateOnly> Days(params IEnumerable<DateTimeOffset?> moments) => moments.Select(moment => DateOnly.FromDateTime(moment!.Value.Date));
}
