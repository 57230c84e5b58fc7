using Microsoft.EntityFrameworkCore;
using StrongCities.Hub.Opportunities.Process;
using StrongCities.Hub.Persistence;
using StrongCities.Runtime.Instances;
using StrongCities.Runtime.Persistence;

namespace StrongCities.Hub.Applications.Process;

/// <summary>What the activities of applications share.</summary>
internal static class ApplicationActivities
{
    /// <summary>Where the designer's toolbox shows them.</summary>
    public const string Category = "Applications";

    /// <summary>The case that an instance carries, which must be an application.</summary>
    public static async Task<Application> ApplicationOfAsync(this HubDb db, EffectContext context, CancellationToken cancellation) =>
        await db.Cases.OfType<Application>().SingleOrDefaultAsync(about => about.InstanceId == context.InstanceId, cancellation)
            ?? throw new InvalidOperationException("This activity works only in a process that carries an application.");

    /// <summary>Marks steps of the plan as done, where they are planned and not yet done.</summary>
    public static async Task DoneAsync(this HubDb db, Application about, DateTimeOffset at, CancellationToken cancellation, params MilestoneKind[] kinds)
    {
        foreach (var step in await db.Milestones.Where(step => step.CaseId == about.Id && kinds.Contains(step.Kind) && step.DoneAt == null).ToListAsync(cancellation))
        {
            step.DoneAt = at;
        }
    }

    /// <summary>Lets the process of an application look again, once the unit is stored.</summary>
    public static void Touch(this RuntimeDb db, Application about, DateTimeOffset now) =>
        new ApplicationTouched(about.InstanceId).Put(db, $"application:{about.Id:N}:{Guid.CreateVersion7(now):N}", now);
}
