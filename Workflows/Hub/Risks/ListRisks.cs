using MediatR;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using StrongCities.Hub.People;
using StrongCities.Hub.Persistence;
using StrongCities.Hub.Pipeline;

namespace StrongCities.Hub.Risks;

/// <summary>What cities share: with their hub, for its advisors; with the network, for other cities. A city's own are on its register's page.</summary>
/// <param name="Viewer">Anybody signed in who sees cases.</param>
public sealed record ListRisks(Viewer Viewer) : IAsViewer<SharedRisks?>
{
    /// <inheritdoc/>
    public static Roles Allowed => RoleSets.City | RoleSets.CaseStaff;

    /// <inheritdoc/>
    public static SharedRisks? NotFound => null;
}

/// <summary>What a viewer may see of the risks of others.</summary>
/// <param name="Lines">The highest first.</param>
/// <param name="Joint">Themes that many cities have among their high risks, the most shared first; only for the hub.</param>
/// <param name="Bands">Where the colours begin.</param>
public sealed record SharedRisks(IReadOnlyList<SharedRisk> Lines, IReadOnlyList<JointTheme> Joint, RiskBands Bands);

/// <summary>A risk that a city shares.</summary>
/// <param name="City">The city's name.</param>
/// <param name="CityId">The city.</param>
/// <param name="Risk">The risk.</param>
public sealed record SharedRisk(string City, Guid CityId, Risk Risk);

/// <summary>A theme that could be worked on together: an event or a bid.</summary>
/// <param name="Theme">One of <see cref="Matching.HubThemes"/>.</param>
/// <param name="Cities">Those that have it among their five highest shared risks, by name.</param>
public sealed record JointTheme(string Theme, IReadOnlyList<string> Cities);

internal sealed class ListRisksHandler(HubDbFactory databases, IOptions<RiskOptions> options) : IRequestHandler<ListRisks, SharedRisks?>
{
    public async Task<SharedRisks?> Handle(ListRisks request, CancellationToken cancellationToken)
    {
        await using var db = databases.Create(request.Viewer);
        var own = request.Viewer.CityId;
        // A city may not read others by itself; their names stand beside what they share.
        await using var all = databases.Create(null);
        var running = await RunningRegisters.OfAsync(all, request.Viewer.HubId, cancellationToken);
        var risks = await db.Risks.Where(risk => risk.ArchivedAt == null && running.Contains(risk.CaseId) && (own == null || risk.CityId != own)).AsNoTracking().ToListAsync(cancellationToken);
        var names = await all.Cities.AsNoTracking().Where(city => city.HubId == request.Viewer.HubId).ToDictionaryAsync(city => city.Id, city => city.Name, cancellationToken);
        List<SharedRisk> lines =
        [
            .. risks.OrderBy(risk => risk.Facts, RiskOrder.HighestFirst).ThenBy(risk => names[risk.CityId], StringComparer.Ordinal).ThenBy(risk => risk.Number)
                .Select(risk => new SharedRisk(names[risk.CityId], risk.CityId, risk)),
        ];
        return new SharedRisks(lines, own is null ? JointThemes.Of(lines, options.Value.CitiesForJointWork) : [], options.Value.Bands);
    }
}

/// <summary>Finds the registers that are kept now.</summary>
internal static class RunningRegisters
{
    /// <summary>Of each city of a hub the newest that is not over.</summary>
    public static async Task<IReadOnlyList<Guid>> OfAsync(HubDb db, Guid hubId, CancellationToken cancellation)
    {
        var open = await db.Cases.OfType<RiskRegister>().Where(register => register.HubId == hubId && register.ClosedAt == null)
            .Select(register => new { register.Id, register.CityId, register.Cycle }).ToListAsync(cancellation);
        return [.. open.GroupBy(register => register.CityId).Select(city => city.MaxBy(register => register.Cycle)!.Id)];
    }
}

/// <summary>Finds what several cities have in common.</summary>
internal static class JointThemes
{
    /// <summary>Themes among the five highest shared risks of enough cities.</summary>
    /// <param name="lines">Of all cities, the highest first.</param>
    /// <param name="least">How many cities are enough.</param>
    public static IReadOnlyList<JointTheme> Of(IEnumerable<SharedRisk> lines, int least) =>
    [
        .. lines.GroupBy(line => (line.CityId, line.City))
            .SelectMany(city => RiskThemes.Top(city.Select(line => line.Risk)).Select(theme => (Theme: theme, city.Key.City)))
            .GroupBy(pair => pair.Theme, pair => pair.City)
            .Where(shared => shared.Count() >= least)
            .OrderByDescending(shared => shared.Count()).ThenBy(shared => shared.Key, StringComparer.Ordinal)
            .Select(shared => new JointTheme(shared.Key, [.. shared.Order(StringComparer.Ordinal)])),
    ];
}
