using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;
using StrongCities.Hub.Persistence;
using StrongCities.Hub.Risks;
using StrongCities.Runtime.Persistence;

namespace StrongCities.Hub.Matching;

/// <summary>
/// Brings a hub's matches up to date: judges the pairs whose inputs differ from those of the last run, and writes the rows whose verdict
/// differs, in bounded units of work. A run that is cut short is made good by the next. One run at a time.
/// </summary>
/// <param name="databases">Where profiles and matches are.</param>
/// <param name="commits">Takes what is written.</param>
/// <param name="subjects">Gives the opportunities.</param>
/// <param name="clock">What day it is.</param>
/// <param name="log">Says what was done.</param>
public sealed partial class RunMatching(HubDbFactory databases, CommitQueue commits, IMatchSubjects subjects, TimeProvider clock, ILogger<RunMatching> log) : IDisposable
{
    // As many rows as a unit of work may write while others wait.
    private const int RowsInUnit = 1_000;

    // As many opportunities as are compared with the stored rows at once.
    private const int OpportunitiesAtOnce = 64;

    // Up to as many cities, their rows are named to the database one by one.
    private const int FewCities = 20;

    private readonly SemaphoreSlim one = new(1);

    /// <summary>Runs.</summary>
    /// <param name="hubId">The hub.</param>
    /// <param name="everything">Whether pairs are judged whose inputs are the same; finds nothing new unless something was wrong.</param>
    /// <param name="cancellation">Stops between two units of work.</param>
    /// <returns>What was done.</returns>
    public async Task<MatchRun> RunAsync(Guid hubId, bool everything, CancellationToken cancellation)
    {
        await one.WaitAsync(cancellation);
        try
        {
            var began = clock.GetTimestamp();
            await using var db = databases.Create(null);
            var sides = await LoadAsync(db, hubId, cancellation);
            var inputs = await db.MatchInputs.AsNoTracking().Where(input => input.HubId == hubId).ToListAsync(cancellation);
            if (sides.Opportunities.Count == 0 && inputs.Count == 0)
            {
                return new MatchRun(0, 0, 0);
            }

            var plan = new MatchPlan(sides, inputs, everything);
            var run = await RemoveGoneAsync(db, sides, inputs, cancellation);
            foreach (var chunk in sides.Opportunities.Chunk(OpportunitiesAtOnce))
            {
                run += await MatchAsync(db, sides, plan, chunk, cancellation);
            }

            // Only now: whatever of this run is lost, the next must see as not matched.
            await RememberAsync([.. plan.Outdated()], cancellation);
            Done(hubId, run.Judged, run.Written, run.Removed, clock.GetElapsedTime(began).TotalMilliseconds);
            return run;
        }
        finally
        {
            one.Release();
        }
    }

    /// <inheritdoc/>
    public void Dispose() => one.Dispose();

    /// <summary>Everything that verdicts of a hub depend on.</summary>
    internal async Task<MatchSides> LoadAsync(HubDb db, Guid hubId, CancellationToken cancellation)
    {
        var settings = await db.MatchSettings.AsNoTracking().SingleOrDefaultAsync(row => row.HubId == hubId, cancellation);
        var profiles = await db.CityProfiles.AsNoTracking().Where(row => row.HubId == hubId).ToDictionaryAsync(row => row.CityId, row => row.Profile, cancellation);
        await RiskThemes.AddAsync(db, hubId, profiles, cancellation);
        var cities = await db.Cities.AsNoTracking().Where(city => city.HubId == hubId).OrderBy(city => city.Name).ToListAsync(cancellation);
        var found = await subjects.AllAsync(db, hubId, cancellation);
        return new MatchSides(
            hubId, found, cities.Select(city => (city, profiles.GetValueOrDefault(city.Id, CityProfile.Empty))), settings?.Settings ?? MatchSettings.Default, clock.GetUtcNow());
    }

    private async Task<MatchRun> MatchAsync(HubDb db, MatchSides sides, MatchPlan plan, OpportunitySide[] chunk, CancellationToken cancellation)
    {
        var todo = chunk.Select(opportunity => (Opportunity: opportunity, Cities: plan.CitiesFor(opportunity))).Where(item => item.Cities.Length > 0 || plan.IsChanged(item.Opportunity)).ToList();
        if (todo.Count == 0)
        {
            return default;
        }

        var stored = await StoredAsync(db, sides, todo, cancellation);
        var (changes, judged) = (new List<Change>(), 0L);
        foreach (var (opportunity, cities) in todo)
        {
            judged += cities.Length;
            foreach (var place in cities)
            {
                var city = sides.Cities[place];
                var outcome = sides.Judge(opportunity, city);
                if (stored.TryGetValue((opportunity.Id, city.Id), out var row) ? row.Outcome != outcome : outcome.Overall != Overall.No)
                {
                    changes.Add(new Change(opportunity.Id, city.Id, outcome));
                }
            }
        }

        var run = new MatchRun(judged, 0, 0);
        foreach (var unit in changes.Chunk(RowsInUnit))
        {
            run += await commits.CommitAsync((runtime, token) => WriteAsync(runtime.Hub(), sides.HubId, unit, token), cancellation);
        }

        await RememberAsync(
            [.. todo.Where(item => plan.IsChanged(item.Opportunity)).Select(item => new MatchInput
            {
                HubId = sides.HubId, Kind = MatchInputKind.Opportunity, Id = item.Opportunity.Id, Fingerprint = item.Opportunity.Fingerprint,
            })],
            cancellation);
        return run;
    }

