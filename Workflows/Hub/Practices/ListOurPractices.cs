using MediatR;
using Microsoft.EntityFrameworkCore;
using StrongCities.Hub.Cities;
using StrongCities.Hub.People;
using StrongCities.Hub.Persistence;
using StrongCities.Hub.Pipeline;

namespace StrongCities.Hub.Practices;

/// <summary>A city lists its own good practices, and what others share inside the network.</summary>
/// <param name="Viewer">Of the city.</param>
public sealed record ListOurPractices(Viewer Viewer) : IAsViewer<OurPractices?>
{
    /// <inheritdoc/>
    public static Roles Allowed => RoleSets.City;

    /// <inheritdoc/>
    public static OurPractices? NotFound => null;
}

/// <summary>Good practices as a city sees them.</summary>
/// <param name="Own">Its own, the newest change first.</param>
/// <param name="Network">Of others, shared inside the network, the newest first.</param>
/// <param name="HubKey">The hub's key, for its public page.</param>
public sealed record OurPractices(IReadOnlyList<GoodPractice> Own, IReadOnlyList<PublicPractice> Network, string HubKey);

internal sealed class ListOurPracticesHandler(HubDbFactory databases) : IRequestHandler<ListOurPractices, OurPractices?>
{
    public async Task<OurPractices?> Handle(ListOurPractices request, CancellationToken cancellationToken)
    {
        await using var db = databases.Create(request.Viewer);
        // A city may not read others by itself; what they released to the network it may.
        await using var all = databases.Create(null);
        var hub = await db.Hubs.AsNoTracking().SingleAsync(cancellationToken);
        return new OurPractices(
            await db.Cases.OfType<GoodPractice>().AsNoTracking().OrderByDescending(practice => practice.StatusSince).ToListAsync(cancellationToken),
            await SharedPractices.ReadAsync(all, hub, PracticePhase.Network, practice => practice.CityId != request.Viewer.CityId, cancellationToken),
            hub.Key);
    }
}

/// <summary>Reads what cities released to others.</summary>
internal static class SharedPractices
{
    /// <summary>All of one phase, the newest first, as others read them.</summary>
    public static async Task<IReadOnlyList<PublicPractice>> ReadAsync(
        HubDb db, RegionalHub hub, PracticePhase phase, System.Linq.Expressions.Expression<Func<GoodPractice, bool>> which, CancellationToken cancellation)
    {
        var rows = from practice in db.Cases.OfType<GoodPractice>().Where(which)
                   join city in db.Cities on practice.CityId equals city.Id
                   where practice.HubId == hub.Id && practice.Phase == phase
                   orderby practice.SharedAt descending, practice.Id
                   select new { practice, city };
        // What a city has released is checked once more here: the phase alone opens nothing.
        return [.. (await rows.AsNoTracking().ToListAsync(cancellation)).Where(row => row.practice.IsReleased).Select(row => PublicPractice.Of(row.practice, row.city, hub, row.practice.Release)).OfType<PublicPractice>()];
    }
}
