using MediatR;
using Microsoft.EntityFrameworkCore;
using StrongCities.Hub.Cities;
using StrongCities.Hub.People;
using StrongCities.Hub.Persistence;
using StrongCities.Hub.Pipeline;

namespace StrongCities.Hub.Matching;

/// <summary>Somebody of a city or of its hub reads the city's profile.</summary>
/// <param name="Viewer">Who.</param>
/// <param name="CityId">The city.</param>
public sealed record GetProfile(Viewer Viewer, Guid CityId) : IAsViewer<ProfileView?>
{
    /// <inheritdoc/>
    public static Roles Allowed => RoleSets.City | RoleSets.CaseStaff;

    /// <inheritdoc/>
    public static ProfileView? NotFound => null;
}

/// <summary>A city's profile.</summary>
/// <param name="City">The city.</param>
/// <param name="Profile">What it says; <see cref="CityProfile.Empty"/> when nobody has said anything.</param>
/// <param name="Version">0 when nobody has.</param>
/// <param name="ChangedAt">When it was last changed.</param>
/// <param name="ChangedByName">By whom.</param>
public sealed record ProfileView(City City, CityProfile Profile, int Version, DateTimeOffset? ChangedAt, string? ChangedByName);

/// <summary>Staff list the hub's cities and when their profiles were last changed.</summary>
/// <param name="Viewer">An advisor or lead.</param>
public sealed record ListProfiles(Viewer Viewer) : IAsViewer<IReadOnlyList<ProfileView>?>
{
    /// <inheritdoc/>
    public static Roles Allowed => RoleSets.CaseStaff;

    /// <inheritdoc/>
    public static IReadOnlyList<ProfileView>? NotFound => null;
}

internal sealed class GetProfileHandler(HubDbFactory databases) : IRequestHandler<GetProfile, ProfileView?>, IRequestHandler<ListProfiles, IReadOnlyList<ProfileView>?>
{
    public async Task<ProfileView?> Handle(GetProfile request, CancellationToken cancellationToken)
    {
        await using var db = databases.Create(request.Viewer);
        var city = await db.Cities.AsNoTracking().SingleOrDefaultAsync(c => c.Id == request.CityId, cancellationToken);
        return city is null ? null : ViewOf(city, await db.CityProfiles.AsNoTracking().SingleOrDefaultAsync(p => p.CityId == city.Id, cancellationToken));
    }

    public async Task<IReadOnlyList<ProfileView>?> Handle(ListProfiles request, CancellationToken cancellationToken)
    {
        await using var db = databases.Create(request.Viewer);
        var profiles = await db.CityProfiles.AsNoTracking().ToDictionaryAsync(profile => profile.CityId, cancellationToken);
        var cities = await db.Cities.AsNoTracking().OrderBy(city => city.Name).ToListAsync(cancellationToken);
        return [.. cities.Select(city => ViewOf(city, profiles.GetValueOrDefault(city.Id)))];
    }

    private static ProfileView ViewOf(City city, ProfileOfCity? row) =>
        row is null ? new ProfileView(city, CityProfile.Empty, 0, null, null) : new ProfileView(city, row.Profile, row.Version, row.ChangedAt, row.ChangedByName);
}