    // The rows of the pairs that are judged; of all cities where they are many.
    private static async Task<Dictionary<(Guid OpportunityId, Guid CityId), Match>> StoredAsync(
        HubDb db, MatchSides sides, List<(OpportunitySide Opportunity, int[] Cities)> todo, CancellationToken cancellation)
    {
        var ids = todo.Select(item => item.Opportunity.Id).ToList();
        var rows = db.Matches.AsNoTracking().Where(match => ids.Contains(match.OpportunityId));
        var places = todo.SelectMany(item => item.Cities).Distinct().Take(FewCities + 1).ToList();
        if (places.Count <= FewCities)
        {
            var few = places.Select(place => sides.Cities[place].Id).ToList();
            rows = rows.Where(match => few.Contains(match.CityId));
        }

        return await rows.ToDictionaryAsync(match => (match.OpportunityId, match.CityId), cancellation);
    }

    private async Task<UnitResult<MatchRun>> WriteAsync(HubDb db, Guid hubId, Change[] changes, CancellationToken cancellation)
    {
        var now = clock.GetUtcNow();
        var opportunities = changes.Select(change => change.OpportunityId).Distinct().ToList();
        var cities = changes.Select(change => change.CityId).Distinct().ToList();
        var rows = await db.Matches.Where(match => opportunities.Contains(match.OpportunityId) && cities.Contains(match.CityId))
            .ToDictionaryAsync(match => (match.OpportunityId, match.CityId), cancellation);
        var run = default(MatchRun);
        foreach (var change in changes)
        {
            if (!rows.TryGetValue((change.OpportunityId, change.CityId), out var row))
            {
                row = new Match { OpportunityId = change.OpportunityId, CityId = change.CityId, HubId = hubId };
                row.Take(change.Outcome, now);
                if (!row.IsPlainNo)
                {
                    db.Add(row);
                    run += new MatchRun(0, 1, 0);
                }

                continue;
            }

            row.Take(change.Outcome, now);
            if (row.IsPlainNo)
            {
                db.Remove(row);
                run += new MatchRun(0, 0, 1);
            }
            else
            {
                run += new MatchRun(0, 1, 0);
            }
        }

        return UnitResult.Keep(run);
    }

    // What is withdrawn is matched with nobody; what an advisor or a city said of it stays readable, as a no.
    private async Task<MatchRun> RemoveGoneAsync(HubDb db, MatchSides sides, List<MatchInput> inputs, CancellationToken cancellation)
    {
        var here = sides.Opportunities.Select(opportunity => opportunity.Id).ToHashSet();
        var gone = inputs.Where(input => input.Kind == MatchInputKind.Opportunity && !here.Contains(input.Id)).Select(input => input.Id).ToList();
        var run = default(MatchRun);
        foreach (var ids in gone.Chunk(OpportunitiesAtOnce))
        {
            var rows = await db.Matches.AsNoTracking().Where(match => ids.Contains(match.OpportunityId)).Select(match => new { match.OpportunityId, match.CityId }).ToListAsync(cancellation);
            foreach (var unit in rows.Select(row => new Change(row.OpportunityId, row.CityId, Outcome.No)).Chunk(RowsInUnit))
            {
                run += await commits.CommitAsync((runtime, token) => WriteAsync(runtime.Hub(), sides.HubId, unit, token), cancellation);
            }

            await commits.CommitAsync(
                async (runtime, token) => UnitResult.Keep(await runtime.Hub().MatchInputs
                    .Where(input => input.HubId == sides.HubId && input.Kind == MatchInputKind.Opportunity && ids.Contains(input.Id)).ExecuteDeleteAsync(token)),
                cancellation);
        }

        return run;
    }

    private async Task RememberAsync(MatchInput[] inputs, CancellationToken cancellation)
    {
        foreach (var unit in inputs.Chunk(RowsInUnit))
        {
            await commits.CommitAsync(
                async (runtime, token) =>
                {
                    var db = runtime.Hub();
                    var ids = unit.Select(input => input.Id).ToList();
                    var rows = await db.MatchInputs.Where(row => row.HubId == unit[0].HubId && ids.Contains(row.Id)).ToDictionaryAsync(row => (row.Kind, row.Id), token);
                    foreach (var input in unit)
                    {
                        if (rows.TryGetValue((input.Kind, input.Id), out var row))
                        {
                            (row.Fingerprint, row.Day) = (input.Fingerprint, input.Day);
                        }
                        else
                        {
                            // The unit may run again, and what it adds must be new each time.
                            db.Add(new MatchInput { HubId = input.HubId, Kind = input.Kind, Id = input.Id, Fingerprint = input.Fingerprint, Day = input.Day });
                        }
                    }

                    return UnitResult.Keep(true);
                },
                cancellation);
        }
    }

    [LoggerMessage(1, LogLevel.Information, "Hub {HubId} matched: {Judged} pairs judged, {Written} rows written, {Removed} removed in {Milliseconds} ms")]
    private partial void Done(Guid hubId, long judged, int written, int removed, double milliseconds);

    private sealed record Change(Guid OpportunityId, Guid CityId, Outcome Outcome);
}

/// <summary>What a run did.</summary>
/// <param name="Judged">Pairs.</param>
/// <param name="Written">Rows added or changed.</param>
/// <param name="Removed">Rows that became a plain no.</param>
public readonly record struct MatchRun(long Judged, int Written, int Removed)
{
    /// <summary>Both together.</summary>
    /// <param name="left">One.</param>
    /// <param name="right">Another.</param>
    /// <returns>Their sum.</returns>
    public static MatchRun operator +(MatchRun left, MatchRun right) => Add(left, right);

    /// <summary>Both together.</summary>
    /// <param name="left">One.</param>
    /// <param name="right">Another.</param>
    /// <returns>Their sum.</returns>
    public static MatchRun Add(MatchRun left, MatchRun right) =>
        new(left.Judged + right.Judged, left.Written + right.Written, left.Removed + right.Removed);
}
