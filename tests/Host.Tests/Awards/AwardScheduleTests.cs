using CsCheck;
using StrongCities.Hub.Awards;
using StrongCities.Hub.Awards.Schedule;
using StrongCities.Hub.Opportunities;
using Xunit;

namespace StrongCities.Host.Tests.Awards;

/// <summary>What follows from an agreement, as a pure function.</summary>
public sealed class AwardScheduleTests
{
    private static readonly Gen<DateOnly> Day = Gen.Int[0, 3_000].Select(days => new DateOnly(2024, 1, 1).AddDays(days));
    private static readonly Gen<string> Zone = Gen.Int[0, 3].Select(index => new[] { "Europe/Brussels", "America/New_York", "Asia/Tokyo", "America/Havana" }[index]);

    private static readonly Gen<AwardTerms> Terms = Gen.Select(Zone, Gen.Bool, Gen.Int[1, 24], Gen.Int[0, 100], Gen.Int[0, 100], Gen.Int[0, 4], Gen.Bool).Select(
        (zone, seat, months, before, interim, kept, audit) => new AwardTerms
        {
            FunderZone = zone,
            HasSeat = seat,
            ReportEveryMonths = months,
            PreFinancingPercent = before,
            InterimPercent = Math.Min(interim, 100 - before),
            KeptPercent = kept == 0 || before < 8 ? 0 : kept + 4,
            NeedsAudit = audit,
        });

    private static readonly Gen<AwardFacts> Facts = Gen.Select(Gen.Long[1, 900_000_000_00], Day, Gen.Int[0, 60], Gen.Int[0, 90], Gen.Int[0, 1_500], Terms).Select(
        (cents, decided, force, start, length, terms) =>
            new AwardFacts(new Money(cents / 100m, "EUR"), "A/1", decided, decided.AddDays(force), decided.AddDays(start), decided.AddDays(start + length)) { Terms = terms });

    private static readonly AwardOptions Options = new();

    private static AwardFacts Example { get; } =
        new(new Money(250_000, "EUR"), "IPA/2026/417", new(2026, 10, 1), new(2026, 11, 2), new(2027, 1, 1), new(2028, 12, 31));

    [Fact]
    public void An_agreement_of_two_years_is_reported_on_twice_and_paid_in_three_parts()
    {
        var schedule = AwardSchedule.Of(Example, Options);
        Assert.Equal(
            [(ObligationKind.InterimReport, 1, "2028-02-29"), (ObligationKind.FinalReport, 1, "2029-03-31")],
            schedule.Obligations.Select(one => (one.Kind, one.Number, $"{one.DueOn:yyyy-MM-dd}")));
        Assert.Equal(new DateOnly(2027, 12, 31), schedule.Obligations[0].PeriodEnds);
        Assert.Equal(
            [(InstalmentKind.PreFinancing, 87_500m, "2026-12-22"), (InstalmentKind.Interim, 100_000m, ""), (InstalmentKind.Balance, 62_500m, "")],
            schedule.Instalments.Select(part => (part.Kind, part.Amount.Amount, $"{part.ExpectedOn:yyyy-MM-dd}")));
    }

    [Theory]
    [InlineData("2027-11-30", true, "2028-02-29")]
    [InlineData("2026-11-30", true, "2027-02-28")]
    [InlineData("2027-03-31", true, "2027-06-30")]
    [InlineData("2027-08-31", false, "2028-02-29")]
    [InlineData("2027-02-28", true, "2027-05-28")]
    public void The_last_report_is_due_three_months_after_the_end_or_six_without_a_seat(string ends, bool seat, string due) =>
        Assert.Equal(DateOnly.Parse(due, null), AwardSchedule.FinalReportOn(DateOnly.Parse(ends, null), new AwardTerms { HasSeat = seat }, Options));

    [Theory]
    [InlineData("2026-11-02", "2027-01-01", "2026-12-22")] // Ten days before the start comes later.
    [InlineData("2026-12-20", "2027-01-01", "2027-01-19")] // Thirty days after entry into force does.
    public void Pre_financing_comes_at_the_later_of_both_days(string force, string starts, string comes) =>
        Assert.Equal(DateOnly.Parse(comes, null), AwardSchedule.PreFinancingOn(Example with { InForceOn = DateOnly.Parse(force, null), StartsOn = DateOnly.Parse(starts, null) }, Options));

    [Fact]
    public void A_hub_may_count_other_days()
    {
        var options = new AwardOptions { InterimReportDays = 30, FinalReportMonths = 2, PreFinancingDays = 5, PreFinancingLeadDays = 20 };
        var schedule = AwardSchedule.Of(Example, options);
        Assert.Equal([new DateOnly(2028, 1, 30), new(2029, 2, 28)], schedule.Obligations.Select(one => one.DueOn));
        Assert.Equal(new DateOnly(2026, 12, 12), schedule.Instalments[0].ExpectedOn);
    }

