using CsCheck;
using StrongCities.Hub.Applications;
using StrongCities.Hub.Applications.Plan;
using StrongCities.Hub.Calendars;
using Xunit;

namespace StrongCities.Host.Tests.Applications;

/// <summary>What holds for every plan, whatever the places, clocks and days.</summary>
public sealed class BackPlanProperties
{
    private static readonly MilestoneKind[] Counted =
    [
        MilestoneKind.Go, MilestoneKind.PartnersAsked, MilestoneKind.Outline, MilestoneKind.Budget, MilestoneKind.PartnerPapers, MilestoneKind.Review, MilestoneKind.SignOff,
        MilestoneKind.Council, MilestoneKind.Freeze, MilestoneKind.Submit,
    ];

    private static readonly Gen<WorkingCalendar> Calendar = Gen.Int[0, WorkingCalendars.All.Count - 1].Select(index => WorkingCalendars.All[index]);

    private static readonly Gen<(PlanTerms Terms, DateTimeOffset Now)> Any =
        Gen.Select(Gen.Int[0, 700 * 24 * 60], Gen.Int[0, 200 * 24 * 60], Calendar, Calendar, Gen.Bool, Gen.Select(Gen.Bool, Gen.Int[0, 60], Gen.Bool))
            .Select((minute, before, city, funder, partners, council) =>
            {
                var deadline = new DateTimeOffset(2026, 3, 1, 0, 0, 0, TimeSpan.Zero).AddMinutes(minute);
                var terms = new PlanTerms(deadline, city, funder)
                {
                    HasPartners = partners,
                    NeedsCouncil = council.Item1,
                    CouncilSession = council.Item3 ? deadline.AddDays(-council.Item2).AddHours(-3) : null,
                };
                return (terms, deadline.AddMinutes(-before));
            });

    [Fact]
    public void No_step_is_due_after_the_deadline_or_before_now()
    {
        Any.Sample(sample =>
        {
            var plan = BackPlan.Of(sample.Terms, sample.Now);
            Assert.All(plan.Steps, step => Assert.True(step.DueAt <= sample.Terms.Deadline, $"{step} is after the deadline"));
            if (plan.DaysLeft > 0)
            {
                Assert.All(plan.Steps, step => Assert.True(step.DueAt > sample.Now, $"{step} is in the past"));
            }
        });
    }

    [Fact]
    public void Counted_steps_are_due_when_the_city_closes_on_a_day_on_which_both_work()
    {
        Any.Where(sample => sample.Terms.CouncilSession is null).Sample(sample =>
        {
            var plan = BackPlan.Of(sample.Terms, sample.Now);
            foreach (var step in plan.Steps.Where(step => plan.DaysLeft > 1 && Counted.Contains(step.Kind)))
            {
                var local = TimeZoneInfo.ConvertTime(step.DueAt, sample.Terms.City.Zone);
                var day = DateOnly.FromDateTime(local.DateTime);
                Assert.Equal(new TimeOnly(16, 0), TimeOnly.FromDateTime(local.DateTime));
                Assert.True(sample.Terms.City.IsWorkingDay(day) && sample.Terms.Funder.IsWorkingDay(day), $"{step} is on a day off");
            }
        });
    }

    [Fact]
    public void Steps_keep_their_order_and_a_working_day_between_them()
    {
        Any.Where(sample => sample.Terms.CouncilSession is null).Sample(sample =>
        {
            var plan = BackPlan.Of(sample.Terms, sample.Now);
            var due = Counted.Where(kind => plan.Steps.Any(step => step.Kind == kind)).Select(kind => plan.Steps.Single(step => step.Kind == kind)).ToList();
            foreach (var (one, next) in due.Zip(due.Skip(1)))
            {
                Assert.True(one.DueAt <= next.DueAt, $"{one} comes after {next}");
                Assert.True(plan.FloorBroken || one.Kind == MilestoneKind.Council || one.DueAt < next.DueAt, $"{one} shares its day with {next}");
            }

            Assert.Equal(plan.FloorBroken, plan.DaysLeft < due.Count(step => step.Kind != MilestoneKind.Council) + 1);
        });
    }

    [Fact]
    public void Two_working_days_stay_before_the_deadline_however_short_the_time()
    {
        Any.Sample(sample =>
        {
            var plan = BackPlan.Of(sample.Terms, sample.Now);
            var submit = plan.Steps.Single(step => step.Kind == MilestoneKind.Submit).DueAt;
            var first = sample.Terms.City.LocalDay(submit);
            var days = Enumerable.Range(0, 60).Select(first.AddDays).TakeWhile(day => day < Earlier(sample.Terms))
                .Count(day => sample.Terms.City.IsWorkingDay(day) && sample.Terms.Funder.IsWorkingDay(day));
            Assert.Equal(Math.Min(2, plan.DaysLeft), days);
        });
    }

    [Fact]
    public void The_same_moment_told_in_another_zone_gives_the_same_plan()
    {
        Gen.Select(Any, Gen.Int[-14, 14]).Sample((sample, hours) =>
        {
            var moved = sample.Terms with { Deadline = sample.Terms.Deadline.ToOffset(TimeSpan.FromHours(hours)) };
            Assert.Equal(BackPlan.Of(sample.Terms, sample.Now).Steps, BackPlan.Of(moved, sample.Now.ToOffset(TimeSpan.FromHours(-hours))).Steps);
        });
    }

    [Fact]
    public void The_funders_calendar_days_keep_its_wall_clock()
    {
        Any.Sample(sample =>
        {
            var plan = BackPlan.Of(sample.Terms, sample.Now);
            var zone = sample.Terms.Funder.Zone;
            var at = TimeZoneInfo.ConvertTime(sample.Terms.Deadline, zone).DateTime;
            foreach (var (kind, days) in new[] { (MilestoneKind.QuestionsClose, 21), (MilestoneKind.AnswersOut, 11) })
            {
                if (plan.Steps.SingleOrDefault(step => step.Kind == kind) is { } step && !zone.IsInvalidTime(at.AddDays(-days)))
                {
                    Assert.Equal(at.AddDays(-days), TimeZoneInfo.ConvertTime(step.DueAt, zone).DateTime);
                }
            }
        });
    }

    [Fact]
    public void What_is_done_is_never_planned()
    {
        Gen.Select(Any, Gen.Enum<MilestoneKind>().HashSet[0, 6]).Sample((sample, done) =>
            Assert.DoesNotContain(BackPlan.Of(sample.Terms with { Done = done }, sample.Now).Steps, step => step.Kind != MilestoneKind.Deadline && done.Contains(step.Kind)));
    }

    // Written anew, so that the plan's own counting is checked by another.
    private static DateOnly Earlier(PlanTerms terms)
    {
        var last = terms.Deadline.AddTicks(-1);
        var days = new[] { terms.City, terms.Funder }.Select(calendar => DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(last, calendar.Zone).DateTime));
        return days.Min();
    }
}
