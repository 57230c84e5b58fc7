using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using StrongCities.Engine.Execution;
using StrongCities.Host.Tests.Opportunities.Process;
using StrongCities.Hub.Awards;
using StrongCities.Hub.Awards.Publish;
using StrongCities.Hub.Mail;
using StrongCities.Hub.Opportunities.Process;
using StrongCities.Hub.Persistence;
using StrongCities.Runtime.Persistence;
using Xunit;
using static StrongCities.Host.Tests.Awards.AwardWorld;

namespace StrongCities.Host.Tests.Awards;

/// <summary>The whole way of an award: real process, runtime and database on a driven clock.</summary>
public sealed class AwardPathTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task From_the_agreement_to_the_last_accepted_report_and_open_data()
    {
        var (world, award) = await StartAsync();
        await using var ends = world;
        Assert.Equal((CaseStage.Implementing, "Lamps for the old town"), (award.Stage, award.Title));
        Assert.Matches("^WB-W-2026-0001$", award.Number);
        Assert.Equal(["09-14 Coordinator"], await world.ToldAsync(MailKind.AwardNews));

        // Money before the work: expected, and there.
        await world.AdvanceToAsync(Noon(2026, 10, 14));
        Assert.Equal("10-14 Advisor Advisor Coordinator Finance", (await world.ToldAsync(MailKind.AwardNews))[^1]);
        Assert.IsType<AwardKept>(await world.PayAsync(InstalmentKind.PreFinancing));

        // The interim report: a heads-up, a draft in time, checked by the mayor, handed in.
        await world.AdvanceToAsync(Noon(2027, 2, 10));
        Assert.Equal(["02-01 Coordinator Finance"], await world.ToldAsync());
        Assert.Contains("about a month", await world.NewestMailAsync(Finance), StringComparison.Ordinal);
        Assert.Contains("Interim report 1", await world.NewestMailAsync(Finance), StringComparison.Ordinal);
        Assert.IsType<AwardKept>(await world.ReportAsync(Coordinator, ObligationKind.InterimReport, ObligationState.Drafted));
        await world.AdvanceToAsync(Noon(2027, 2, 22));
        Assert.Equal(["02-01 Coordinator Finance", "02-22 Coordinator Finance Signatory"], await world.ToldAsync());
        Assert.IsType<AwardInvalid>(await world.ReportAsync(Coordinator, ObligationKind.InterimReport, ObligationState.Checked));
        Assert.IsType<AwardKept>(await world.ReportAsync(Signatory, ObligationKind.InterimReport, ObligationState.Checked));
        Assert.IsType<AwardKept>(await world.ReportAsync(Coordinator, ObligationKind.InterimReport, ObligationState.Submitted));
        Assert.Equal(new DateOnly(2027, 2, 22).AddDays(90), (await world.PartAsync(InstalmentKind.Interim)).ExpectedOn);

        // Nothing more is said of it; its money is late.
        await world.AdvanceToAsync(Noon(2027, 5, 20));
        Assert.Equal(2, (await world.ToldAsync()).Count);
        Assert.IsType<AwardKept>(await world.ReportAsync(Coordinator, ObligationKind.InterimReport, ObligationState.Accepted));
        await world.AdvanceToAsync(Noon(2027, 5, 31));
        Assert.Equal(["05-23", "05-30"], (await world.ToldAsync(MailKind.AwardNews)).TakeLast(2).Select(told => told[..5]));
        Assert.IsType<AwardKept>(await world.PayAsync(InstalmentKind.Interim));

        // The last report, accepted; the award waits for its last money and ends by itself.
        Assert.IsType<AwardKept>(await world.ReportAsync(Coordinator, ObligationKind.FinalReport, ObligationState.Submitted));
        Assert.IsType<AwardKept>(await world.ReportAsync(Coordinator, ObligationKind.FinalReport, ObligationState.Accepted));
        Assert.Equal(CaseStage.Implementing, (await world.AwardAsync()).Stage);
        Assert.IsType<AwardKept>(await world.PayAsync(InstalmentKind.Balance));
        var closed = await world.AwardAsync();
        Assert.Equal((CaseStage.AwardClosed, true, null), (closed.Stage, closed.ClosedAt is not null, closed.PublishedAt));

        // Nothing is public until the city says so.
        var catalogue = world.Services.GetRequiredService<PublicAwards>();
        Assert.Null(await catalogue.ReadAsync(award.HubId, Token));
        await world.AnswerFromMailAsync(Coordinator, "Publish");
        Assert.NotNull((await world.AwardAsync()).PublishedAt);
        var grant = (await catalogue.ReadAsync(award.HubId, Token))!["grants"]![0]!;
        Assert.Equal((100_000m, 120_000m, 100_000m), ((decimal)grant["amountAwarded"]!, (decimal)grant["amountAppliedFor"]!, (decimal)grant["amountDisbursed"]!));
        Assert.Equal(0, await world.IncidentsAsync());
        await using var db = world.Db();
        Assert.Equal(WorkflowStatus.Finished, (await db.Instances.SingleAsync(instance => instance.Id == award.InstanceId, Token)).Status);
    }

    [Fact]
    public async Task A_report_that_is_late_climbs_the_ladder_step_by_step()
    {
        var (world, _) = await StartAsync();
        await using var ends = world;
        await world.AdvanceToAsync(Noon(2027, 4, 1));
        Assert.Equal(
            [
                "02-01 Coordinator Finance", "02-15 Advisor Advisor Coordinator", "02-22 Coordinator Finance Signatory", "02-26 Coordinator Finance",
                "03-01 Advisor Advisor Coordinator Finance", "03-04 Advisor Advisor Coordinator HubLead", "03-16 Advisor Advisor Coordinator Signatory",
            ],
            await world.ToldAsync());
        Assert.Contains("tell the funder now", await world.NewestMailAsync("advisor@example.org"), StringComparison.Ordinal);
        Assert.Equal(0, await world.IncidentsAsync());
    }

    [Fact]
    public async Task What_the_funder_returns_has_a_new_day_and_a_ladder_of_its_own()
    {
        var (world, _) = await StartAsync();
        await using var ends = world;
        await world.AdvanceToAsync(Noon(2027, 2, 20));
        Assert.Equal(2, (await world.ToldAsync()).Count);
        await world.ReportAsync(Coordinator, ObligationKind.InterimReport, ObligationState.Submitted);
        Assert.Equal("DueAgainOn", Assert.Single(Assert.IsType<AwardInvalid>(await world.ReportAsync(Coordinator, ObligationKind.InterimReport, ObligationState.Returned)).Problems).Field);
        Assert.IsType<AwardKept>(await world.ReportAsync(Coordinator, ObligationKind.InterimReport, ObligationState.Returned, new(2027, 4, 16)));
        Assert.Null((await world.PartAsync(InstalmentKind.Interim)).ExpectedOn);
        await world.AdvanceToAsync(Noon(2027, 4, 3));
        Assert.Equal(["02-01", "02-15", "03-17", "04-02"], (await world.ToldAsync()).Select(told => told[..5]));
    }

    [Fact]
    public async Task A_report_is_still_climbed_after_a_restart_and_nothing_is_told_twice()
    {
        var (world, _) = await StartAsync();
        await using var ends = world;
        await world.AdvanceToAsync(Noon(2027, 2, 1));
        await world.RestartAsync(TimeSpan.FromDays(25));
        await world.SettleAsync();
        // What came while the host was down is told by its newest step.
        Assert.Equal(["02-01 Coordinator Finance", "02-26 Coordinator Finance"], await world.ToldAsync());
    }

    [Fact]
    public async Task An_award_that_is_given_up_ends_at_once_and_is_never_public()
    {
        var (world, award) = await StartAsync();
        await using var ends = world;
        var lead = await world.ViewerAsync("lead@example.org");
        Assert.Equal("Reason", Assert.Single(Assert.IsType<AwardInvalid>(await world.SendAsync(new CloseAward(lead, award.Id, AwardEnd.Cancelled, " "))).Problems).Field);
        Assert.Equal("Award.Problem.StillOwed", Assert.Single(Assert.IsType<AwardInvalid>(await world.SendAsync(new CloseAward(lead, award.Id, AwardEnd.Fulfilled, "Done."))).Problems).Key);
        Assert.IsType<AwardKept>(await world.SendAsync(new CloseAward(lead, award.Id, AwardEnd.Cancelled, "The city gave it back.")));
        await world.SettleAsync();
        Assert.Equal(CaseStage.AwardCancelled, (await world.AwardAsync()).Stage);
        Assert.Equal("Award.Problem.Over", Assert.Single(Assert.IsType<AwardInvalid>(await world.ReportAsync(Coordinator, ObligationKind.FinalReport, ObligationState.Submitted)).Problems).Key);
        var release = new ReleaseAward(await world.ViewerAsync(Coordinator), award.Id, IsPublic: true, "Lamps.");
        Assert.Equal("Award.Problem.NotOver", Assert.Single(Assert.IsType<AwardInvalid>(await world.SendAsync(release)).Problems).Key);
        await world.AdvanceToAsync(Noon(2027, 4, 1));
        Assert.Empty(await world.ToldAsync());
    }

    [Theory]
    [InlineData("Publish")]
    [InlineData("KeepPrivate")]
    public async Task Only_a_coordinator_lets_everybody_read(string option)
    {
        var (world, award) = await StartAsync();
        await using var ends = world;
        foreach (var state in new[] { ObligationState.Submitted, ObligationState.Accepted })
        {
            await world.ReportAsync(Coordinator, ObligationKind.InterimReport, state);
            await world.ReportAsync(Coordinator, ObligationKind.FinalReport, state);
        }

        // The city has no coordinator any more, so its mayor is asked.
        await world.Services.GetRequiredService<CommitQueue>().CommitAsync(
            async (runtime, token) =>
            {
                (await runtime.Hub().People.SingleAsync(person => person.Email == Coordinator, token)).IsActive = false;
                return UnitResult.Keep(true);
            },
            Token);
        Assert.IsType<AwardKept>(await world.SendAsync(new CloseAward(await world.ViewerAsync("advisor@example.org"), award.Id, AwardEnd.Fulfilled, "The money is on its way.")));
        await world.SettleAsync();
        Assert.Equal(CaseStage.AwardClosed, (await world.AwardAsync()).Stage);
        await world.AnswerFromMailAsync(Signatory, option);
        Assert.Null((await world.AwardAsync()).PublishedAt);
        await using var db = world.Db();
        Assert.Equal(option == "Publish", await db.CaseEvents.AnyAsync(line => line.Key == "Award.Event.NoConsent", Token));
        Assert.Equal(WorkflowStatus.Finished, (await db.Instances.SingleAsync(instance => instance.Id == award.InstanceId, Token)).Status);
    }

    [Fact]
    public async Task An_award_is_opened_once_for_an_application()
    {
        var (world, award) = await StartAsync();
        await using var ends = world;
        await OpenAsync(world.Services, award.ApplicationId, Facts with { Agreement = "Another" });
        await world.SettleAsync();
        Assert.Equal("IPA/2026/417", (await world.AwardAsync()).Agreement);
        await using var db = world.Db();
        Assert.Equal((2, 3), (await db.Obligations.CountAsync(Token), await db.Instalments.CountAsync(Token)));
    }
}
