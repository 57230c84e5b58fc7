using Microsoft.EntityFrameworkCore;
using StrongCities.Hub.Calendars;
using StrongCities.Hub.Experts;
using StrongCities.Hub.Persistence;
using StrongCities.Hub.Risks;

namespace StrongCities.Hub.Assistance.Board;

/// <summary>Reads the requests that wait to be judged, each with its score.</summary>
internal static class ReadBoard
{
    private const int EquityMonths = 12;

    public static async Task<IReadOnlyList<BoardLine>> RunAsync(HubDb db, Guid hubId, ExpertOptions weights, DateTimeOffset now, CancellationToken cancellation)
    {
        var rows = await (
            from request in db.Requests.AsNoTracking()
            join city in db.Cities.AsNoTracking() on request.CityId equals (Guid?)city.Id
            where request.HubId == hubId && request.Status == CaseStatus.Triage
            select new { request, city, Files = db.Attachments.Count(file => file.CaseId == request.Id) }).ToListAsync(cancellation);
        if (rows.Count == 0)
        {
            return [];
        }

        var calendar = await db.Hubs.Where(hub => hub.Id == hubId).Select(hub => hub.Calendar).SingleAsync(cancellation);
        var today = WorkingCalendars.Get(calendar).LocalDay(now);
        var since = now.AddMonths(-EquityMonths);
        var helped = (await db.Requests.Where(r => r.HubId == hubId && r.Status == CaseStatus.Closed && r.ClosedAt > since).Select(r => r.CityId).ToListAsync(cancellation)).ToHashSet();
        var pool = await HelperPool.ReadAsync(db, hubId, cancellation);
        var lines = new List<BoardLine>();
        foreach (var row in rows)
        {
            var (request, city) = (row.request, row.city);
            var risk = await LinkedRisk.OfAsync(db, request, cancellation);
            var need = await HelperPool.NeedOfAsync(db, request, risk, [], cancellation);
            var group = request.SameAsId ?? request.Id;
            var parts = TriageScore.Of(
                new TriageFacts
                {
                    Lane = request.Form.Lane,
                    WishedBy = request.Form.WishedBy,
                    Risk = risk?.Score.Residual.Product,
                    NamesRisk = request.Form.Risks is not null,
                    NamesAuthority = request.Form.Authority is not null,
                    HasLetter = row.Files > 0,
                    BestHelper = RankHelpers.Run(need, pool, weights) is [{ Bar: null } best, ..] ? best.Score : null,
                    OtherCities = rows.Where(other => (other.request.SameAsId ?? other.request.Id) == group && other.city.Id != city.Id).Select(other => other.city.Id).Distinct().Count(),
                    HelpedLately = helped.Contains(city.Id),
                    Population = city.Population,
                },
                today);
            lines.Add(new BoardLine(request, city.Name, parts, group));
        }

        // A group stands where its highest request would.
        var top = lines.GroupBy(line => line.Group).ToDictionary(same => same.Key, same => same.Max(line => line.Score));
        return [.. lines.OrderByDescending(line => top[line.Group]).ThenBy(line => line.Group).ThenBy(line => line.Request.SameAsId is not null).ThenByDescending(line => line.Score)];
    }
}

/// <summary>A request on the board.</summary>
/// <param name="Request">The request.</param>
/// <param name="CityName">Who asks.</param>
/// <param name="Parts">How it is counted.</param>
/// <param name="Group">The request that leads its group, or itself.</param>
public sealed record BoardLine(SupportRequest Request, string CityName, IReadOnlyList<ScorePart> Parts, Guid Group)
{
    /// <summary>What was counted, 0 to 100.</summary>
    public int Counted => Parts.Sum(part => part.Points);

    /// <summary>What orders it: an advisor's own score where there is one.</summary>
    public int Score => Request.Override?.Score ?? Counted;
}
