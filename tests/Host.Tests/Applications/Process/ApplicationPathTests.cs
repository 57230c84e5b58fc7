using Microsoft.EntityFrameworkCore;
using StrongCities.Engine.Execution;
using StrongCities.Host.Tests.Hub;
using StrongCities.Host.Tests.Opportunities.Process;
using StrongCities.Hub.Applications;
using StrongCities.Hub.Mail.Kinds;
using StrongCities.Hub.Opportunities;
using StrongCities.Hub.Opportunities.Process;
using StrongCities.Hub.SampleData;
using StrongCities.Hub.Tasks;
using Xunit;

namespace StrongCities.Host.Tests.Applications.Process;

/// <summary>The whole way of an application: real processes, runtime and database on a driven clock.</summary>
public sealed class ApplicationPathTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_two_stage_application_goes_from_interest_to_its_award()
    {
        await using var world = await ProcessWorld.StartAsync();
        await world.ReadEnglishAsync();
        var about = await world.AppliedAsync();
        var coordinator = await world.CoordinatorAsync();
        var coordinatorMail = SamplePeople.CoordinatorOf(ApplicationWorld.City);
        Assert.Equal(CaseStage.Preparing, about.Stage);
        var plan = await world.PlanAsync(about.Id);
        Assert.NotNull(plan[MilestoneKind.Go].DoneAt);
        Assert.Equal(about.Brief.ClosesAt, plan[MilestoneKind.Deadline].DueAt);

        await world.KeptAsync(new SetDeadlines(coordinator, about.Id, HubWorld.Monday.AddDays(32), null));
        await world.KeptAsync(new SaveProposal(coordinator, about.Id, ApplicationWorld.Proposal));
        await world.KeptAsync(new AskPartner(coordinator, about.Id, "River trust", "RS", IsRequired: true));
        await world.AnswerAsync(about.Id, "Task.PrepareApplication", "Prepared");
        Assert.Equal(CaseStage.PartnerBuilding, await world.StageAsync(about.Id));
        await world.KeptAsync(new AskFunder(coordinator, about.Id, "Are vans eligible?"));
        await world.AnswerAsync(about.Id, "Task.FunderQuestions", "ListSent");
        await world.KeptAsync(new AskFunder(coordinator, about.Id, "Are vans eligible?", "Yes."));

        await using (var db = world.Db())
        {
            var partner = await db.Partners.SingleAsync(Token);
            await world.KeptAsync(new SetMandate(coordinator, about.Id, partner.Id, MandateState.Signed, await world.FileAsync(about.Id)));
        }

        // The concept note: written, reviewed, in. From then on it binds.
        Assert.Equal(CaseStage.ConceptNote, await world.StageAsync(about.Id));
        await world.AnswerAsync(about.Id, "Task.ConceptNote", "Ready");
        Assert.Equal(CaseStage.InternalReview, await world.StageAsync(about.Id));
        await world.ApproveAsync(about.Id);
        Assert.Equal(CaseStage.Submitting, await world.StageAsync(about.Id));
        await world.KeptAsync(new RecordReceipt(coordinator, about.Id, await world.ReceiptAsync(about.Id, "C-7"), IsConcept: true));
        Assert.Equal(CaseStage.ConceptSubmitted, await world.StageAsync(about.Id));
        await world.AnswerAsync(about.Id, "Task.ConceptResult", "Invited");

        // The proposal comes back from review once, with the reviewer's words.
        Assert.Equal(CaseStage.FullProposal, await world.StageAsync(about.Id));
        await world.AnswerAsync(about.Id, "Task.FullProposal", "Ready");
        await world.AnswerAsync(about.Id, "Task.ReviewQuality", "Approve");
        await world.AnswerAsync(about.Id, "Task.ReviewMoney", "Changes", "The travel is too dear.");
        Assert.Equal(CaseStage.FullProposal, await world.StageAsync(about.Id));
        await using (var db = world.Db())
        {
            var open = await db.Tasks.SingleAsync(task => task.CaseId == about.Id && task.State == TaskState.Open, Token);
            Assert.Equal(("Task.FullProposal", "The travel is too dear."), (open.Title, open.Note));
        }

        await world.AnswerAsync(about.Id, "Task.FullProposal", "Ready");
        await world.ApproveAsync(about.Id);

        // The mayor signs with a code, the council agrees with a number.
        Assert.Equal(CaseStage.MayorSignOff, await world.StageAsync(about.Id));
        await world.AnswerAsync(about.Id, "Task.SignApplication", "Sign");
        Assert.Equal(CaseStage.CouncilDecision, await world.StageAsync(about.Id));
        await world.AnswerAsync(about.Id, "Task.CouncilDecision", "Agreed", fields: new() { ["CouncilNumber"] = "08-112/3" });
        Assert.Equal("08-112/3", (await world.ApplicationAsync(about.Id)).CouncilDecision);

        // Two people check. A paper of the checklist is missing, which is told; then nothing changes any more.
        Assert.Equal(CaseStage.FinalCheck, await world.StageAsync(about.Id));
        await world.CheckAsync(about.Id);
        var missing = (await world.MailsAsync(coordinatorMail, "a required document is missing"))[^1];
        Assert.All(["Application form", "Budget", "Work plan"], paper => Assert.Contains(paper, missing, StringComparison.Ordinal));
        Assert.DoesNotContain("Paper.", missing, StringComparison.Ordinal);
        await world.HandInPapersAsync(about.Id);
        await world.AnswerAsync(about.Id, "Task.FinalCheckNoPaper", "AllThere");
        Assert.Equal(CaseStage.FinalCheck, await world.StageAsync(about.Id));
        await world.AnswerAsync(about.Id, "Task.FinalCheckNoPaper", "AllThere", seat: 1);
        Assert.Equal(CaseStage.Submitting, await world.StageAsync(about.Id));
        Assert.NotNull((await world.ApplicationAsync(about.Id)).FrozenAt);

        await world.KeptAsync(new RecordReceipt(coordinator, about.Id, await world.ReceiptAsync(about.Id, "F-22")));
        Assert.Equal(CaseStage.DecisionPending, await world.StageAsync(about.Id));

        // The funder asks, is answered, and takes its time.
        await world.KeptAsync(new RecordFunderQuestion(coordinator, about.Id, "Who pays the guards?", world.Clock.GetUtcNow().AddDays(5)));
        Assert.Equal(CaseStage.Clarification, await world.StageAsync(about.Id));
        await world.AnswerAsync(about.Id, "Task.Clarify", "Answered", fields: new() { ["Answer"] = "The city does." });
        Assert.Equal(CaseStage.DecisionPending, await world.StageAsync(about.Id));
        var quiet = (await world.LettersAsync(about.Id, "task")).Count;
        await world.AdvanceAsync(TimeSpan.FromDays(100));
        Assert.Equal(quiet + 3, (await world.LettersAsync(about.Id, "task")).Count);

        await world.KeptAsync(new RecordOutcome(coordinator, about.Id, ApplicationOutcome.Awarded));
        Assert.Equal(CaseStage.Contracting, await world.StageAsync(about.Id));
        await world.AnswerAsync(
            about.Id, "Task.Contract", "Ready", fields: new() { ["AgreementNumber"] = "2027/117", ["WorkStartsOn"] = "2027-09-01", ["WorkEndsOn"] = "2029-08-31" });
        await world.AnswerAsync(about.Id, "Task.SignApplication", "Sign");
        await world.AnswerAsync(about.Id, "Task.CouncilDecision", "Agreed", fields: new() { ["CouncilNumber"] = "08-200/1" });

        var awarded = await world.ApplicationAsync(about.Id);
        Assert.Equal(CaseStage.Awarded, awarded.Stage);
        Assert.NotNull(awarded.ClosedAt);
        var award = await world.AwardAsync(about.Id);
        Assert.Equal(("2027/117", ApplicationWorld.Proposal.Requested, new DateOnly(2029, 8, 31), CaseStage.Implementing), (award.Agreement, award.Awarded, award.EndsOn, award.Stage));
        var kinds = (await world.LettersAsync(about.Id)).Select(letter => letter.Kind).ToHashSet();
        Assert.Superset(new HashSet<string> { "B1", "B4", "B5", "B6", "B7", "B8", "B9", "B10" }, kinds);
        Assert.All((await world.PlanAsync(about.Id)).Values, step => Assert.True(step.DoneAt is not null, $"{step.Kind} is not done."));
        Assert.Equal(0, await world.IncidentsAsync());
        await using var after = world.Db();
        Assert.Equal(WorkflowStatus.Finished, (await after.Instances.SingleAsync(i => i.Id == about.InstanceId, Token)).Status);
        Assert.Equal(0, await after.Tasks.CountAsync(task => task.CaseId == about.Id && task.State == TaskState.Open, Token));
    }

    [Fact]
    public async Task What_is_not_in_by_the_deadline_lapses_by_itself_and_leaves_a_lesson()
    {
        await using var world = await ProcessWorld.StartAsync();
        var about = await world.WrittenAsync(ApplicationWorld.Small);
        // The mayor says nothing until the very end, and that is no yes.
        await world.AdvanceToAsync(about.Brief.ClosesAt!.Value);
        Assert.Equal(CaseStage.MayorSignOff, await world.StageAsync(about.Id));
        await world.AdvanceAsync(TimeSpan.FromMinutes(1));
        Assert.Equal(CaseStage.Lapsed, await world.StageAsync(about.Id));

        await using (var db = world.Db())
        {
            Assert.Equal("Task.LapseLessons", (await db.Tasks.SingleAsync(task => task.CaseId == about.Id && task.State == TaskState.Open, Token)).Title);
        }

        await world.AnswerAsync(about.Id, "Task.LapseLessons", "Answered", fields: new() { ["Lessons"] = "Ask the mayor earlier." });
        Assert.Equal("Ask the mayor earlier.", (await world.ApplicationAsync(about.Id)).Lessons);
        Assert.Equal(0, await world.IncidentsAsync());
        await using var after = world.Db();
        Assert.Equal(WorkflowStatus.Finished, (await after.Instances.SingleAsync(i => i.Id == about.InstanceId, Token)).Status);
    }

    [Fact]
    public async Task A_city_that_withdraws_says_why_its_partners_are_told_and_nothing_is_asked_any_more()
    {
        await using var world = await ProcessWorld.StartAsync();
        var about = await world.WrittenAsync(ApplicationWorld.Small);
        var partner = await world.PersonAsync(SamplePeople.CoordinatorOf("tetovo"));
        await world.KeptAsync(new AskPartner(await world.CoordinatorAsync(), about.Id, "Tetovo", "MK", IsRequired: false, partner.Id));
        Assert.Equal("Application.Problem.Reason", (await world.RefusedAsync(new Withdraw(await world.CoordinatorAsync(), about.Id, " "))).Key);
        await world.KeptAsync(new Withdraw(await world.CoordinatorAsync(), about.Id, "The budget was cut."));
        Assert.Equal(CaseStage.Withdrawn, await world.StageAsync(about.Id));
        Assert.Contains(await world.MailsAsync(partner.Email), mail => mail.Contains("The budget was cut.", StringComparison.Ordinal));
        Assert.Equal(1, await CountAsync("B10-partner"));
        Assert.Equal(0, await CountAsync("B10"));
        await using var db = world.Db();
        Assert.Equal(0, await db.Tasks.CountAsync(task => task.CaseId == about.Id && task.State == TaskState.Open, Token));
        Assert.Equal(WorkflowStatus.Finished, (await db.Instances.SingleAsync(i => i.Id == about.InstanceId, Token)).Status);
        Assert.Equal("Application.Problem.Over", (await world.RefusedAsync(new SaveProposal(await world.CoordinatorAsync(), about.Id, ApplicationWorld.Small))).Key);

        async Task<int> CountAsync(string kind)
        {
            await using var mails = world.Db();
            return await mails.Mails.CountAsync(mail => mail.Kind == kind && mail.ToPersonId == partner.Id, Token);
        }
    }

    [Fact]
    public async Task A_deadline_that_moves_twice_moves_what_is_not_done_and_tells_only_whose_it_is()
    {
        await using var world = await ProcessWorld.StartAsync();
        var about = await world.WrittenAsync(ApplicationWorld.Small);
        var first = await world.PlanAsync(about.Id);
        var mayor = SamplePeople.SignatoryOf(ApplicationWorld.City);
        Assert.DoesNotContain(("B1", mayor), await world.LettersAsync(about.Id));

        await world.FoundAsync(ProcessWorld.Facts with { CloseDate = new DayDate("Closes", new DateOnly(2026, 12, 21)) });
        var second = await world.PlanAsync(about.Id);
        Assert.Equal(first[MilestoneKind.Review].DueAt, second[MilestoneKind.Review].DueAt);
        Assert.True(second[MilestoneKind.SignOff].DueAt > first[MilestoneKind.SignOff].DueAt);
        Assert.Equal(first[MilestoneKind.SignOff].DueAt, second[MilestoneKind.SignOff].MovedFrom);
        Assert.Single(await world.LettersAsync(about.Id, "B1"), letter => letter.To == mayor);
        // The advisor's step, the review, is done: nothing of theirs moved.
        Assert.DoesNotContain(await world.LettersAsync(about.Id, "B1"), letter => letter.To == "advisor@example.org");
        await using (var db = world.Db())
        {
            var task = await db.Tasks.SingleAsync(t => t.CaseId == about.Id && t.State == TaskState.Open, Token);
            Assert.Equal(second[MilestoneKind.SignOff].DueAt, task.DueAt);
        }

        await world.FoundAsync(ProcessWorld.Facts with { CloseDate = new DayDate("Closes", new DateOnly(2026, 10, 30)) });
        var third = await world.PlanAsync(about.Id);
        Assert.True(third[MilestoneKind.SignOff].DueAt < first[MilestoneKind.SignOff].DueAt);
        Assert.Equal(2, (await world.LettersAsync(about.Id, "B1")).Count(letter => letter.To == mayor));

        // It lapses no earlier and no later than the last deadline says.
        await world.AdvanceToAsync(new(2026, 10, 30, 23, 59, 0, TimeSpan.Zero));
        Assert.Equal(CaseStage.MayorSignOff, await world.StageAsync(about.Id));
        await world.AdvanceAsync(TimeSpan.FromMinutes(1));
        Assert.Equal(CaseStage.Lapsed, await world.StageAsync(about.Id));
        Assert.Equal(0, await world.IncidentsAsync());
    }

    [Fact]
    public async Task What_has_lapsed_can_be_tried_again_once_the_funder_moves_the_deadline()
    {
        await using var world = await ProcessWorld.StartAsync();
        var about = await world.WrittenAsync(ApplicationWorld.Small);
        var closes = about.Brief.ClosesAt!.Value;
        await world.AdvanceToAsync(closes.AddMinutes(1));
        await world.AnswerAsync(about.Id, "Task.LapseLessons", "Answered", fields: new() { ["Lessons"] = "Ask the mayor earlier." });
        var coordinator = await world.CoordinatorAsync();
        Assert.Equal("Application.Problem.OpportunityClosed", (await world.RefusedAsync(new Resubmit(coordinator, about.Id))).Key);

        var later = DateOnly.FromDateTime(closes.UtcDateTime).AddDays(45);
        await world.FoundAsync(ProcessWorld.Facts with { CloseDate = new DayDate("Closes", later) });
        await world.KeptAsync(new Resubmit(coordinator, about.Id));
        await using var db = world.Db();
        var again = await db.Cases.OfType<Application>().SingleAsync(a => a.ResubmitsId == about.Id, Token);
        Assert.Equal((CaseStage.Preparing, 2, later), (again.Stage, again.Round, DateOnly.FromDateTime(again.Brief.ClosesAt!.Value.UtcDateTime)));
        Assert.Equal(0, await world.IncidentsAsync());
    }

    [Fact]
    public async Task What_the_funder_refuses_leaves_lessons_and_can_be_tried_again()
    {
        await using var world = await ProcessWorld.StartAsync();
        var about = await world.SubmittedAsync();
        var coordinator = await world.CoordinatorAsync();
        Assert.Equal("Application.Problem.NotRefused", (await world.RefusedAsync(new Resubmit(coordinator, about.Id))).Key);
        var evaluation = new Evaluation("Good, but dear.") { Points = [new CriterionPoints("Relevance", 17, 20), new CriterionPoints("Cost", 6, 20)] };
        await world.KeptAsync(new RecordOutcome(coordinator, about.Id, ApplicationOutcome.Refused) { Evaluation = evaluation });
        Assert.Equal(CaseStage.Refused, await world.StageAsync(about.Id));
        await world.AnswerAsync(about.Id, "Task.Lessons", "Answered", fields: new() { ["Lessons"] = "Less travel." });
        var over = await world.ApplicationAsync(about.Id);
        Assert.Equal((CaseStage.NotAwarded, "Less travel.", 2), (over.Stage, over.Lessons, over.Evaluation!.Points.Count));

        await world.KeptAsync(new Resubmit(coordinator, about.Id));
        await using var db = world.Db();
        var again = await db.Cases.OfType<Application>().SingleAsync(a => a.ResubmitsId == about.Id, Token);
        Assert.Equal((CaseStage.Preparing, 2, "Safer streets"), (again.Stage, again.Round, again.Proposal.Title));
        Assert.Null(again.FrozenAt);
        // What is in once is not handed in under the same number for the next.
        var twice = await world.RefusedAsync(new RecordReceipt(coordinator, again.Id, await world.ReceiptAsync(again.Id, "F-1")));
        Assert.Equal("Application.Problem.ReceiptTaken", twice.Key);
        Assert.Equal(["F-1"], twice.Values);
        Assert.Equal("Application.Problem.Resubmitted", (await world.RefusedAsync(new Resubmit(coordinator, about.Id))).Key);
        Assert.Equal(0, await world.IncidentsAsync());
    }

    [Fact]
    public async Task A_place_on_the_reserve_list_ends_with_its_time()
    {
        await using var world = await ProcessWorld.StartAsync();
        var about = await world.SubmittedAsync();
        var coordinator = await world.CoordinatorAsync();
        Assert.Equal("Application.Problem.ReserveUntil", (await world.RefusedAsync(new RecordOutcome(coordinator, about.Id, ApplicationOutcome.Reserve))).Key);
        await world.KeptAsync(new RecordOutcome(coordinator, about.Id, ApplicationOutcome.Reserve) { ReserveUntil = world.Clock.GetUtcNow().AddDays(60) });
        Assert.Equal(CaseStage.ReserveList, await world.StageAsync(about.Id));
        await world.AdvanceAsync(TimeSpan.FromDays(59));
        Assert.Equal(CaseStage.ReserveList, await world.StageAsync(about.Id));
        await world.AdvanceAsync(TimeSpan.FromDays(1));
        Assert.Equal(CaseStage.Refused, await world.StageAsync(about.Id));
    }

    [Fact]
    public async Task Too_little_time_takes_the_hub_leads_consent()
    {
        await using var world = await ProcessWorld.StartAsync();
        var about = await world.AppliedAsync(new(2026, 11, 24, 9, 0, 0, TimeSpan.Zero));
        await using (var db = world.Db())
        {
            Assert.Equal("Task.ShortPlan", (await db.Tasks.SingleAsync(task => task.CaseId == about.Id && task.State == TaskState.Open, Token)).Title);
        }

        await world.AnswerAsync(about.Id, "Task.ShortPlan", "Approve");
        await world.AnswerAsync(about.Id, "Task.PrepareApplication", "GiveUp", "Too late after all.");
        Assert.Equal(CaseStage.GivenUp, await world.StageAsync(about.Id));
        Assert.Equal(0, await world.IncidentsAsync());
    }

    [Fact]
    public async Task Partners_and_the_councils_session_find_their_place_in_the_plan()
    {
        await using var world = await ProcessWorld.StartAsync();
        var about = await world.AppliedAsync();
        var coordinator = await world.CoordinatorAsync();
        var first = await world.PlanAsync(about.Id);
        Assert.DoesNotContain(MilestoneKind.PartnerPapers, first.Keys);
        Assert.DoesNotContain(MilestoneKind.Council, first.Keys);
        await world.KeptAsync(new AskPartner(coordinator, about.Id, "River trust", "RS", IsRequired: true));
        await world.KeptAsync(new SaveProposal(coordinator, about.Id, ApplicationWorld.Proposal));
        var session = new DateTimeOffset(2026, 11, 12, 9, 0, 0, TimeSpan.Zero);
        Assert.Equal("Application.Problem.Session", (await world.RefusedAsync(new SetCouncilSession(coordinator, about.Id, HubWorld.Monday))).Key);
        await world.KeptAsync(new SetCouncilSession(coordinator, about.Id, session));

        var plan = await world.PlanAsync(about.Id);
        Assert.NotNull(plan[MilestoneKind.PartnersAsked].DoneAt);
        Assert.Null(plan[MilestoneKind.PartnerPapers].DoneAt);
        Assert.Equal(session, plan[MilestoneKind.Council].DueAt);
        Assert.True(plan[MilestoneKind.SignOff].DueAt < session);
        Assert.True(plan[MilestoneKind.Review].DueAt < plan[MilestoneKind.SignOff].DueAt);
        Assert.Equal(first[MilestoneKind.Freeze].DueAt, plan[MilestoneKind.Freeze].DueAt);
        await world.KeptAsync(new SaveProposal(coordinator, about.Id, ApplicationWorld.Small));
        Assert.DoesNotContain(MilestoneKind.Council, (await world.PlanAsync(about.Id)).Keys);
    }

    [Fact]
    public async Task A_mayor_who_refuses_ends_it()
    {
        await using var world = await ProcessWorld.StartAsync();
        var about = await world.WrittenAsync(ApplicationWorld.Small);
        await world.AnswerAsync(about.Id, "Task.SignApplication", "Refuse", "Not this year.");
        Assert.Equal(CaseStage.GivenUp, await world.StageAsync(about.Id));
        Assert.Equal(0, await world.IncidentsAsync());
    }
}
