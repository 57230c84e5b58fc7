using System.Text.Json.Nodes;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using StrongCities.Hub.Persistence;

namespace StrongCities.Hub.Awards.Publish;

/// <summary>What everybody may read of a hub's awards: those that a city's coordinator released, in the form of 360Giving 1.4. Nobody's names or notes.</summary>
/// <param name="databases">Reads.</param>
/// <param name="options">The publisher's prefix and licence.</param>
public sealed class PublicAwards(HubDbFactory databases, IOptions<AwardOptions> options)
{
    /// <summary>The package of a hub.</summary>
    /// <param name="hubId">Whose awards.</param>
    /// <param name="cancellation">The caller went away.</param>
    /// <returns>The package, newest release first; <see langword="null"/> while nothing is released, since a package without grants is none.</returns>
    public async Task<JsonObject?> ReadAsync(Guid hubId, CancellationToken cancellation)
    {
        await using var db = databases.Create(null);
        var rows =
            from award in db.Cases.OfType<Award>()
            join city in db.Cities on award.CityId equals city.Id
            join opportunity in db.Opportunities on award.OpportunityId equals opportunity.Id
            where award.HubId == hubId && award.PublishedAt != null
            orderby award.PublishedAt descending, award.Id
            select new { award, city, opportunity.Title };
        var found = await rows.AsNoTracking().ToListAsync(cancellation);
        if (found.Count == 0)
        {
            return null;
        }

        var ids = found.ConvertAll(row => row.award.Id);
        var paid = (await db.Instalments.AsNoTracking().Where(part => ids.Contains(part.CaseId) && part.PaidOn != null).ToListAsync(cancellation)).ToLookup(part => part.CaseId);
        var hub = await db.Hubs.AsNoTracking().SingleAsync(one => one.Id == hubId, cancellation);
        var grants = found.Select(row => ThreeSixtyWriter.Write(new PublicAward(row.award, row.city, row.Title, [.. paid[row.award.Id]]), options.Value.PublisherPrefix));
        return ThreeSixtyWriter.Package(hub, grants, found.Max(row => row.award.PublishedAt)!.Value, options.Value);
    }
}
