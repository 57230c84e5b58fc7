using MediatR;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using StrongCities.Hub.Cities;
using StrongCities.Hub.People;
using StrongCities.Hub.Persistence;
using StrongCities.Hub.Pipeline;

namespace StrongCities.Hub.Similarity;

/// <summary>An advisor looks for cities with similar challenges.</summary>
/// <param name="Viewer">At the hub.</param>
/// <param name="CityId">Similar to which city.</param>
public sealed record ListSimilar(Viewer Viewer, Guid CityId) : IAsViewer<SimilarCities?>
{
    /// <inheritdoc/>
    public static Roles Allowed => RoleSets.CaseStaff;

    /// <inheritdoc/>
    public static SimilarCities? NotFound => null;
}

/// <summary>Cities like one. <see langword="null"/> in its place means: no such city.</summary>
/// <param name="City">The one.</param>
/// <param name="Lines">The most similar first; those that only are about as big or speak alike are left out.</param>
public sealed record SimilarCities(City City, IReadOnlyList<SimilarCity> Lines);

/// <summary>A city like another.</summary>
/// <param name="City">Which.</param>
/// <param name="Similarity">How much, and why.</param>
/// <param name="Introduction">The newest introduction of the two, if any.</param>
public sealed record SimilarCity(City City, CitySimilarity Similarity, Introduction? Introduction);

internal sealed class ListSimilarHandler(HubDbFactory databases, IOptions<SimilarityOptions> options) : IRequestHandler<ListSimilar, SimilarCities?>
{
    public async Task<SimilarCities?> Handle(ListSimilar request, CancellationToken cancellationToken)
    {
        await using var db = databases.Create(request.Viewer);
        var cities = await db.Cities.AsNoTracking().OrderBy(city => city.Name).ToListAsync(cancellationToken);
        if (cities.SingleOrDefault(city => city.Id == request.CityId) is not { } home)
        {
            return null;
        }

        var traits = await ReadTraits.OfAsync(db, cities, cancellationToken);
        var met = await db.Introductions.AsNoTracking().Where(one => one.FirstId == home.Id || one.SecondId == home.Id).OrderByDescending(one => one.ProposedAt).ToListAsync(cancellationToken);
        return new SimilarCities(
            home,
            [
                .. cities.Where(city => city.Id != home.Id)
                    .Select(city => new SimilarCity(
                        city, CitySimilarity.Of(traits[home.Id], traits[city.Id], options.Value), met.FirstOrDefault(one => one.FirstId == city.Id || one.SecondId == city.Id)))
                    .Where(line => line.Similarity.SharesChallenge)
                    .OrderByDescending(line => line.Similarity.Points).ThenBy(line => line.City.Name, StringComparer.Ordinal)
                    .Take(options.Value.Most),
            ]);
    }
}
