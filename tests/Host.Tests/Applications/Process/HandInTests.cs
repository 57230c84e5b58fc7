using Microsoft.EntityFrameworkCore;
using StrongCities.Engine.Execution;
using StrongCities.Host.Tests.Hub;
using StrongCities.Host.Tests.Opportunities.Process;
using StrongCities.Hub.Applications;
using StrongCities.Hub.Opportunities.Process;
using StrongCities.Hub.People;
using StrongCities.Hub.SampleData;
using StrongCities.Hub.Tasks;
using Xunit;

namespace StrongCities.Host.Tests.Applications.Process;

/// <summary>The last days before a deadline, and the first after it.</summary>
public sealed class HandInTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Ten_five_and_two_working_days_before_the_deadline_the_team_is_told_what_is_open()
    {
        await using var world = await ProcessWorld.StartAsync();
        await world.ReadEnglishAsync();
        var about = await world.WrittenAsync(ApplicationWorld.Small);
        var mayor = SamplePeople.SignatoryOf(ApplicationWorld.City);
        // 30 November is the last day, and no holiday lies before it.
        foreach (var (day, count) in new[] { (13, 0), (17, 1), (20, 1), (24, 2), (26, 2), (27, 3) })
        {
            await world.AdvanceToAsync(new DateTimeOffset(2026, 11, day, 12, 0, 0, TimeSpan.Zero));
            Assert.Equal((day, count), (day, (await world.LettersAsync(about.Id, "B7")).Count(letter => letter.To == mayor)));
        }

        var mail = (await world.MailsAsync(mayor, "The deadline comes closer"))[^1];
        Assert.Contains("The mayor has signed", mail, StringComparison.Ordinal);
        Assert.DoesNotContain("Milestone.", mail, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Who_has_handed_in_is_not_counted_down()
    {
        await using var world = await ProcessWorld.StartAsync();
        var about = await world.SubmittedAsync();
        var before = (await world.LettersAsync(about.Id, "B7")).Count;
        await world.AdvanceToAsync(about.Brief.ClosesAt!.Value);
        Assert.Equal(before, (await world.LettersAsync(about.Id, "B7")).Count);
        Assert.Equal(CaseStage.DecisionPending, await world.StageAsync(about.Id));
    }

    [Fact]
    public async Task The_final_check_takes_two_people()
    {
        await using var world = await ProcessWorld.StartAsync();
        var about = await world.WrittenAsync(ApplicationWorld.Small);
        await world.AnswerAsync(about.Id, "Task.SignApplication", "Sign");
        var task = await world.OpenAsync(about.Id, "Task.FinalCheck");
        await world.AnswerAsync(about.Id, "Task.FinalCheck", "AllThere");
        Assert.Equal(CaseStage.FinalCheck, await world.StageAsync(about.Id));

        // Whoever has ticked it can't tick it again for the second.
        var person = (await world.OpenAsync(about.Id, "Task.FinalCheck")).Seats.Single(seat => seat.State == SeatState.Decided).PersonId;
        await using (var db = world.Db())
        {
            var seat = new BySeat(Viewer.Of(await db.People.SingleAsync(p => p.Id == person, Token)), task.Id);
            var again = await world.SendAsync(new OpenTask(seat));
            Assert.False(again is TaskPage page && await world.SendAsync(new DecideTask(seat, "AllThere", null, new Dictionary<string, string>(), page.Task.Version, page.Digest)) is TaskDecided or TaskVoted);
        }

        Assert.Equal(CaseStage.FinalCheck, await world.StageAsync(about.Id));
        await world.AnswerAsync(about.Id, "Task.FinalCheck", "AllThere", seat: 1);
        Assert.Equal(CaseStage.Submitting, await world.StageAsync(about.Id));
    }

    [Fact]
    public async Task A_proof_from_before_the_deadline_brings_a_frozen_application_back_within_three_working_days()
    {
        await using var world = await ProcessWorld.StartAsync();
        var about = await FrozenAsync(world);
        var coordinator = await world.CoordinatorAsync();
        var proof = await world.ReceiptAsync(about.Id, "F-9");
        await world.AdvanceToAsync(about.Brief.ClosesAt!.Value.AddMinutes(1));
        Assert.Equal(CaseStage.Lapsed, await world.StageAsync(about.Id));
        Assert.NotNull((await world.ApplicationAsync(about.Id)).ClosedAt);
        await world.AdvanceAsync(TimeSpan.FromDays(1));
        Assert.Equal("Application.Problem.ProofLate", (await world.RefusedAsync(new RecordReceipt(coordinator, about.Id, proof with { At = about.Brief.ClosesAt!.Value.AddMinutes(1) }))).Key);

        await world.KeptAsync(new RecordReceipt(coordinator, about.Id, proof));
        var back = await world.ApplicationAsync(about.Id);
        Assert.Equal((CaseStage.DecisionPending, null, "F-9"), (back.Stage, back.ClosedAt, back.Receipt!.Number));

        // It goes on as any other, and can still be withdrawn.
        await world.AdvanceAsync(TimeSpan.FromDays(10));
        Assert.Equal(CaseStage.DecisionPending, await world.StageAsync(about.Id));
        await world.KeptAsync(new Withdraw(coordinator, about.Id, "The budget was cut."));
        Assert.Equal(CaseStage.Withdrawn, await world.StageAsync(about.Id));
        Assert.Equal(0, await world.IncidentsAsync());
    }

    [Fact]
    public async Task After_three_working_days_it_is_over_and_leaves_its_lesson()
    {
        await using var world = await ProcessWorld.StartAsync();
        var about = await FrozenAsync(world);
        var proof = await world.ReceiptAsync(about.Id, "F-9");
        await world.AdvanceToAsync(about.Brief.ClosesAt!.Value.AddDays(6));
        Assert.Equal("Application.Problem.GraceOver", (await world.RefusedAsync(new RecordReceipt(await world.CoordinatorAsync(), about.Id, proof))).Key);
        await world.AnswerAsync(about.Id, "Task.LapseLessons", "Answered", fields: new() { ["Lessons"] = "Bring the proof at once." });
        Assert.Equal(CaseStage.Lapsed, await world.StageAsync(about.Id));
        await using var db = world.Db();
        Assert.Equal(WorkflowStatus.Finished, (await db.Instances.SingleAsync(i => i.Id == about.InstanceId, Token)).Status);
        Assert.Equal(0, await world.IncidentsAsync());
    }

    [Fact]
    public async Task What_was_never_frozen_is_over_at_once()
    {
        await using var world = await ProcessWorld.StartAsync();
        var about = await world.WrittenAsync(ApplicationWorld.Small);
        var proof = await world.ReceiptAsync(about.Id, "F-9");
        await world.AdvanceToAsync(about.Brief.ClosesAt!.Value.AddMinutes(1));
        Assert.Equal("Application.Problem.NeverFrozen", (await world.RefusedAsync(new RecordReceipt(await world.CoordinatorAsync(), about.Id, proof))).Key);
        await world.OpenAsync(about.Id, "Task.LapseLessons");
    }

    [Fact]
    public async Task A_concept_note_that_was_only_to_be_handed_in_has_the_same_three_working_days()
    {
        await using var world = await ProcessWorld.StartAsync();
        var (about, deadline) = await ConceptAsync(world);
        await world.ApproveAsync(about.Id);
        Assert.Equal(CaseStage.Submitting, await world.StageAsync(about.Id));
        var coordinator = await world.CoordinatorAsync();
        var proof = await world.ReceiptAsync(about.Id, "C-7");
        await world.AdvanceToAsync(deadline.AddDays(1));
        Assert.Equal(CaseStage.Submitting, await world.StageAsync(about.Id));
        Assert.Equal(
            "Application.Problem.ProofLate", (await world.RefusedAsync(new RecordReceipt(coordinator, about.Id, proof with { At = deadline.AddMinutes(1) }, IsConcept: true))).Key);
        await world.KeptAsync(new RecordReceipt(coordinator, about.Id, proof, IsConcept: true));
        Assert.Equal(CaseStage.ConceptSubmitted, await world.StageAsync(about.Id));

        // It goes on as any other.
        await world.AdvanceToAsync(deadline.AddDays(10));
        Assert.Equal(CaseStage.ConceptSubmitted, await world.StageAsync(about.Id));
        Assert.Equal(0, await world.IncidentsAsync());
    }

    [Fact]
    public async Task After_them_the_concept_note_has_lapsed()
    {
        await using var world = await ProcessWorld.StartAsync();
        var (about, deadline) = await ConceptAsync(world);
        await world.ApproveAsync(about.Id);
        var proof = await world.ReceiptAsync(about.Id, "C-7");
        await world.AdvanceToAsync(deadline.AddDays(6));
        Assert.Equal(CaseStage.Lapsed, await world.StageAsync(about.Id));
        Assert.Equal("Application.Problem.Over", (await world.RefusedAsync(new RecordReceipt(await world.CoordinatorAsync(), about.Id, proof, IsConcept: true))).Key);
    }

    [Fact]
    public async Task A_concept_note_that_was_still_in_review_has_lapsed_at_once()
    {
        await using var world = await ProcessWorld.StartAsync();
        var (about, deadline) = await ConceptAsync(world);
        await world.AdvanceToAsync(deadline);
        Assert.Equal(CaseStage.InternalReview, await world.StageAsync(about.Id));
        await world.AdvanceAsync(TimeSpan.FromMinutes(1));
        Assert.Equal(CaseStage.Lapsed, await world.StageAsync(about.Id));
    }

    [Fact]
    public async Task The_council_is_reminded_once_and_only_after_its_day()
    {
        await using var world = await ProcessWorld.StartAsync();
        var secretary = (await world.AddPersonAsync("secretary@kumanovo.example.org", Roles.CouncilSecretary, ApplicationWorld.City)).PersonId;
        var about = await world.WrittenAsync(ApplicationWorld.Proposal);
        // A Thursday in November without a holiday near.
        var session = new DateTimeOffset(2026, 11, 12, 9, 0, 0, TimeSpan.Zero);
        await world.KeptAsync(new SetCouncilSession(await world.CoordinatorAsync(), about.Id, session));
        await world.AnswerAsync(about.Id, "Task.SignApplication", "Sign");
        Assert.Equal(secretary, Assert.Single((await world.OpenAsync(about.Id, "Task.CouncilDecision")).Seats).PersonId);
        await world.AdvanceToAsync(session);
        Assert.Equal((0, 0), await RemindedAsync());
        // The advisor hears of it on the evening, the secretary the next morning; another reader comes in only later.
        await world.AdvanceToAsync(session.AddDays(1).AddHours(-3));
        Assert.Equal((0, 1), await RemindedAsync());
        await world.AdvanceToAsync(session.AddDays(1).AddHours(6));
        Assert.Equal((1, 1), await RemindedAsync());

        async Task<(int Reminded, int Overdue)> RemindedAsync() => (
            (await world.LettersAsync(about.Id, "reminder")).Count(letter => letter.To == "secretary@kumanovo.example.org"),
            (await world.LettersAsync(about.Id, "overdue")).Count);
    }

    /// <summary>A concept note that is being reviewed, and its deadline.</summary>
    private static async Task<(Application About, DateTimeOffset Deadline)> ConceptAsync(HubWorld world)
    {
        var about = await world.AppliedAsync();
        var deadline = HubWorld.Monday.AddDays(32);
        await world.KeptAsync(new SetDeadlines(await world.CoordinatorAsync(), about.Id, deadline, null));
        await world.KeptAsync(new SaveProposal(await world.CoordinatorAsync(), about.Id, ApplicationWorld.Small));
        await world.AnswerAsync(about.Id, "Task.PrepareApplication", "Prepared");
        await world.AnswerAsync(about.Id, "Task.FunderQuestions", "NoQuestions");
        await world.AnswerAsync(about.Id, "Task.ConceptNote", "Ready");
        return (about, deadline);
    }

    private static async Task<Application> FrozenAsync(HubWorld world)
    {
        var about = await world.WrittenAsync(ApplicationWorld.Small);
        await world.AnswerAsync(about.Id, "Task.SignApplication", "Sign");
        await world.CheckAsync(about.Id);
        Assert.Equal(CaseStage.Submitting, await world.StageAsync(about.Id));
        return about;
    }
}
