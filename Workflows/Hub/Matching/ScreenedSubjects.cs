using Microsoft.EntityFrameworkCore;
using StrongCities.Hub.Opportunities;
using StrongCities.Hub.Persistence;

namespace StrongCities.Hub.Matching;

/// <summary>The catalogue's opportunities that an advisor has screened.</summary>
internal sealed class ScreenedSubjects : IMatchSubjects
{
    public async Task<IReadOnlyList<MatchSubject>> AllAsync(HubDb db, Guid hubId, CancellationToken cancellation) =>
        await Of(db, hubId).ToListAsync(cancellation);

    public Task<MatchSubject?> FindAsync(HubDb db, Guid hubId, Guid opportunityId, CancellationToken cancellation) =>
        Of(db, hubId, [opportunityId]).SingleOrDefaultAsync(cancellation);

    /// <summary>Those that the context may see.</summary>
    /// <param name="db">With its viewer's rights.</param>
    /// <param name="hubId">The hub.</param>
    /// <param name="only">Of these alone; of all without it.</param>
    public static IQueryable<MatchSubject> Of(HubDb db, Guid hubId, IReadOnlyList<Guid>? only = null) => db.Opportunities.AsNoTracking()
        .Where(o => o.HubId == hubId && o.State == ScreeningState.Screened && o.Eligibility != null && (only == null || only.Contains(o.Id)))
        .Select(o => new MatchSubject(o.Id, o.Facts, o.Eligibility!) { FastLane = o.FastLane });
}
