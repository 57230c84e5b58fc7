using Microsoft.EntityFrameworkCore;
using StrongCities.Hub.Persistence;
using StrongCities.Runtime.Instances;

namespace StrongCities.Hub.Cases;

/// <summary>Finds the case that an instance carries, of whatever kind.</summary>
internal static class CaseOfInstance
{
    public static Task<Case> CaseOfAsync(this HubDb db, EffectContext context, CancellationToken cancellation) =>
        db.Cases.SingleAsync(about => about.InstanceId == context.InstanceId, cancellation);
}
