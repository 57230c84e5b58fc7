using CsCheck;
using StrongCities.Hub.Opportunities;
using Xunit;

namespace StrongCities.Host.Tests.Opportunities;

public sealed class FactChangeTests
{
    [Fact]
    public void Changes_applied_to_the_old_facts_give_the_new_ones() => Gen.Select(FactsGen.Facts, FactsGen.Facts).Sample((old, now) =>
    {
        var changes = FactChanges.Between(old, now);
        Assert.Equal(now, FactChanges.Apply(old, changes));
        Assert.Equal(old == now, changes.Count == 0);
    });

    [Fact]
    public void Facts_that_are_equal_have_one_fingerprint_and_survive_the_database() => FactsGen.Facts.Sample(facts =>
    {
        var read = FactsJson.Read<OpportunityFacts>(FactsJson.Write(facts))!;
        Assert.Equal(facts, read);
        Assert.Equal(FactsJson.FingerprintOf(facts), FactsJson.FingerprintOf(read));
    });

    [Fact]
    public void Each_field_is_told_apart_and_the_same_amount_is_no_change()
    {
        OpportunityFacts old = new() { Title = "A", Status = OpportunityStatus.Open, CloseDate = new DayDate("Deadline", new DateOnly(2026, 9, 1)), Funding = new() { Max = new Money(3.50m, "EUR"), Total = new Money(10m, "EUR") } };
        var now = old with { CloseDate = new DayDate("Deadline", new DateOnly(2026, 9, 8)), Funding = new() { Max = new Money(3.5m, "EUR"), MinAwards = 2 } };
        var changes = FactChanges.Between(old, now);
        Assert.Equal(["CloseDate", "Funding.MinAwards", "Funding.Total"], changes.Select(change => change.Field));
        Assert.Equal("2", changes[1].New);
        Assert.Null(changes[2].New);
        Assert.Equal(new DateOnly(2026, 9, 8), Assert.IsType<DayDate>(FactsJson.Read<KeyDate>(changes[0].New)).Day);
        Assert.Equal(new Money(10m, "EUR"), FactsJson.Read<Money>(changes[2].Old));
    }

    [Theory]
    [InlineData("2026-09-10", "23:59:39", "Europe/Brussels", "2026-09-10T21:59:00Z")]
    [InlineData("2026-09-10", null, "Europe/Brussels", "2026-09-10T21:59:00Z")]
    [InlineData("2026-12-01", null, "Europe/Brussels", "2026-12-01T22:59:00Z")]
    [InlineData("2026-09-10", "14:00:39", null, "2026-09-10T14:00:00Z")]
    [InlineData("2026-09-10", "17:00:00", "America/New_York", "2026-09-10T21:00:00Z")]
    // The clock jumps from 2:00 to 3:00: 2:30 never is, the minute before the jump counts. In autumn 2:30 comes twice: the first.
    [InlineData("2027-03-28", "02:30:00", "Europe/Brussels", "2027-03-28T00:59:00Z")]
    [InlineData("2026-10-25", "02:30:00", "Europe/Brussels", "2026-10-25T00:30:00Z")]
    [InlineData("2026-09-10", "12:00:00", "Mars/Olympus", "2026-09-10T12:00:00Z")]
    public void A_deadline_is_a_moment_in_the_funders_zone_rounded_down(string day, string? time, string? zone, string expected)
    {
        var close = new DayDate("Deadline", DateOnly.Parse(day, null), time is null ? null : TimeOnly.Parse(time, null), zone);
        Assert.Equal(DateTimeOffset.Parse(expected, null), Deadline.Of(close));
    }

    [Fact]
    public void Words_are_no_deadline_and_a_range_ends_with_its_last_day()
    {
        Assert.Null(Deadline.Of(null));
        Assert.Null(Deadline.Of(new TextDate("Deadline", "ongoing")));
        Assert.Equal(new DateTimeOffset(2026, 9, 3, 23, 59, 0, TimeSpan.Zero), Deadline.Of(new RangeDate("Window", new DateOnly(2026, 9, 1), new DateOnly(2026, 9, 3))));
    }

    [Fact]
    public void A_deadline_never_fails_whatever_the_day() => FactsGen.Date.Sample(date => Assert.Equal(0, (Deadline.Of(date) ?? default).Ticks % TimeSpan.TicksPerMinute));
}
