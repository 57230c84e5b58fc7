using Microsoft.EntityFrameworkCore;
using StrongCities.Hub.Applications.Plan;
using StrongCities.Hub.Persistence;

namespace StrongCities.Hub.Applications.Process;

/// <summary>Brings a plan into the store.</summary>
internal static class KeepPlan
{
    /// <summary>The milestone that a planned step becomes. That the city goes for it is decided by then.</summary>
    public static Milestone For(this PlannedStep step, Application about, DateTimeOffset now) => new()
    {
        Id = Guid.CreateVersion7(now),
        HubId = about.HubId,
        CityId = about.CityId!.Value,
        CaseId = about.Id,
        Kind = step.Kind,
        Owner = step.Owner,
        DueAt = step.DueAt,
        DoneAt = step.Kind == MilestoneKind.Go ? about.OpenedAt : null,
    };

    /// <summary>
    /// Plans anew: what is done stays, what is open moves, what is new comes, and what is not wanted any more goes. A step of the funder's own whose
    /// day has passed stays as it was.
    /// </summary>
    /// <returns>The steps that are new or due at another moment. The deadline itself is among them.</returns>
    public static IReadOnlyList<Milestone> Apply(HubDb db, Application about, IReadOnlyList<Milestone> steps, PlanTerms terms, DateTimeOffset now)
    {
        var done = steps.Where(step => step.DoneAt is not null).Select(step => step.Kind).ToHashSet();
        var plan = BackPlan.Of(terms with { Done = done }, now);
        var moved = new List<Milestone>();
        foreach (var planned in plan.Steps.Where(planned => !done.Contains(planned.Kind)))
        {
            if (steps.FirstOrDefault(step => step.Kind == planned.Kind) is not { } step)
            {
                step = planned.For(about, now);
                db.Add(step);
                moved.Add(step);
            }
            else if (step.DueAt != planned.DueAt)
            {
                (step.MovedFrom, step.DueAt) = (step.DueAt, planned.DueAt);
                moved.Add(step);
            }
        }

        Drop(db, steps, plan, now);
        return moved;
    }

    /// <summary>
    /// Lets the plan follow a change that is none of the deadline: partners came, the council must agree or has a day, a concept note is wanted. Only the
    /// steps that hang on it come, move or go; the mayor and the review move where they would come after the council.
    /// </summary>
    public static async Task FollowAsync(HubDb db, Application about, ApplicationOptions options, DateTimeOffset now, CancellationToken cancellation)
    {
        var steps = await db.Milestones.Where(step => step.CaseId == about.Id).ToListAsync(cancellation);
        if (steps.Count == 0 || about.Brief.PlannedFor != about.Brief.ClosesAt || await ApplicationTerms.OfAsync(db, about, options, cancellation) is not { } terms)
        {
            return;
        }

        var done = steps.Where(step => step.DoneAt is not null).Select(step => step.Kind).ToHashSet();
        var plan = BackPlan.Of(terms with { Done = done }, now);
        foreach (var planned in plan.Steps.Where(planned => !done.Contains(planned.Kind)))
        {
            if (steps.Find(step => step.Kind == planned.Kind) is not { } step)
            {
                step = planned.For(about, now);
                // Whoever is a partner was asked.
                step.DoneAt = planned.Kind == MilestoneKind.PartnersAsked ? now : step.DoneAt;
                db.Add(step);
            }
            else if (planned.Kind is MilestoneKind.Council or MilestoneKind.ConceptNote or MilestoneKind.QuestionsClose or MilestoneKind.AnswersOut ? step.DueAt != planned.DueAt
                : planned.Kind is MilestoneKind.SignOff or MilestoneKind.Review && step.DueAt >= terms.CouncilSession && step.DueAt > planned.DueAt)
            {
                (step.MovedFrom, step.DueAt) = (step.DueAt, planned.DueAt);
            }
        }

        Drop(db, steps, plan, now);
    }

    private static void Drop(HubDb db, IEnumerable<Milestone> steps, BackPlan plan, DateTimeOffset now)
    {
        var wanted = plan.Steps.Select(planned => planned.Kind).ToHashSet();
        db.RemoveRange(steps.Where(step => step.DoneAt is null && step.DueAt > now && !wanted.Contains(step.Kind)));
    }
}
