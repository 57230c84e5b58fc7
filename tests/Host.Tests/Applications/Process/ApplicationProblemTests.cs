using Microsoft.EntityFrameworkCore;
using StrongCities.Host.Tests.Hub;
using StrongCities.Host.Tests.Opportunities.Process;
using StrongCities.Hub.Applications;
using StrongCities.Hub.Opportunities;
using StrongCities.Hub.Opportunities.Process;
using StrongCities.Hub.Tasks;
using Xunit;

namespace StrongCities.Host.Tests.Applications.Process;

/// <summary>What is wrong is told clearly, and nothing of it is stored.</summary>
public sealed class ApplicationProblemTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Money_in_another_currency_than_the_funders_is_refused()
    {
        await using var world = await ProcessWorld.StartAsync();
        var about = await world.AppliedAsync();
        var coordinator = await world.CoordinatorAsync();
        var problem = await world.RefusedAsync(new SaveProposal(coordinator, about.Id, ApplicationWorld.Proposal with { Requested = new Money(1, "MKD") }));
        Assert.Equal(("Requested", "Application.Problem.Currency"), (problem.Field, problem.Key));
        Assert.Equal(["EUR", "MKD"], problem.Values);
        problem = await world.RefusedAsync(new SaveProposal(coordinator, about.Id, ApplicationWorld.Proposal with { OwnShare = new Money(1, "MKD") }));
        Assert.Equal("OwnShare", problem.Field);
        Assert.Null((await world.ApplicationAsync(about.Id)).Proposal.Requested);
    }

    [Fact]
    public async Task A_concept_note_that_is_in_binds_money_and_what_was_assessed()
    {
        await using var world = await ProcessWorld.StartAsync();
        var about = await world.AppliedAsync();
        var coordinator = await world.CoordinatorAsync();
        Assert.Equal("Application.Problem.NoConcept", (await world.RefusedAsync(new RecordReceipt(coordinator, about.Id, await world.ReceiptAsync(about.Id, "C-1"), IsConcept: true))).Key);
        await world.KeptAsync(new SetDeadlines(coordinator, about.Id, HubWorld.Monday.AddDays(30), null));
        await world.KeptAsync(new SaveProposal(coordinator, about.Id, ApplicationWorld.Proposal));
        await world.KeptAsync(new RecordReceipt(coordinator, about.Id, await world.ReceiptAsync(about.Id, "C-1"), IsConcept: true));

        foreach (var (amount, isFine) in new[] { (119_999.99m, false), (120_000m, true), (180_000m, true), (180_000.01m, false) })
        {
            var save = new SaveProposal(coordinator, about.Id, ApplicationWorld.Proposal with { Requested = new Money(amount, "EUR") });
            if (isFine)
            {
                await world.KeptAsync(save);
            }
            else
            {
                var problem = await world.RefusedAsync(save);
                Assert.Equal("Application.Problem.FarFromConcept", problem.Key);
                Assert.Equal([120_000.0m, 180_000.0m, "EUR"], problem.Values);
            }
        }

        var changed = await world.RefusedAsync(new SaveProposal(coordinator, about.Id, ApplicationWorld.Proposal with { Assessed = new Dictionary<string, string> { ["Objective"] = "Another" } }));
        Assert.Equal("Application.Problem.AssessedChanged", changed.Key);
        Assert.Equal(["Objective"], changed.Values);
    }

    [Fact]
    public async Task Proof_is_taken_once_with_a_file_and_only_from_before_the_deadline()
    {
        await using var world = await ProcessWorld.StartAsync();
        var about = await world.WrittenAsync(ApplicationWorld.Small);
        var coordinator = await world.CoordinatorAsync();
        await world.AnswerAsync(about.Id, "Task.SignApplication", "Sign");
        await world.CheckAsync(about.Id);
        var proof = await world.ReceiptAsync(about.Id, "F-1");

        Assert.Equal("Application.Problem.ProofAhead", await KeyAsync(proof with { At = world.Clock.GetUtcNow().AddMinutes(1) }));
        Assert.Equal("Application.Problem.NoProofFile", await KeyAsync(proof with { FileId = Guid.NewGuid() }));
        Assert.Equal("Application.Problem.ReceiptNumber", await KeyAsync(proof with { Number = " " }));
        await world.KeptAsync(new SetDeadlines(coordinator, about.Id, null, world.Clock.GetUtcNow().AddHours(2)));
        await world.AdvanceAsync(TimeSpan.FromHours(3));
        Assert.Equal(CaseStage.Lapsed, await world.StageAsync(about.Id));
        Assert.Equal("Application.Problem.ProofLate", await KeyAsync(proof with { At = world.Clock.GetUtcNow() }));
        await world.KeptAsync(new RecordReceipt(coordinator, about.Id, proof));
        Assert.Equal(CaseStage.DecisionPending, await world.StageAsync(about.Id));

        async Task<string> KeyAsync(Receipt receipt) => (await world.RefusedAsync(new RecordReceipt(coordinator, about.Id, receipt))).Key;
    }

    [Fact]
    public async Task What_is_in_is_not_handed_in_again_and_what_is_frozen_does_not_change()
    {
        await using var world = await ProcessWorld.StartAsync();
        var about = await world.SubmittedAsync();
        var coordinator = await world.CoordinatorAsync();
        var again = await world.RefusedAsync(new RecordReceipt(coordinator, about.Id, await world.ReceiptAsync(about.Id, "F-2")));
        Assert.Equal("Application.Problem.AlreadyIn", again.Key);
        Assert.Equal(["F-1"], again.Values);
        Assert.Equal("Application.Problem.Frozen", (await world.RefusedAsync(new SaveProposal(coordinator, about.Id, ApplicationWorld.Small))).Key);
        Assert.Equal("Application.Problem.Frozen", (await world.RefusedAsync(new AskPartner(coordinator, about.Id, "Late", "RS", IsRequired: false))).Key);
    }

    [Fact]
    public async Task The_final_check_comes_back_while_a_partner_or_the_council_is_missing()
    {
        await using var world = await ProcessWorld.StartAsync();
        var about = await world.WrittenAsync(ApplicationWorld.Small);
        var coordinator = await world.CoordinatorAsync();
        await world.AnswerAsync(about.Id, "Task.SignApplication", "Sign");

        // Both come up after the mayor has signed.
        await world.KeptAsync(new AskPartner(coordinator, about.Id, "River trust", "RS", IsRequired: true));
        await world.KeptAsync(new SaveProposal(coordinator, about.Id, ApplicationWorld.Proposal));
        await world.CheckAsync(about.Id);
        Assert.Equal(("Task.FinalCheckUnsignedPartner", "River trust"), await OpenAsync());
        Assert.Null((await world.ApplicationAsync(about.Id)).FrozenAt);

        await using (var db = world.Db())
        {
            var partner = await db.Partners.SingleAsync(Token);
            Assert.Equal("Application.Problem.NoMandateFile", (await world.RefusedAsync(new SetMandate(coordinator, about.Id, partner.Id, MandateState.Signed))).Key);
            await world.KeptAsync(new SetMandate(coordinator, about.Id, partner.Id, MandateState.Dropped));
        }

        await world.CheckAsync(about.Id, "Task.FinalCheckUnsignedPartner");
        Assert.Equal("Task.FinalCheckNoCouncil", (await OpenAsync()).Title);
        await world.KeptAsync(new SaveProposal(coordinator, about.Id, ApplicationWorld.Small));
        await world.CheckAsync(about.Id, "Task.FinalCheckNoCouncil");
        Assert.Equal(CaseStage.Submitting, await world.StageAsync(about.Id));
        Assert.Equal(0, await world.IncidentsAsync());

        async Task<(string Title, string? Note)> OpenAsync()
        {
            await using var db = world.Db();
            var task = await db.Tasks.SingleAsync(t => t.CaseId == about.Id && t.State == TaskState.Open, Token);
            return (task.Title, task.Note);
        }
    }

    [Fact]
    public async Task Nobody_of_another_city_changes_an_application()
    {
        await using var world = await ProcessWorld.StartAsync();
        var about = await world.AppliedAsync();
        Assert.IsType<NoApplication>(await world.SendAsync(new SaveProposal(await world.CoordinatorAsync("tetovo"), about.Id, ApplicationWorld.Small)));
        Assert.IsType<NoApplication>(await world.SendAsync(new Withdraw(await world.ViewerAsync("advisor@example.org"), about.Id, "The hub may not.")));
        Assert.Equal(CaseStage.Preparing, await world.StageAsync(about.Id));
    }
}
