using MediatR;
using Microsoft.EntityFrameworkCore;
using StrongCities.Hub.People;
using StrongCities.Hub.Persistence;
using StrongCities.Hub.Pipeline;

namespace StrongCities.Hub.Equity;

/// <summary>The hub's lead looks whom the hub reaches, and whom it does not.</summary>
/// <param name="Viewer">Who leads the hub.</param>
public sealed record GetEquity(Viewer Viewer) : IAsViewer<EquityView?>
{
    /// <summary>How many quarters are shown, with the one that has not ended.</summary>
    public const int Quarters = 8;

    /// <inheritdoc/>
    public static Roles Allowed => Roles.HubLead;

    /// <inheritdoc/>
    public static EquityView? NotFound => null;
}

/// <summary>All cities of a hub over the last quarters.</summary>
/// <param name="Quarters">The oldest first; the last has not ended.</param>
/// <param name="Cities">By name.</param>
public sealed record EquityView(IReadOnlyList<Quarter> Quarters, IReadOnlyList<EquityOfCity> Cities)
{
    /// <summary>Cities to which something has never happened, as far back as the hub remembers.</summary>
    /// <param name="kind">What.</param>
    /// <returns>By name.</returns>
    public IEnumerable<EquityOfCity> Never(EquityKind kind) => Cities.Where(city => city.Ever(kind) == 0);
}

/// <summary>What happened with one city.</summary>
/// <param name="CityId">The city.</param>
/// <param name="Name">Its name.</param>
/// <param name="Country">ISO 3166 alpha-2; Kosovo XK.</param>
/// <param name="Population">Inhabitants.</param>
/// <param name="Counts">How often in each quarter; a quarter without any is left out.</param>
/// <param name="Totals">How often ever.</param>
public sealed record EquityOfCity(
    Guid CityId, string Name, string Country, int Population, IReadOnlyDictionary<(EquityKind Kind, Quarter Quarter), int> Counts, IReadOnlyDictionary<EquityKind, int> Totals)
{
    /// <summary>How often in one quarter.</summary>
    /// <param name="kind">What.</param>
    /// <param name="quarter">When.</param>
    /// <returns>0 or more.</returns>
    public int In(EquityKind kind, Quarter quarter) => Counts.GetValueOrDefault((kind, quarter));

    /// <summary>How often ever.</summary>
    /// <param name="kind">What.</param>
    /// <returns>0 or more.</returns>
    public int Ever(EquityKind kind) => Totals.GetValueOrDefault(kind);
}

internal sealed class GetEquityHandler(HubDbFactory databases, TimeProvider clock) : IRequestHandler<GetEquity, EquityView?>
{
    public async Task<EquityView?> Handle(GetEquity request, CancellationToken cancellationToken)
    {
        await using var db = databases.Create(null);
        var hub = await db.Hubs.AsNoTracking().SingleAsync(one => one.Id == request.Viewer.HubId, cancellationToken);
        var cities = await db.Cities.AsNoTracking().Where(city => city.HubId == hub.Id).OrderBy(city => city.Name).ToListAsync(cancellationToken);
        var zone = TimeZoneInfo.FindSystemTimeZoneById(hub.TimeZone);
        var now = QuarterOf(clock.GetUtcNow());
        var events = (await EquityEvents.ReadAsync(db, hub.Id, cancellationToken)).ToLookup(one => one.CityId);
        return new EquityView(
            [.. Enumerable.Range(1 - GetEquity.Quarters, GetEquity.Quarters).Select(now.Plus)],
            [
                .. cities.Select(city => new EquityOfCity(
                    city.Id, city.Name, city.Country, city.Population,
                    events[city.Id].GroupBy(one => (one.Kind, QuarterOf(one.At))).ToDictionary(group => group.Key, group => group.Count()),
                    events[city.Id].GroupBy(one => one.Kind).ToDictionary(group => group.Key, group => group.Count()))),
            ]);

        Quarter QuarterOf(DateTimeOffset moment) => Quarter.Of(TimeZoneInfo.ConvertTime(moment, zone).DateTime);
    }
}
