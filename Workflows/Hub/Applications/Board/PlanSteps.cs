namespace StrongCities.Hub.Applications.Board;

/// <summary>The order of a plan's steps.</summary>
public static class PlanSteps
{
    /// <summary>In the order in which they are due; two of one moment in the order of the plan.</summary>
    /// <param name="plan">The steps.</param>
    /// <returns>All of them.</returns>
    public static IOrderedEnumerable<Milestone> InOrder(this IEnumerable<Milestone> plan) => plan.OrderBy(step => step.DueAt).ThenBy(step => step.Kind);

    /// <summary>The next step that somebody must do. The funder's own days come only when nothing else is open.</summary>
    /// <param name="plan">The steps.</param>
    /// <returns><see langword="null"/> where all is done, or it was handed in.</returns>
    public static Milestone? NextOf(IReadOnlyCollection<Milestone> plan) => IsHandedIn(plan)
        ? null
        : plan.Where(step => step.DoneAt is null).OrderBy(step => step.Kind is MilestoneKind.QuestionsClose or MilestoneKind.AnswersOut).ThenBy(step => step.DueAt).ThenBy(step => step.Kind).FirstOrDefault();

    /// <summary>Whether it is with the funder: what was open then need not be done any more.</summary>
    /// <param name="plan">The steps.</param>
    /// <returns>True if so.</returns>
    public static bool IsHandedIn(IEnumerable<Milestone> plan) => plan.Any(step => step is { Kind: MilestoneKind.Submit, DoneAt: not null });
}
