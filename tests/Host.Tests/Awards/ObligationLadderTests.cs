using CsCheck;
using StrongCities.Hub.Awards;
using StrongCities.Hub.Awards.Schedule;
using StrongCities.Hub.Calendars;
using Xunit;

namespace StrongCities.Host.Tests.Awards;

/// <summary>When each step about something owed is taken.</summary>
public sealed class ObligationLadderTests
{
    private static readonly Gen<WorkingCalendar> Calendar = Gen.Int[0, WorkingCalendars.All.Count - 1].Select(index => WorkingCalendars.All[index]);
    private static readonly Gen<DateOnly> Day = Gen.Int[0, 365 * 6].Select(days => new DateOnly(2024, 1, 1).AddDays(days));

    [Fact]
    public void The_steps_of_a_plain_month()
    {
        // Friday, 26 February 2027. The tenth working day after it would be 12 March, but in that week North Macedonia celebrates the end of Ramadan.
        var steps = ObligationLadder.Of(new(2027, 2, 26), WorkingCalendars.Get("MK"));
        Assert.Equal(
            ["HeadsUp 01-27", "Draft 02-12", "Check 02-19", "LastDay 02-25", "Due 02-26", "Late 03-03", "TellFunder 03-15"],
            steps.Select(one => $"{one.Step} {one.At:MM-dd}"));
        Assert.All(steps, one => Assert.Equal((8, TimeSpan.FromHours(1)), (one.At.Hour, one.At.Offset)));
    }

    [Fact]
    public void Around_New_Year_the_advisor_still_sees_the_draft_before_it_is_checked() =>
        Assert.All(WorkingCalendars.All, calendar =>
        {
            var steps = ObligationLadder.Of(new(2028, 1, 7), calendar).ToDictionary(one => one.Step, one => one.At);
            Assert.True(steps[ObligationStep.Draft] < steps[ObligationStep.Check], calendar.Key);
        });

    [Fact]
    public void Steps_before_and_after_the_day_fall_on_working_days_and_always_rise() => Gen.Select(Calendar, Day).Sample((calendar, due) =>
    {
        var steps = ObligationLadder.Of(due, calendar);
        Assert.All(steps.Where(one => one.Step != ObligationStep.Due), one => Assert.True(calendar.IsWorkingDay(DateOnly.FromDateTime(one.At.DateTime))));
        Assert.Equal(due, DateOnly.FromDateTime(steps.Single(one => one.Step == ObligationStep.Due).At.DateTime));
        Assert.All(steps.Zip(steps.Skip(1)), pair => Assert.True(pair.First.At < pair.Second.At, $"{pair.First} {pair.Second}"));
    });

    [Fact]
    public void Walked_from_step_to_step_each_is_taken_once_and_none_after_it_is_in() => Gen.Select(Calendar, Day, Gen.Enum<ObligationState>()).Sample((calendar, due, state) =>
    {
        var owed = Owed(state);
        var taken = new List<ObligationStep>();
        DateTimeOffset? next = ObligationLadder.Of(due, calendar).Min(one => one.At).AddDays(-1);
        while (next is { } now)
        {
            var (step, at) = ObligationLadder.Look(owed, due, calendar, now);
            if (step is { } reached)
            {
                taken.Add(reached);
                owed.Told = reached;
                Assert.Null(ObligationLadder.Look(owed, due, calendar, now).Due);
            }

            Assert.True(at is null || at > now);
            next = at;
        }

        Assert.Equal(taken.Distinct().Order(), taken);
        Assert.Equal(state is ObligationState.Submitted or ObligationState.Accepted or ObligationState.Waived, taken.Count == 0);
        Assert.Equal(state is ObligationState.Open or ObligationState.Returned, taken.Contains(ObligationStep.Draft));
        Assert.True(taken.Count == 0 || taken[^1] == ObligationStep.TellFunder);
    });

    [Fact]
    public void What_was_missed_is_not_made_up_for()
    {
        var owed = Owed(ObligationState.Open);
        var (step, next) = ObligationLadder.Look(owed, new(2027, 2, 26), WorkingCalendars.Get("MK"), new(2027, 2, 20, 12, 0, 0, TimeSpan.Zero));
        Assert.Equal((ObligationStep.Check, new DateOnly(2027, 2, 25)), (step, DateOnly.FromDateTime(next!.Value.DateTime)));
    }

    private static Obligation Owed(ObligationState state) => new()
    {
        Id = Guid.Empty, HubId = Guid.Empty, CityId = Guid.Empty, CaseId = Guid.Empty, Kind = ObligationKind.InterimReport, Number = 1, DueAt = default, StateSince = default, State = state,
    };
}
