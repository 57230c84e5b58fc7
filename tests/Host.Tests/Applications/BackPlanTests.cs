using StrongCities.Hub.Applications;
using StrongCities.Hub.Applications.Plan;
using StrongCities.Hub.Calendars;
using StrongCities.Hub.Cases;
using Xunit;

namespace StrongCities.Host.Tests.Applications;

/// <summary>Plans that can be checked by hand.</summary>
public sealed class BackPlanTests
{
    private static readonly WorkingCalendar Sarajevo = WorkingCalendars.Get("BA-FBIH");
    private static readonly WorkingCalendar Brussels = WorkingCalendars.Get("BRU");

    // Tuesday 17:00 in Brussels.
    private static readonly DateTimeOffset Deadline = new(2027, 6, 15, 17, 0, 0, TimeSpan.FromHours(2));

    private static readonly PlanTerms Terms = new(Deadline, Sarajevo, Brussels) { HasPartners = true, NeedsCouncil = true };

    [Fact]
    public void With_time_enough_every_step_has_its_working_days()
    {
        var plan = BackPlan.Of(Terms, new(2027, 1, 11, 9, 0, 0, TimeSpan.Zero));
        Assert.False(plan.IsScaled || plan.FloorBroken || plan.CouncilTooLate);
        Assert.Equal(
            [
                MilestoneKind.Go, MilestoneKind.PartnersAsked, MilestoneKind.Outline, MilestoneKind.Budget, MilestoneKind.QuestionsClose, MilestoneKind.PartnerPapers,
                MilestoneKind.Review, MilestoneKind.AnswersOut, MilestoneKind.SignOff, MilestoneKind.Council, MilestoneKind.Freeze, MilestoneKind.Submit, MilestoneKind.Deadline,
            ],
            plan.Steps.Select(step => step.Kind).OrderBy(kind => plan.Steps.ToList().FindIndex(step => step.Kind == kind)));
        Assert.Equal(Local(2027, 6, 11, 16), Due(plan, MilestoneKind.Submit));
        Assert.Equal(Local(2027, 6, 10, 16), Due(plan, MilestoneKind.Freeze));
        Assert.Equal(Local(2027, 6, 8, 16), Due(plan, MilestoneKind.SignOff));
        Assert.Equal(Deadline.AddDays(-21), Due(plan, MilestoneKind.QuestionsClose));
        Assert.Equal(Deadline.AddDays(-11), Due(plan, MilestoneKind.AnswersOut));
        Assert.Equal(Deadline, Due(plan, MilestoneKind.Deadline));
        Assert.Equal(CaseRole.CouncilSecretary, plan.Steps.Single(step => step.Kind == MilestoneKind.Council).Owner);
    }

    [Fact]
    public void A_day_counts_only_where_both_work()
    {
        // 21 July is Belgium's own day, and 26 May is nobody's: a plan over both differs by one day where the funder rests.
        var terms = new PlanTerms(new(2027, 7, 23, 17, 0, 0, TimeSpan.FromHours(2)), Sarajevo, Brussels);
        Assert.Equal(Local(2027, 7, 20, 16), Due(BackPlan.Of(terms, new(2027, 1, 11, 9, 0, 0, TimeSpan.Zero)), MilestoneKind.Submit));
        Assert.Equal(Local(2027, 7, 21, 16), Due(BackPlan.Of(terms with { Funder = Sarajevo }, new(2027, 1, 11, 9, 0, 0, TimeSpan.Zero)), MilestoneKind.Submit));
    }

    [Fact]
    public void Calendar_days_keep_the_funders_clock_across_a_change_of_time()
    {
        // The clocks change on 28 March 2027: 21 days before 17:00 summer time is 17:00 winter time.
        var terms = new PlanTerms(new(2027, 4, 8, 17, 0, 0, TimeSpan.FromHours(2)), Sarajevo, Brussels);
        var plan = BackPlan.Of(terms, new(2026, 11, 2, 9, 0, 0, TimeSpan.Zero));
        Assert.Equal(new DateTimeOffset(2027, 3, 18, 17, 0, 0, TimeSpan.FromHours(1)), Due(plan, MilestoneKind.QuestionsClose));
        Assert.Equal(new DateTimeOffset(2027, 3, 28, 17, 0, 0, TimeSpan.FromHours(2)), Due(plan, MilestoneKind.AnswersOut));
    }

    [Fact]
    public void Short_time_makes_the_gaps_smaller_and_keeps_the_two_days()
    {
        var plan = BackPlan.Of(Terms, Local(2027, 5, 18, 9));
        Assert.True(plan is { IsScaled: true, FloorBroken: false });
        Assert.Equal(Local(2027, 6, 11, 16), Due(plan, MilestoneKind.Submit));
        Assert.Equal(Local(2027, 5, 18, 16), Due(plan, MilestoneKind.Go));
        Assert.DoesNotContain(plan.Steps, step => step.DueAt < Local(2027, 5, 18, 9));
    }

    [Fact]
    public void Too_little_time_breaks_the_floor()
    {
        // Ten common days, today among them, are just enough for ten steps of which council and freeze share one.
        Assert.False(BackPlan.Of(Terms, Local(2027, 6, 1, 9)).FloorBroken);
        Assert.True(BackPlan.Of(Terms, Local(2027, 6, 2, 9)).FloorBroken);
        Assert.True(BackPlan.Of(Terms, Local(2027, 6, 1, 16)).FloorBroken);
        Assert.False(BackPlan.Of(Terms with { HasPartners = false }, Local(2027, 6, 2, 9)).FloorBroken);
    }

    [Fact]
    public void A_session_of_the_council_draws_the_mayor_before_it()
    {
        var session = Local(2027, 6, 1, 10);
        var plan = BackPlan.Of(Terms with { CouncilSession = session }, new(2027, 1, 11, 9, 0, 0, TimeSpan.Zero));
        Assert.Equal(session, Due(plan, MilestoneKind.Council));
        Assert.Equal(Local(2027, 5, 31, 16), Due(plan, MilestoneKind.SignOff));
        Assert.Equal(Local(2027, 6, 10, 16), Due(plan, MilestoneKind.Freeze));
        Assert.False(plan.CouncilTooLate);
        Assert.True(BackPlan.Of(Terms with { CouncilSession = Local(2027, 6, 14, 10) }, new(2027, 1, 11, 9, 0, 0, TimeSpan.Zero)).CouncilTooLate);
    }

    [Fact]
    public void What_is_done_is_not_planned_again_and_takes_no_time()
    {
        var done = new HashSet<MilestoneKind> { MilestoneKind.Go, MilestoneKind.PartnersAsked, MilestoneKind.Outline, MilestoneKind.Budget };
        var plan = BackPlan.Of(Terms with { Done = done }, Local(2027, 5, 18, 9));
        Assert.False(plan.IsScaled);
        Assert.Empty(plan.Steps.Where(step => done.Contains(step.Kind)));
    }

    private static DateTimeOffset Due(BackPlan plan, MilestoneKind kind) => plan.Steps.Single(step => step.Kind == kind).DueAt;

    private static DateTimeOffset Local(int year, int month, int day, int hour) => Sarajevo.At(new DateOnly(year, month, day), new TimeOnly(hour, 0));
}
