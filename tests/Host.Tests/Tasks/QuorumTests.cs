using StrongCities.Host.Tests.Hub;
using StrongCities.Hub.Assistance;
using StrongCities.Hub.Cases;
using StrongCities.Hub.Tasks;
using Xunit;
using static StrongCities.Host.Tests.Tasks.TaskProcess;
using static StrongCities.Host.Tests.Tasks.TaskWorld;

namespace StrongCities.Host.Tests.Tasks;

/// <summary>How many must answer, and in which order.</summary>
public sealed class QuorumTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(QuorumKind.Any, 1, 3, "Y", "Y")]
    [InlineData(QuorumKind.Any, 1, 3, "N", "N")]
    [InlineData(QuorumKind.All, 1, 3, "", null)]
    [InlineData(QuorumKind.All, 1, 3, "Y Y", null)]
    [InlineData(QuorumKind.All, 1, 3, "Y Y Y", "Y")]
    [InlineData(QuorumKind.All, 1, 3, "Y N", "N")]
    [InlineData(QuorumKind.Count, 2, 3, "Y", null)]
    [InlineData(QuorumKind.Count, 2, 3, "N", null)]
    [InlineData(QuorumKind.Count, 2, 3, "N Y Y", "Y")]
    [InlineData(QuorumKind.Count, 2, 3, "N Y", null)]
    [InlineData(QuorumKind.Count, 2, 3, "C N", "C")]
    [InlineData(QuorumKind.Count, 2, 1, "Y", null)]
    [InlineData(QuorumKind.InSequence, 1, 2, "Y", null)]
    [InlineData(QuorumKind.InSequence, 1, 2, "Y Y", "Y")]
    [InlineData(QuorumKind.InSequence, 1, 2, "N", "N")]
    [InlineData(QuorumKind.Each, 1, 2, "N", null)]
    [InlineData(QuorumKind.Each, 1, 2, "N Y", "Answered")]
    public void Votes_come_to_an_outcome_as_soon_as_they_can(QuorumKind kind, int needed, int voices, string votes, string? outcome) =>
        Assert.Equal(outcome, new Quorum(kind, needed).Outcome("Y", votes.Split(' ', StringSplitOptions.RemoveEmptyEntries), voices));

    [Fact]
    public async Task Two_of_three_must_agree_and_each_answer_is_kept()
    {
        await using var world = await StartAsync(Step.Decision("HubLead", ("Quorum", "Count"), ("Needed", 2)));
        Assert.IsType<TaskVoted>(await world.AnswerAsync(Lead, "Approve"));
        Assert.Equal(CaseStatus.Received, await world.StatusAsync());
        var mine = await world.PageAsync(Lead);
        Assert.Equal(("Approve", SeatState.Decided), (mine.Mine!.Decision.Option, mine.Seat.State));
        Assert.IsType<TaskEndedBefore>(await world.AnswerAsync(Lead, "Decline"));

        Assert.IsType<TaskDecided>(await world.AnswerAsync(SecondLead, "Approve"));
        Assert.Equal(CaseStatus.Matching, await world.StatusAsync());
        var late = Assert.IsType<TaskEndedBefore>(await world.AnswerAsync(ThirdLead, "Decline"));
        Assert.Equal(["Approve", "Approve"], late.Page.Votes.Select(vote => vote.Decision.Option));
        Assert.All(late.Page.Votes, vote => Assert.Equal((64, 1, "desk"), (vote.Decision.SeenDigest.Length, vote.Decision.SeenVersion, vote.Decision.Channel)));
        Assert.Equal(TaskActKind.Late, Assert.Single(await world.ActsAsync()).Kind);
        Assert.Equal(0, await world.Hub.TimersAsync());
    }

    [Theory]
    [InlineData("All", null, "Approve Approve Approve", CaseStatus.Matching)]
    [InlineData("All", null, "Approve Decline", CaseStatus.Declined)]
    [InlineData("Count", 2, "Decline Approve Approve", CaseStatus.Matching)]
    [InlineData("Count", 3, "Decline", CaseStatus.Declined)]
    public async Task The_last_vote_that_matters_moves_the_case(string quorum, int? needed, string votes, CaseStatus status)
    {
        await using var world = await StartAsync(Step.Decision("HubLead", ("Quorum", quorum), ("Needed", needed)));
        var voters = new[] { Lead, SecondLead, ThirdLead };
        var options = votes.Split(' ');
        for (var i = 0; i < options.Length; i++)
        {
            Assert.Equal(CaseStatus.Received, await world.StatusAsync());
            await world.AnswerAsync(voters[i], options[i]);
        }

        Assert.Equal(status, await world.StatusAsync());
    }

    [Fact]
    public async Task Two_approvers_at_once_both_count_and_end_the_task_once()
    {
        await using var world = await StartAsync(Step.Decision("HubLead", ("Quorum", "Count"), ("Needed", 2)));
        var results = await Task.WhenAll(new[] { Lead, SecondLead, ThirdLead }.Select(email => Task.Run(() => world.AnswerAsync(email, "Approve"), Token)));
        Assert.Single(results.OfType<TaskDecided>());
        Assert.Single(results.OfType<TaskVoted>());
        Assert.Single(results.OfType<TaskEndedBefore>());
        Assert.Equal(CaseStatus.Matching, await world.StatusAsync());
    }

    [Fact]
    public async Task In_sequence_the_next_is_asked_only_when_the_one_before_agreed()
    {
        await using var world = await StartAsync(Step.Decision("Advisor", ("Quorum", "InSequence"), ("AlsoAsk", new[] { "HubLead" })));
        Assert.Equal($"{SecondAdvisor} {Advisor}", await world.AskedAsync());
        Assert.Equal($"{SecondAdvisor} {Advisor}", await world.MailedAsync("C7"));
        Assert.IsType<TaskNotFound>(await world.OpenAsync(Lead));

        Assert.IsType<TaskVoted>(await world.AnswerAsync(Advisor, "Approve"));
        Assert.Contains(Lead, await world.MailedAsync("C7"), StringComparison.Ordinal);
        Assert.IsType<TaskDecided>(await world.AnswerAsync(Lead, "Approve"));
        Assert.Equal(CaseStatus.Matching, await world.StatusAsync());
    }

    [Fact]
    public async Task In_sequence_a_no_ends_it_and_nobody_else_is_asked()
    {
        await using var world = await StartAsync(Step.Decision("Advisor", ("Quorum", "InSequence"), ("AlsoAsk", new[] { "HubLead" })));
        Assert.IsType<TaskDecided>(await world.AnswerAsync(Advisor, "Decline"));
        Assert.Equal(CaseStatus.Declined, await world.StatusAsync());
        Assert.DoesNotContain(Lead, await world.MailedAsync("C7"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Everybody_says_for_themselves_whether_they_come()
    {
        var inputs = new Dictionary<string, object?> { ["Title"] = "Task.Feedback", ["Assignee"] = "HubLead" };
        await using var world = await StartAsync(new Step("AskForAttendance", inputs, "Answered"));
        Assert.IsType<TaskVoted>(await world.AnswerAsync(Lead, "Attend"));
        Assert.IsType<TaskVoted>(await world.AnswerAsync(SecondLead, "NotAttend"));
        Assert.IsType<TaskDecided>(await world.AnswerAsync(ThirdLead, "AttendOnline"));
        Assert.Equal(CaseStatus.Matching, await world.StatusAsync());
    }

    [Fact]
    public async Task One_press_acknowledges()
    {
        var inputs = new Dictionary<string, object?> { ["Title"] = "Task.Feedback", ["Assignee"] = "Coordinator" };
        await using var world = await StartAsync(new Step("AskForAcknowledgement", inputs, "Answered"));
        Assert.IsType<TaskDecided>(await world.AnswerAsync(StrongCities.Hub.SampleData.SamplePeople.CoordinatorOf("kumanovo"), "Acknowledged"));
        Assert.Equal(CaseStatus.Matching, await world.StatusAsync());
    }

    [Fact]
    public async Task Files_that_are_asked_for_become_attachments_of_the_case()
    {
        var inputs = new Dictionary<string, object?> { ["Title"] = "Task.Complete", ["Assignee"] = "Asker" };
        await using var world = await StartAsync(new Step("AskForFiles", inputs, "Answered"));
        var asker = StrongCities.Hub.SampleData.SamplePeople.CoordinatorOf("kumanovo");
        var seat = await world.SeatAsync(asker);
        var version = (await world.PageAsync(asker)).Task.Version;
        Assert.IsType<DecideInvalid>(await world.Hub.SendAsync(new SendFiles(seat, [], null, version)));
        var file = new Upload("plan.txt", 4, () => new MemoryStream("Plan"u8.ToArray()));
        Assert.IsType<TaskDecided>(await world.Hub.SendAsync(new SendFiles(seat, [file], "Here.", version)));
        var stored = await world.Hub.SendAsync(new GetCase(await world.Hub.ViewerAsync(Lead), world.RequestId));
        Assert.Equal("plan.txt", Assert.Single(stored!.Attachments).FileName);
    }

    [Fact]
    public async Task A_role_with_too_few_people_is_filled_from_the_same_side()
    {
        await using var world = await StartAsync(Step.Decision("Advisor", ("Quorum", "Count"), ("Needed", 4)));
        Assert.Equal(4, (await world.AskedAsync()).Split(' ').Length);
        Assert.Contains(Advisor, await world.AskedAsync(), StringComparison.Ordinal);
    }
}
