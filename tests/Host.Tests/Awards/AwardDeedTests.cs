using StrongCities.Hub.Awards;
using StrongCities.Hub.Awards.Schedule;
using StrongCities.Hub.Opportunities;
using StrongCities.Hub.People;
using StrongCities.Hub.SampleData;
using Xunit;
using static StrongCities.Host.Tests.Awards.AwardWorld;

namespace StrongCities.Host.Tests.Awards;

/// <summary>What people may say of an award, and what is refused with a reason.</summary>
public sealed class AwardDeedTests
{
    [Fact]
    public async Task A_change_must_be_asked_for_thirty_days_before_it_holds()
    {
        var (world, award) = await StartAsync();
        await using var ends = world;
        var city = await world.ViewerAsync(Coordinator);
        // It is 14 September in Brussels too: the 13th of October is a day too early.
        var late = new AskAmendment(city, award.Id, "One more month.", "The lamps come late.", new(2026, 10, 13)) { NewEndsOn = new(2027, 4, 30) };
        var problem = Assert.Single(Assert.IsType<AwardInvalid>(await world.SendAsync(late)).Problems);
        Assert.Equal(("HoldsFrom", "Amendment.Problem.Late"), (problem.Field, problem.Key));
        Assert.Equal([30, "2026-10-14"], problem.Values);
        Assert.IsType<AwardKept>(await world.SendAsync(late with { HoldsFrom = new(2026, 10, 14) }));
        Assert.Equal("HoldsFrom", Assert.Single(Assert.IsType<AwardInvalid>(await world.SendAsync(late with { HoldsFrom = new(2027, 4, 1) })).Problems).Field);
        Assert.Equal(["Change", "Reason"], Assert.IsType<AwardInvalid>(await world.SendAsync(late with { Change = "", Reason = " " })).Problems.Select(one => one.Field));
    }

    [Fact]
    public async Task The_funders_silence_is_never_a_yes()
    {
        var (world, award) = await StartAsync();
        await using var ends = world;
        var city = await world.ViewerAsync(Coordinator);
        var asked = Assert.IsType<AwardKept>(
            await world.SendAsync(new AskAmendment(city, award.Id, "One more month.", "The lamps come late.", new(2026, 11, 2)) { NewEndsOn = new(2027, 4, 30) }));
        await world.SettleAsync();
        await world.AdvanceToAsync(Noon(2026, 12, 20));
        Assert.Contains("has not answered: the agreement holds as it is", await world.NewestMailAsync("advisor@example.org"), StringComparison.Ordinal);
        Assert.Equal(new DateOnly(2027, 3, 31), (await world.AwardAsync()).EndsOn);
        Assert.Equal(new DateOnly(2027, 6, 30), FunderDay.Of((await world.OwedAsync(ObligationKind.FinalReport)).DueAt, "Europe/Brussels"));

        // Said late, it is a yes all the same, and moves the last report.
        Assert.IsType<AwardKept>(await world.SendAsync(new RecordAmendmentAnswer(city, award.Id, asked.Id, IsGranted: true)));
        await world.SettleAsync();
        Assert.Equal(new DateOnly(2027, 4, 30), (await world.AwardAsync()).EndsOn);
        Assert.Equal(new DateOnly(2027, 7, 30), FunderDay.Of((await world.OwedAsync(ObligationKind.FinalReport)).DueAt, "Europe/Brussels"));
        Assert.Contains("The funder agrees", await world.NewestMailAsync("advisor@example.org"), StringComparison.Ordinal);
        Assert.IsType<AwardInvalid>(await world.SendAsync(new RecordAmendmentAnswer(city, award.Id, asked.Id, IsGranted: false)));
    }

