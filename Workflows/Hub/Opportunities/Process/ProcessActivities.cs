using Microsoft.EntityFrameworkCore;
using StrongCities.Hub.Persistence;
using StrongCities.Runtime.Instances;

namespace StrongCities.Hub.Opportunities.Process;

/// <summary>What the activities of opportunities share.</summary>
internal static class ProcessActivities
{
    /// <summary>Where the designer's toolbox shows them.</summary>
    public const string Category = "Opportunities";

    /// <summary>The case that an instance carries, which must be one of an opportunity.</summary>
    public static async Task<CaseOfOpportunity> OpportunityCaseOfAsync(this HubDb db, EffectContext context, CancellationToken cancellation) =>
        await db.Cases.OfType<CaseOfOpportunity>().SingleOrDefaultAsync(about => about.InstanceId == context.InstanceId, cancellation)
            ?? throw new InvalidOperationException("This activity works only in a process that carries the case of an opportunity.");
}
