using MediatR;
using Microsoft.EntityFrameworkCore;
using StrongCities.Hub.Cities;
using StrongCities.Hub.Opportunities;
using StrongCities.Hub.People;
using StrongCities.Hub.Persistence;
using StrongCities.Hub.Pipeline;
using StrongCities.Hub.Risks;

namespace StrongCities.Hub.Matching;

/// <summary>Staff look at one opportunity for all cities: rules and reasons, told anew from what is known now.</summary>
/// <param name="Viewer">An advisor or lead.</param>
/// <param name="OpportunityId">The opportunity.</param>
public sealed record ListMatches(Viewer Viewer, Guid OpportunityId) : IAsViewer<MatchMatrix?>
{
    /// <inheritdoc/>
    public static Roles Allowed => RoleSets.CaseStaff;

    /// <inheritdoc/>
    public static MatchMatrix? NotFound => null;
}

/// <summary>Somebody looks at one opportunity for one city.</summary>
/// <param name="Viewer">Of the city or of its hub.</param>
/// <param name="OpportunityId">The opportunity.</param>
/// <param name="CityId">The city.</param>
public sealed record ExplainMatch(Viewer Viewer, Guid OpportunityId, Guid CityId) : IAsViewer<MatchLine?>
{
    /// <inheritdoc/>
    public static Roles Allowed => RoleSets.City | RoleSets.CaseStaff;

    /// <inheritdoc/>
    public static MatchLine? NotFound => null;
}

/// <summary>One opportunity for all cities.</summary>
/// <param name="Facts">Of the opportunity.</param>
/// <param name="Lines">By verdict, then fit, then name.</param>
public sealed record MatchMatrix(OpportunityFacts Facts, IReadOnlyList<MatchLine> Lines)
{
    /// <summary>How many cities have a verdict.</summary>
    /// <param name="overall">Which.</param>
    /// <returns>The count.</returns>
    public int Count(Overall overall) => Lines.Count(line => line.Effective == overall);
}

/// <summary>One opportunity for one city.</summary>
/// <param name="City">The city.</param>
/// <param name="Verdict">What the rules say now, with reasons.</param>
/// <param name="Stored">What is stored; <see langword="null"/> for a plain no.</param>
public sealed record MatchLine(City City, Verdict Verdict, Match? Stored)
{
    /// <summary>What counts: an advisor's verdict before the rules'.</summary>
    public Overall Effective => Stored?.Override ?? Verdict.Overall;
}

internal sealed class ListMatchesHandler(HubDbFactory databases, IMatchSubjects subjects, TimeProvider clock)
    : IRequestHandler<ListMatches, MatchMatrix?>, IRequestHandler<ExplainMatch, MatchLine?>
{
    public async Task<MatchMatrix?> Handle(ListMatches request, CancellationToken cancellationToken)
    {
        await using var db = databases.Create(request.Viewer);
        return await subjects.FindAsync(db, request.Viewer.HubId, request.OpportunityId, cancellationToken) is { } subject
            ? new MatchMatrix(subject.Facts, await LinesAsync(db, request.Viewer, subject, null, cancellationToken))
            : null;
    }

    public async Task<MatchLine?> Handle(ExplainMatch request, CancellationToken cancellationToken)
    {
        await using var db = databases.Create(request.Viewer);
        return await subjects.FindAsync(db, request.Viewer.HubId, request.OpportunityId, cancellationToken) is { } subject
            ? (await LinesAsync(db, request.Viewer, subject, request.CityId, cancellationToken)).SingleOrDefault()
            : null;
    }

    private async Task<IReadOnlyList<MatchLine>> LinesAsync(HubDb db, Viewer viewer, MatchSubject subject, Guid? cityId, CancellationToken cancellation)
    {
        var cities = await db.Cities.AsNoTracking().Where(city => cityId == null || city.Id == cityId).ToListAsync(cancellation);
        var profiles = await db.CityProfiles.AsNoTracking().Where(profile => cityId == null || profile.CityId == cityId)
            .ToDictionaryAsync(profile => profile.CityId, profile => profile.Profile, cancellation);
        var stored = await db.Matches.AsNoTracking().Where(match => match.OpportunityId == subject.Id && (cityId == null || match.CityId == cityId))
            .ToDictionaryAsync(match => match.CityId, cancellation);

        // Settings are the hub's and no city's to read; their effect on its verdict is.
        await using var hub = databases.Create(null);
        await RiskThemes.AddAsync(hub, viewer.HubId, profiles, cancellation);
        var settings = await hub.MatchSettings.AsNoTracking().SingleOrDefaultAsync(row => row.HubId == viewer.HubId, cancellation);
        var sides = new MatchSides(
            viewer.HubId, [subject], cities.Select(city => (city, profiles.GetValueOrDefault(city.Id, CityProfile.Empty))), settings?.Settings ?? MatchSettings.Default, clock.GetUtcNow());
        var opportunity = sides.Opportunities[0];
        return
        [
            .. cities.Zip(sides.Cities)
                .Select(pair => new MatchLine(
                    pair.First, Judge.Explain(opportunity, pair.Second, sides.TimeOf(opportunity, pair.Second.Calendar), sides.Settings), stored.GetValueOrDefault(pair.First.Id)))
                .OrderBy(line => line.Effective).ThenByDescending(line => line.Verdict.Score).ThenBy(line => line.City.Name, StringComparer.Ordinal),
        ];
    }
}