    [Fact]
    public async Task Money_is_taken_in_the_awards_currency_only_and_never_more_than_was_awarded()
    {
        var (world, _) = await StartAsync();
        await using var ends = world;
        Assert.Equal("Instalment.Problem.Currency", Problem(await world.PayAsync(InstalmentKind.PreFinancing, new Money(35_000, "MKD"))));
        Assert.Equal("Instalment.Problem.Amount", Problem(await world.PayAsync(InstalmentKind.PreFinancing, new Money(100_000.01m, "EUR"))));
        Assert.Equal("Instalment.Problem.Amount", Problem(await world.PayAsync(InstalmentKind.PreFinancing, new Money(0, "EUR"))));
        Assert.IsType<AwardKept>(await world.PayAsync(InstalmentKind.PreFinancing, new Money(30_000, "EUR")));
        var part = await world.PartAsync(InstalmentKind.PreFinancing);
        Assert.Equal((new Money(30_000, "EUR"), new DateOnly(2026, 9, 14)), (part.Paid, part.PaidOn!.Value));
        Assert.IsType<AwardKept>(await world.PayAsync(InstalmentKind.PreFinancing));
        Assert.Null((await world.PartAsync(InstalmentKind.PreFinancing)).Paid);
        var tomorrow = new RecordInstalment(await world.ViewerAsync(Finance), (await world.AwardAsync()).Id, part.Id, part.Amount, new(2026, 9, 15));
        Assert.Equal("Award.Problem.Day", Problem(await world.SendAsync(tomorrow)));
    }

    [Fact]
    public async Task A_deliverable_is_added_and_climbs_too()
    {
        var (world, award) = await StartAsync();
        await using var ends = world;
        var advisor = await world.ViewerAsync("advisor@example.org");
        Assert.Equal("Award.Problem.Name", Problem(await world.SendAsync(new AddObligation(advisor, award.Id, ObligationKind.Deliverable, " ", new(2026, 11, 30)))));
        Assert.Equal("Award.Problem.Past", Problem(await world.SendAsync(new AddObligation(advisor, award.Id, ObligationKind.Deliverable, "A map", new(2026, 9, 13)))));
        Assert.IsType<AwardKept>(await world.SendAsync(new AddObligation(advisor, award.Id, ObligationKind.Deliverable, "A map of dark corners", new(2026, 11, 30))));
        await world.SettleAsync();
        await world.AdvanceToAsync(Noon(2026, 11, 3));
        Assert.Equal(["11-02 Coordinator Finance"], await world.ToldAsync());
        Assert.Contains("A map of dark corners", await world.NewestMailAsync(Finance), StringComparison.Ordinal);
        Assert.Equal("Obligation.Problem.Role", Problem(await world.ReportAsync(Coordinator, ObligationKind.Deliverable, ObligationState.Waived)));
        Assert.IsType<AwardKept>(await world.ReportAsync("advisor@example.org", ObligationKind.Deliverable, ObligationState.Waived));
        Assert.Equal("Obligation.Problem.State", Problem(await world.ReportAsync(Coordinator, ObligationKind.Deliverable, ObligationState.Accepted)));
    }

    [Fact]
    public async Task Nobody_else_sees_or_changes_it()
    {
        var (world, award) = await StartAsync();
        await using var ends = world;
        await world.PlantOtherHubAsync();
        var looker = await world.AddPersonAsync("looker@kumanovo.example.org", Roles.Viewer, "kumanovo");
        var owed = await world.OwedAsync(ObligationKind.InterimReport);
        foreach (var stranger in new[] { await world.ViewerAsync(SamplePeople.CoordinatorOf("tetovo")), await world.ViewerAsync("lead@baltic.example.org") })
        {
            Assert.Null(await world.SendAsync(new GetAward(stranger, award.Id)));
            Assert.IsType<AwardNotFound>(await world.SendAsync(new RecordReport(stranger, award.Id, owed.Id, ObligationState.Submitted)));
            Assert.IsType<AwardNotFound>(await world.SendAsync(new AddObligation(stranger, award.Id, ObligationKind.Audit, null, new(2027, 1, 1))));
        }

        Assert.NotNull(await world.SendAsync(new GetAward(looker, award.Id)));
        Assert.IsType<AwardNotFound>(await world.SendAsync(new RecordReport(looker, award.Id, owed.Id, ObligationState.Submitted)));
        Assert.IsType<AwardNotFound>(await world.SendAsync(new CloseAward(await world.ViewerAsync(Coordinator), award.Id, AwardEnd.Cancelled, "No.")));
        Assert.IsType<AwardNotFound>(await world.SendAsync(new ReleaseAward(await world.ViewerAsync("lead@example.org"), award.Id, IsPublic: true, "Yes.")));
        Assert.Equal(ObligationState.Open, (await world.OwedAsync(ObligationKind.InterimReport)).State);
    }

    private static string Problem(AwardResult result) => Assert.Single(Assert.IsType<AwardInvalid>(result).Problems).Key;
}
