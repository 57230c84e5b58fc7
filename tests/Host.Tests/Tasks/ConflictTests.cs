using Microsoft.EntityFrameworkCore;
using StrongCities.Host.Tests.Hub;
using StrongCities.Hub.Assistance;
using StrongCities.Hub.Cases;
using StrongCities.Hub.Mail;
using StrongCities.Hub.People;
using StrongCities.Hub.SampleData;
using StrongCities.Hub.Tasks;
using Xunit;
using static StrongCities.Host.Tests.Tasks.TaskProcess;
using static StrongCities.Host.Tests.Tasks.TaskWorld;

namespace StrongCities.Host.Tests.Tasks;

/// <summary>Who must keep out of a decision: by four eyes, and by a personal interest.</summary>
public sealed class ConflictTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(true, "lead2@example.org lead3@example.org")]
    [InlineData(false, "lead2@example.org lead3@example.org lead@example.org")]
    public async Task With_four_eyes_whoever_made_the_last_decision_can_not_make_the_next(bool fourEyes, string asked)
    {
        await using var world = await StartAsync(Step.Decision(), Step.Decision("HubLead", ("FourEyes", fourEyes)));
        await world.AnswerAsync(Lead, "Approve");
        Assert.Equal(asked, await world.AskedAsync());
    }

    [Fact]
    public async Task With_four_eyes_the_asker_can_not_decide_either()
    {
        await using var world = await StartAsync(Step.Decision("Coordinator", ("FourEyes", true)));
        Assert.Equal(SamplePeople.SignatoryOf("kumanovo"), await world.AskedAsync());
        var asker = (await world.Hub.PersonAsync(SamplePeople.CoordinatorOf("kumanovo"))).Id;
        Assert.Contains(asker, (await world.TaskAsync()).Barred);
    }

    [Fact]
    public async Task A_barred_person_is_not_let_in_by_way_of_a_substitute()
    {
        await using var world = await StartAsync(Step.Decision(), Step.Decision("HubLead", ("FourEyes", true)));
        var today = DateOnly.FromDateTime(HubWorld.Monday.UtcDateTime);
        await world.AnswerAsync(Lead, "Approve");
        await world.AwayAsync(SecondLead, Lead, today, today.AddDays(5));
        Assert.Equal($"{SecondLead} {ThirdLead}", await world.AskedAsync());
        Assert.IsType<TaskNotFound>(await world.OpenAsync(Lead));
    }

    [Fact]
    public async Task Whoever_steps_aside_sees_the_case_nowhere_and_hears_nothing_more_about_it()
    {
        await using var world = await StartAsync(Step.Decision("Advisor", ("Conflicts", "MayDeclare"), ("DueInWorkingDays", 5)));
        var advisor = await world.Hub.ViewerAsync(Advisor);
        await SetOwnerAsync(world, advisor.PersonId);
        var token = await world.Hub.NewestTokenAsync(Advisor);
        Assert.NotNull(await world.Hub.SendAsync(new GetCase(advisor, world.RequestId)));
        Assert.IsType<SteppedAside>(await world.Hub.SendAsync(new StepAside(await world.SeatAsync(Advisor), "My brother's firm.")));

        Assert.Null(await world.Hub.SendAsync(new GetCase(advisor, world.RequestId)));
        Assert.Equal(0, (await world.Hub.SendAsync(new ListRequests(advisor))).Total);
        Assert.Empty(await world.Hub.SendAsync(new ListMyTasks(advisor)));
        Assert.Null(await world.Hub.SendAsync(new ManageTask(advisor, (await world.TaskAsync()).Id)));
        Assert.IsType<TaskSteppedAside>(await world.OpenAsync(Advisor));
        Assert.IsType<TaskSteppedAside>(await world.Hub.SendAsync(new OpenTask(new ByGrant(token[..12]))));
        Assert.IsType<DecideNotFound>(await world.Hub.SendAsync(new DecideTask(new ByGrant(token[..12]), "Approve", null, new Dictionary<string, string>(), 1, "")));

        await using (var db = world.Hub.Db(advisor))
        {
            Assert.False(await db.Tasks.AnyAsync(Token) || await db.CaseEvents.AnyAsync(Token) || await db.Mails.AnyAsync(m => m.CaseId != null, Token) || await db.Attachments.AnyAsync(Token));
        }

        Assert.Null((await world.Hub.RequestAsync(world.RequestId)).AdvisorId);
        Assert.Equal(SecondAdvisor, await world.AskedAsync());
        var before = (await world.MailedAsync("reminder")).Length;
        await world.Hub.AdvanceAsync(TimeSpan.FromDays(30));
        Assert.True((await world.MailedAsync("reminder")).Length > before);
        Assert.DoesNotContain(Advisor, (await world.MailedAsync("reminder")).Split(' '));
        Assert.DoesNotContain(Advisor, (await world.MailedAsync("overdue")).Split(' '));

        var act = Assert.Single(await world.ActsAsync(), a => a.Kind == TaskActKind.SteppedAside);
        Assert.Equal((advisor.PersonId, "My brother's firm.", "desk", 64), (act.PersonId, act.Reason, act.Channel, act.SeenDigest!.Length));
    }

    [Fact]
    public async Task When_the_whole_role_steps_aside_whoever_comes_next_is_asked()
    {
        await using var world = await StartAsync(Step.Decision("HubLead", ("Conflicts", "MayDeclare")));
        foreach (var lead in new[] { Lead, SecondLead, ThirdLead })
        {
            await world.Hub.SendAsync(new StepAside(await world.SeatAsync(lead), null));
        }

        Assert.Equal($"{SecondAdvisor} {Advisor}", await world.AskedAsync());
        Assert.IsType<TaskDecided>(await world.AnswerAsync(Advisor, "Approve"));
    }

    [Fact]
    public async Task A_vote_that_was_the_last_one_awaited_ends_the_task_when_the_other_steps_aside()
    {
        await using var world = await StartAsync(Step.Decision("HubLead", ("Quorum", "All"), ("Conflicts", "MayDeclare")));
        await world.AnswerAsync(Lead, "Approve");
        await world.AnswerAsync(SecondLead, "Approve");
        await world.Hub.SendAsync(new StepAside(await world.SeatAsync(ThirdLead), null));
        Assert.Equal(CaseStatus.Matching, await world.StatusAsync());
    }

    [Fact]
    public async Task Who_must_declare_sees_nothing_of_the_case_before_they_have()
    {
        await using var world = await StartAsync(Step.Decision("HubLead", ("Conflicts", "MustDeclare")));
        var page = await world.PageAsync(Lead);
        Assert.True(page.HidesCase);
        Assert.Equal(("", "", 0), (page.Case.Title, page.AskedBy, page.Attachments.Count));
        Assert.Equal("Problem.Declare", Assert.IsType<DecideInvalid>(await world.AnswerAsync(Lead, "Approve")).Problems[0].Key);
        var mail = await world.Hub.NewestMailAsync(Lead);
        Assert.DoesNotContain("Safe schools", mail, StringComparison.Ordinal);

        Assert.True(await world.Hub.SendAsync(new DeclareNoInterest(await world.SeatAsync(Lead))));
        Assert.False(await world.Hub.SendAsync(new DeclareNoInterest(await world.SeatAsync(Lead))));
        Assert.Equal("Safe schools", (await world.PageAsync(Lead)).Case.Title);
        Assert.IsType<TaskDecided>(await world.AnswerAsync(Lead, "Approve"));
        Assert.Equal(TaskActKind.NoInterest, Assert.Single(await world.ActsAsync()).Kind);
    }

    [Fact]
    public async Task Where_the_task_does_not_ask_nobody_steps_aside()
    {
        await using var world = await StartAsync(Step.Decision());
        Assert.IsType<StepAsideRefused>(await world.Hub.SendAsync(new StepAside(await world.SeatAsync(Lead), null)));
        Assert.NotNull(await world.Hub.SendAsync(new GetCase(await world.Hub.ViewerAsync(Lead), world.RequestId)));
    }

    [Fact]
    public async Task Mails_that_wait_for_office_hours_are_taken_back_when_their_reader_steps_aside_or_the_task_ends()
    {
        await using var world = await HubWorld.StartAsync(("Runtime:Definitions:Folder", Write(Step.Decision("HubLead", ("Conflicts", "MayDeclare")))));
        await world.AdvanceToAsync(new DateTimeOffset(2026, 9, 19, 22, 0, 0, TimeSpan.Zero));
        await world.AddPersonAsync(SecondLead, Roles.HubLead);
        var id = await world.SubmitAsync();
        var task = (await world.OpenTaskAsync(id)).Page.Task.Id;
        await world.SendAsync(new StepAside(new BySeat(await world.ViewerAsync(Lead), task), null));
        Assert.Equal("lead2@example.org:Queued lead@example.org:Dropped", await StatesAsync(world, id));

        var seat = new BySeat(await world.ViewerAsync(SecondLead), task);
        var page = Assert.IsType<TaskPage>(await world.SendAsync(new OpenTask(seat)));
        await world.SendAsync(new DecideTask(seat, "Approve", null, new Dictionary<string, string>(), page.Task.Version, page.Digest));
        await world.AdvanceAsync(TimeSpan.FromDays(4));
        Assert.Equal("lead2@example.org:Dropped lead@example.org:Dropped", await StatesAsync(world, id));
    }

    private static async Task<string> StatesAsync(HubWorld world, Guid requestId)
    {
        await using var db = world.Db();
        var mails = await db.Mails.Where(m => m.CaseId == requestId && m.Kind == MailKind.Approval).OrderBy(m => m.ToEmail).ToListAsync(Token);
        return string.Join(' ', mails.Select(m => $"{m.ToEmail}:{m.State}"));
    }

    private static async Task SetOwnerAsync(TaskWorld world, Guid person)
    {
        await using var db = world.Hub.Db();
        await db.Requests.ExecuteUpdateAsync(r => r.SetProperty(x => x.AdvisorId, person), Token);
    }
}
