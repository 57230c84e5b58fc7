using Microsoft.EntityFrameworkCore;
using StrongCities.Host.Tests.Hub;
using StrongCities.Host.Tests.Opportunities.Process;
using StrongCities.Hub.Applications;
using StrongCities.Hub.Tasks;
using Xunit;

namespace StrongCities.Host.Tests.Applications.Process;

/// <summary>What the city asks the funder before the deadline: one list, until the funder's last day for questions.</summary>
public sealed class FunderQuestionsTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Questions_are_collected_sent_as_one_list_and_answered()
    {
        await using var world = await ProcessWorld.StartAsync();
        var about = await world.AppliedAsync();
        var coordinator = await world.CoordinatorAsync();
        await world.KeptAsync(new AskFunder(coordinator, about.Id, "Are vans eligible?"));
        await world.AnswerAsync(about.Id, "Task.PrepareApplication", "Prepared");
        await world.KeptAsync(new AskFunder(coordinator, about.Id, "May a school be a partner?"));
        Assert.Equal("Application.Problem.QuestionThere", (await world.RefusedAsync(new AskFunder(coordinator, about.Id, " Are vans eligible? "))).Key);

        await world.AnswerAsync(about.Id, "Task.FunderQuestions", "ListSent");
        Assert.All(await ListAsync(world, about.Id), asked => Assert.NotNull(asked.SentAt));
        Assert.Equal("Application.Problem.ListSent", (await world.RefusedAsync(new AskFunder(coordinator, about.Id, "One more?"))).Key);
        Assert.NotNull((await world.PlanAsync(about.Id))[MilestoneKind.QuestionsClose].DoneAt);

        await world.KeptAsync(new AskFunder(coordinator, about.Id, "Are vans eligible?", "Yes."));
        Assert.Null((await world.PlanAsync(about.Id))[MilestoneKind.AnswersOut].DoneAt);
        await world.KeptAsync(new AskFunder(coordinator, about.Id, "May a school be a partner?", "Yes, too."));
        Assert.NotNull((await world.PlanAsync(about.Id))[MilestoneKind.AnswersOut].DoneAt);
        Assert.Equal(0, await world.IncidentsAsync());
    }

    [Fact]
    public async Task A_funder_that_is_silent_is_reported_on_the_day_of_its_answers()
    {
        await using var world = await ProcessWorld.StartAsync();
        var about = await world.AppliedAsync();
        await world.AnswerAsync(about.Id, "Task.PrepareApplication", "Prepared");
        await world.KeptAsync(new AskFunder(await world.CoordinatorAsync(), about.Id, "Are vans eligible?"));
        await world.AnswerAsync(about.Id, "Task.FunderQuestions", "ListSent");
        var due = (await world.PlanAsync(about.Id))[MilestoneKind.AnswersOut].DueAt;
        await world.AdvanceToAsync(due.AddMinutes(-1));
        var before = await world.MailsAsync("advisor@example.org", "has not answered all questions");
        Assert.Empty(before);
        await world.AdvanceToAsync(due);
        Assert.Single(await world.MailsAsync("advisor@example.org", "has not answered all questions"));
    }

    [Fact]
    public async Task The_list_closes_21_days_before_the_deadline_and_the_task_ends_by_itself()
    {
        await using var world = await ProcessWorld.StartAsync();
        var about = await world.AppliedAsync();
        await world.AnswerAsync(about.Id, "Task.PrepareApplication", "Prepared");
        var closes = (await world.PlanAsync(about.Id))[MilestoneKind.QuestionsClose].DueAt;
        Assert.Equal(about.Brief.ClosesAt!.Value.AddDays(-21).Date, closes.UtcDateTime.Date);
        await world.AdvanceToAsync(closes.AddMinutes(1));
        await using var db = world.Db();
        Assert.Equal(TaskState.Silent, (await db.Tasks.SingleAsync(task => task.CaseId == about.Id && task.Title == "Task.FunderQuestions", Token)).State);
        Assert.Equal("Application.Problem.QuestionsClosed", (await world.RefusedAsync(new AskFunder(await world.CoordinatorAsync(), about.Id, "Too late?"))).Key);
        Assert.Equal(0, await world.IncidentsAsync());
    }

    [Fact]
    public async Task A_call_may_say_other_days()
    {
        await using var world = await ProcessWorld.StartAsync();
        var about = await world.AppliedAsync();
        var coordinator = await world.CoordinatorAsync();
        var (closes, answers) = (HubWorld.Monday.AddDays(30), HubWorld.Monday.AddDays(40));
        var wrong = new SetDeadlines(coordinator, about.Id, null, null) { QuestionsCloseAt = answers, AnswersOutAt = closes };
        Assert.Equal("Application.Problem.QuestionDays", (await world.RefusedAsync(wrong)).Key);
        await world.KeptAsync(new SetDeadlines(coordinator, about.Id, null, null) { QuestionsCloseAt = closes, AnswersOutAt = answers });
        var plan = await world.PlanAsync(about.Id);
        Assert.Equal((closes, answers), (plan[MilestoneKind.QuestionsClose].DueAt, plan[MilestoneKind.AnswersOut].DueAt));
        await world.AnswerAsync(about.Id, "Task.PrepareApplication", "Prepared");
        await world.FoundAsync(ProcessWorld.Facts with { CloseDate = new StrongCities.Hub.Opportunities.DayDate("Closes", new DateOnly(2026, 12, 21)) });
        Assert.Equal(closes, (await world.PlanAsync(about.Id))[MilestoneKind.QuestionsClose].DueAt);
    }

    [Fact]
    public async Task A_city_that_withdraws_is_asked_for_no_questions_any_more()
    {
        await using var world = await ProcessWorld.StartAsync();
        var about = await world.AppliedAsync();
        await world.AnswerAsync(about.Id, "Task.PrepareApplication", "Prepared");
        await world.OpenAsync(about.Id, "Task.FunderQuestions");
        await world.KeptAsync(new Withdraw(await world.CoordinatorAsync(), about.Id, "The budget was cut."));
        await using var db = world.Db();
        Assert.Equal(0, await db.Tasks.CountAsync(task => task.CaseId == about.Id && task.State == TaskState.Open, Token));
    }

    private static async Task<IReadOnlyList<Clarification>> ListAsync(HubWorld world, Guid caseId)
    {
        await using var db = world.Db();
        return await db.Clarifications.Where(asked => asked.CaseId == caseId).ToListAsync(Token);
    }
}