    [Fact]
    public void Months_are_counted_from_the_first_day_and_lose_no_day()
    {
        var facts = Example with { StartsOn = new(2026, 8, 31), EndsOn = new(2027, 8, 30), Terms = new AwardTerms { ReportEveryMonths = 3 } };
        Assert.Equal([new(2026, 11, 29), new(2027, 2, 27), new(2027, 5, 30)], AwardSchedule.PeriodsOf(facts));
    }

    [Fact]
    public void The_parts_are_the_award_to_the_cent_and_none_is_empty() => Facts.Sample(facts =>
    {
        var parts = AwardSchedule.Of(facts, Options).Instalments;
        Assert.Equal(facts.Awarded.Amount, parts.Sum(part => part.Amount.Amount));
        Assert.All(parts, part => Assert.True(part.Amount.Amount > 0 && part.Amount.Currency == "EUR" && decimal.Round(part.Amount.Amount, 2) == part.Amount.Amount));
        Assert.Equal(Enumerable.Range(1, parts.Count), parts.Select(part => part.Number));
        Assert.All(parts, part => Assert.Equal(part.Kind == InstalmentKind.PreFinancing, part.ExpectedOn is not null));
    });

    [Fact]
    public void Every_report_is_due_at_the_last_minute_of_its_day_where_the_funder_is() => Facts.Sample(facts =>
    {
        var zone = TimeZoneInfo.FindSystemTimeZoneById(facts.Terms.FunderZone);
        foreach (var owed in AwardSchedule.Of(facts, Options).Obligations)
        {
            Assert.Equal(owed.DueOn, DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(owed.DueAt, zone).DateTime));
            Assert.Equal(owed.DueOn.AddDays(1), DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(owed.DueAt.AddMinutes(1), zone).DateTime));
        }
    });

    [Fact]
    public void Every_period_is_reported_on_once_sixty_days_after_its_end() => Facts.Sample(facts =>
    {
        var interims = AwardSchedule.Of(facts, Options).Obligations.Where(one => one.Kind == ObligationKind.InterimReport).ToList();
        Assert.Equal(AwardSchedule.PeriodsOf(facts), interims.Select(one => one.PeriodEnds!.Value));
        Assert.All(interims, one => Assert.Equal(60, one.DueOn.DayNumber - one.PeriodEnds!.Value.DayNumber));
        Assert.All(interims, one => Assert.InRange(one.PeriodEnds!.Value, facts.StartsOn, facts.EndsOn.AddDays(-1)));
        Assert.Equal(facts.Terms.NeedsAudit, AwardSchedule.Of(facts, Options).Obligations.Any(one => one.Kind == ObligationKind.Audit));
    });

    [Theory]
    [InlineData("2027-03-28")] // The clock goes forward in Brussels.
    [InlineData("2027-10-31")] // And back.
    public void Daylight_saving_moves_no_day(string day)
    {
        var on = DateOnly.Parse(day, null);
        var ends = on.AddDays(-60);
        var facts = Example with { StartsOn = ends.AddDays(-100), EndsOn = ends.AddDays(100), Terms = new AwardTerms { PeriodEnds = [ends] } };
        var owed = AwardSchedule.Of(facts, Options).Obligations.Single(one => one.Kind == ObligationKind.InterimReport);
        Assert.Equal(on, owed.DueOn);
        Assert.Equal(on.Month == 3 ? 21 : 22, owed.DueAt.UtcDateTime.Hour);
    }

    [Fact]
    public void What_makes_no_sense_is_told_field_by_field()
    {
        Assert.Empty(AwardRules.Problems(Example));
        Facts.Sample(facts => Assert.Empty(AwardRules.Problems(facts)));
        (AwardFacts Facts, string Field)[] wrong =
        [
            (Example with { Awarded = new Money(0, "EUR") }, "Awarded"), (Example with { Awarded = new Money(1, "euro") }, "Awarded"), (Example with { Agreement = " " }, "Agreement"),
            (Example with { EndsOn = new(2026, 12, 31) }, "EndsOn"), (With(new() { FunderZone = "Mars" }), "FunderZone"), (With(new() { ReportEveryMonths = 0 }), "ReportEveryMonths"),
            (With(new() { PeriodEnds = [new(2027, 6, 30), new(2027, 6, 30)] }), "PeriodEnds"), (With(new() { PeriodEnds = [new(2028, 12, 31)] }), "PeriodEnds"),
            (With(new() { Deliverables = [new("", new(2027, 6, 30))] }), "Deliverables"), (With(new() { PreFinancingPercent = 70, InterimPercent = 31 }), "PreFinancingPercent"),
            (With(new() { KeptPercent = 4 }), "KeptPercent"), (With(new() { KeptPercent = 8.5m }), "KeptPercent"), (With(new() { PreFinancingPercent = 3 }), "KeptPercent"),
        ];
        Assert.All(wrong, one => Assert.Equal(one.Field, Assert.Single(AwardRules.Problems(one.Facts)).Field));

        static AwardFacts With(AwardTerms terms) => Example with { Terms = terms };
    }
}
