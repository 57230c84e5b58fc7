using Microsoft.EntityFrameworkCore;
using StrongCities.Hub.Persistence;
using StrongCities.Runtime.Instances;

namespace StrongCities.Hub.Assistance;

/// <summary>Finds the request that an instance carries.</summary>
internal static class RequestOfInstance
{
    public static Task<SupportRequest> RequestOfAsync(this HubDb db, EffectContext context, CancellationToken cancellation) =>
        db.Requests.SingleAsync(request => request.InstanceId == context.InstanceId, cancellation);
}
