using MediatR;
using Microsoft.EntityFrameworkCore;
using StrongCities.Hub.Opportunities;
using StrongCities.Hub.People;
using StrongCities.Hub.Persistence;
using StrongCities.Hub.Pipeline;
using StrongCities.Hub.Risks;

namespace StrongCities.Hub.Matching;

/// <summary>A city reads what some opportunities are for it, told anew from what is known now.</summary>
/// <param name="Viewer">Of the city.</param>
/// <param name="Opportunities">Which; those that nobody has screened have no verdict.</param>
public sealed record JudgeForCity(Viewer Viewer, IReadOnlyList<Guid> Opportunities) : IAsViewer<IReadOnlyDictionary<Guid, MatchLine>>
{
    /// <inheritdoc/>
    public static Roles Allowed => RoleSets.City;

    /// <inheritdoc/>
    public static IReadOnlyDictionary<Guid, MatchLine> NotFound => new Dictionary<Guid, MatchLine>();
}

internal sealed class JudgeForCityHandler(HubDbFactory databases, TimeProvider clock) : IRequestHandler<JudgeForCity, IReadOnlyDictionary<Guid, MatchLine>>
{
    public async Task<IReadOnlyDictionary<Guid, MatchLine>> Handle(JudgeForCity request, CancellationToken cancellationToken)
    {
        await using var db = databases.Create(request.Viewer);
        var (hub, ids) = (request.Viewer.HubId, request.Opportunities);
        var subjects = await ScreenedSubjects.Of(db, hub, ids).ToListAsync(cancellationToken);
        var city = await db.Cities.AsNoTracking().SingleAsync(home => home.Id == request.Viewer.CityId, cancellationToken);
        var profiles = await db.CityProfiles.AsNoTracking().Where(row => row.CityId == city.Id).ToDictionaryAsync(row => row.CityId, row => row.Profile, cancellationToken);
        var stored = await db.Matches.AsNoTracking().Where(match => match.CityId == city.Id && ids.Contains(match.OpportunityId))
            .ToDictionaryAsync(match => match.OpportunityId, cancellationToken);

        // Settings are the hub's and no city's to read; their effect on its verdict is.
        await using var all = databases.Create(null);
        await RiskThemes.AddAsync(all, hub, profiles, cancellationToken);
        var settings = (await all.MatchSettings.AsNoTracking().SingleOrDefaultAsync(row => row.HubId == hub, cancellationToken))?.Settings ?? MatchSettings.Default;
        var sides = new MatchSides(hub, subjects, [(city, profiles.GetValueOrDefault(city.Id, CityProfile.Empty))], settings, clock.GetUtcNow());
        return sides.Opportunities.ToDictionary(
            opportunity => opportunity.Id,
            opportunity => new MatchLine(
                city, Judge.Explain(opportunity, sides.Cities[0], sides.TimeOf(opportunity, sides.Cities[0].Calendar), settings), stored.GetValueOrDefault(opportunity.Id)));
    }
}
