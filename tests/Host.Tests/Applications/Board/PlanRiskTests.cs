using StrongCities.Host.Applications;
using StrongCities.Hub.Applications;
using StrongCities.Hub.Applications.Board;
using StrongCities.Hub.Calendars;
using StrongCities.Hub.People;
using Xunit;

namespace StrongCities.Host.Tests.Applications.Board;

public sealed class PlanRiskTests
{
    /// <summary>A Monday, 9:00 in Skopje, in a month without holidays.</summary>
    private static readonly DateTimeOffset Now = new(2026, 9, 14, 7, 0, 0, TimeSpan.Zero);

    private static readonly Application About = PlantedApplication.Of(
        new Person { Id = Guid.NewGuid(), HubId = Guid.NewGuid(), CityId = Guid.NewGuid(), Email = "a@example.org", Name = "A", Language = "en", Roles = Roles.Coordinator, CreatedAt = Now }, Now);

    [Fact]
    public void A_plan_with_time_runs_no_risk_and_a_late_step_of_ours_makes_one()
    {
        Milestone[] plan = [Step(MilestoneKind.Outline, 5), Step(MilestoneKind.Review, 20), Step(MilestoneKind.Submit, 28), Step(MilestoneKind.Deadline, 30)];
        Assert.Equal(PlanRisk.None, Of(plan));
        Assert.Equal(PlanRisk.Overdue, Of([Step(MilestoneKind.Outline, -1), .. plan[1..]]));
        Assert.Equal(PlanRisk.None, Of([Step(MilestoneKind.Outline, -1, done: true), .. plan[1..]]));
    }

    [Theory]
    [InlineData(MilestoneKind.QuestionsClose)]
    [InlineData(MilestoneKind.AnswersOut)]
    public void Days_of_the_funder_are_nobodys_fault(MilestoneKind kind)
    {
        Milestone[] plan = [Step(kind, -1), Step(MilestoneKind.Submit, 28), Step(MilestoneKind.Deadline, 30)];
        Assert.Equal(PlanRisk.None, Of(plan));
        Assert.False(PlanRisks.IsLate(plan[0], Now));
    }

    // Three steps of a day each and two days before the deadline: five working days. From Monday the fifth is the next Monday.
    [Theory]
    [InlineData(7, PlanRisk.None)]
    [InlineData(4, PlanRisk.Tight)]
    public void Less_time_than_a_day_for_each_step_is_tight(int days, PlanRisk risk) => Assert.Equal(risk, Of(
        [Step(MilestoneKind.Budget, 1), Step(MilestoneKind.Review, 2), Step(MilestoneKind.SignOff, 3), Step(MilestoneKind.Submit, 3), Step(MilestoneKind.Deadline, days)]));

    [Fact]
    public void What_was_handed_in_runs_no_risk() => Assert.Equal(
        PlanRisk.None, Of([Step(MilestoneKind.Outline, -9), Step(MilestoneKind.Submit, -3, done: true), Step(MilestoneKind.Deadline, -1)]));

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void The_picture_keeps_everything_inside_and_in_the_order_of_time(bool turned)
    {
        var moved = Step(MilestoneKind.Budget, 12);
        moved.MovedFrom = Now.AddDays(6);
        var picture = PlanPicture.Of([Step(MilestoneKind.Go, -10, done: true), Step(MilestoneKind.Outline, -2), moved, Step(MilestoneKind.Deadline, 40)], Now, "Europe/Skopje", turned);
        Assert.Equal([PlanMark.Done, PlanMark.Late, PlanMark.Open, PlanMark.Open], picture.Rows.Select(row => row.Mark));
        Assert.All(picture.Rows, row => Assert.InRange(row.X, 0, PlanPicture.Width));
        Assert.All(picture.Rows, row => Assert.InRange(row.Y, 0, picture.Height));
        var inTime = turned ? picture.Rows.Select(row => -row.X) : picture.Rows.Select(row => row.X);
        Assert.Equal(inTime.Order(), inTime);
        Assert.NotNull(picture.Rows[2].FromX);
        Assert.InRange(picture.TodayX!.Value, Math.Min(picture.Rows[1].X, picture.Rows[2].X), Math.Max(picture.Rows[1].X, picture.Rows[2].X));
        Assert.True(picture.Rows[3].TextBefore);
        Assert.InRange(picture.Ticks.Count, 3, 10);
    }

    [Fact]
    public void A_plan_of_one_moment_can_be_drawn()
    {
        var picture = PlanPicture.Of([Step(MilestoneKind.Deadline, 0)], Now, "Europe/Brussels", isRightToLeft: false);
        Assert.All(picture.Rows, row => Assert.True(double.IsFinite(row.X)));
    }

    private static Milestone Step(MilestoneKind kind, int days, bool done = false) => PlantedApplication.StepOf(About, kind, Now.AddDays(days), done ? Now.AddDays(days) : null);

    private static PlanRisk Of(IReadOnlyCollection<Milestone> plan) => PlanRisks.Of(plan, WorkingCalendars.Get("MK"), Now);
}
