using StrongCities.Hub.Calendars;

namespace StrongCities.Hub.Applications.Board;

/// <summary>Whether a plan can still hold. Words know it as <c>Risk.Tight</c>.</summary>
public enum PlanRisk
{
    /// <summary>It holds.</summary>
    None,

    /// <summary>Less time is left than its open steps need, one working day each.</summary>
    Tight,

    /// <summary>A step that the city or the hub sees to is overdue.</summary>
    Overdue,
}

/// <summary>Judges plans by their rows.</summary>
public static class PlanRisks
{
    /// <summary>Working days that stay between handing in and the deadline, however short the time: a portal may fail.</summary>
    private const int Reserve = 2;

    // The funder's own days, which nobody here can be late with.
    private static readonly HashSet<MilestoneKind> OfFunder = [MilestoneKind.QuestionsClose, MilestoneKind.AnswersOut, MilestoneKind.Deadline];

    /// <summary>Judges one plan.</summary>
    /// <param name="plan">Its milestones, in any order.</param>
    /// <param name="city">The city's working days.</param>
    /// <param name="now">The present.</param>
    /// <returns>The worst that is true. A plan that was handed in, or is empty, runs no risk.</returns>
    public static PlanRisk Of(IReadOnlyCollection<Milestone> plan, WorkingCalendar city, DateTimeOffset now)
    {
        var open = plan.Where(step => step.DoneAt is null).ToList();
        if (open.Count == 0 || PlanSteps.IsHandedIn(plan))
        {
            return PlanRisk.None;
        }

        var ours = open.Where(step => !OfFunder.Contains(step.Kind)).ToList();
        if (open.Any(step => step.DueAt < now && (step.Kind == MilestoneKind.Deadline || !OfFunder.Contains(step.Kind))))
        {
            return PlanRisk.Overdue;
        }

        // Council and freeze fall on one day; handing in keeps its reserve.
        var needed = ours.Where(step => step.Kind != MilestoneKind.Submit).Select(step => step.Kind == MilestoneKind.Council ? MilestoneKind.Freeze : step.Kind).Distinct().Count() + Reserve;
        return open.Find(step => step.Kind == MilestoneKind.Deadline) is { } deadline && city.WorkingDaysBetween(Day(now, city), Day(deadline.DueAt, city)) < needed
            ? PlanRisk.Tight
            : PlanRisk.None;
    }

    /// <summary>Whether a step is late.</summary>
    /// <param name="step">The step.</param>
    /// <param name="now">The present.</param>
    /// <returns>True where it is not done and its time has passed; never for the days of the funder's questions.</returns>
    public static bool IsLate(Milestone step, DateTimeOffset now) =>
        step.DoneAt is null && step.DueAt < now && step.Kind is not (MilestoneKind.QuestionsClose or MilestoneKind.AnswersOut);

    private static DateOnly Day(DateTimeOffset moment, WorkingCalendar city) => DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(moment, city.Zone).DateTime);
}
