using MediatR;
using Microsoft.EntityFrameworkCore;
using StrongCities.Hub.People;
using StrongCities.Hub.Persistence;
using StrongCities.Hub.Pipeline;

namespace StrongCities.Hub.Opportunities;

/// <summary>Everything about one opportunity.</summary>
/// <param name="Viewer">Anybody signed in; people of cities don't find what was rejected.</param>
/// <param name="Id">Which.</param>
public sealed record GetOpportunity(Viewer Viewer, Guid Id) : IAsViewer<OpportunityPage?>
{
    /// <inheritdoc/>
    public static Roles Allowed => RoleSets.City | RoleSets.Staff;

    /// <inheritdoc/>
    public static OpportunityPage? NotFound => null;
}

/// <summary>An opportunity with what led to it.</summary>
/// <param name="Opportunity">As stored.</param>
/// <param name="Standing">Where it stands now.</param>
/// <param name="Changes">Its history, newest first, the last few hundred lines.</param>
/// <param name="Records">Where we have it from, the leading record first.</param>
/// <param name="Alike">What an advisor should compare it with; empty for people of cities.</param>
/// <param name="ScreenedBy">Names of advisors who changed it, by id; empty for people of cities.</param>
public sealed record OpportunityPage(
    Opportunity Opportunity,
    OpportunityStatus Standing,
    IReadOnlyList<OpportunityChange> Changes,
    IReadOnlyList<OpportunityRecord> Records,
    IReadOnlyList<AlikeOpportunity> Alike,
    IReadOnlyDictionary<Guid, string> ScreenedBy);

/// <summary>An opportunity that looks like another.</summary>
/// <param name="LikenessId">What is to be settled.</param>
/// <param name="Id">The other one.</param>
/// <param name="Title">Its title.</param>
/// <param name="Number">Its number.</param>
/// <param name="Why">What both share.</param>
public sealed record AlikeOpportunity(Guid LikenessId, Guid Id, string Title, string? Number, Likeness Why);

internal sealed class GetOpportunityHandler(HubDbFactory databases, TimeProvider clock) : IRequestHandler<GetOpportunity, OpportunityPage?>
{
    private const int MaxChanges = 300;

    public async Task<OpportunityPage?> Handle(GetOpportunity request, CancellationToken cancellationToken)
    {
        await using var db = databases.Create(request.Viewer);
        if (await db.Opportunities.AsNoTracking().SingleOrDefaultAsync(o => o.Id == request.Id, cancellationToken) is not { } opportunity)
        {
            return null;
        }

        var changes = await db.OpportunityChanges.AsNoTracking().Where(c => c.OpportunityId == opportunity.Id)
            .OrderByDescending(c => c.Id).Take(MaxChanges).ToListAsync(cancellationToken);
        var records = await db.OpportunityRecords.AsNoTracking().Where(r => r.OpportunityId == opportunity.Id)
            .OrderByDescending(r => r.Leads).ThenBy(r => r.FirstSeenAt).ToListAsync(cancellationToken);
        var advisors = changes.Select(change => change.ById).OfType<Guid>().Distinct().ToList();
        var staff = request.Viewer.IsStaff;
        return new OpportunityPage(
            opportunity,
            opportunity.StandingAt(clock.GetUtcNow()),
            changes,
            records,
            staff ? await AlikeAsync(db, opportunity.Id, cancellationToken) : [],
            staff ? await db.People.Where(p => advisors.Contains(p.Id)).ToDictionaryAsync(p => p.Id, p => p.Name, cancellationToken) : new Dictionary<Guid, string>());
    }

    private static async Task<IReadOnlyList<AlikeOpportunity>> AlikeAsync(HubDb db, Guid id, CancellationToken cancellation)
    {
        var open = await db.OpportunityLikenesses.AsNoTracking().Where(l => l.SettledAt == null && (l.OpportunityId == id || l.OtherId == id)).ToListAsync(cancellation);
        var others = open.ConvertAll(likeness => likeness.OpportunityId == id ? likeness.OtherId : likeness.OpportunityId);
        var found = await db.Opportunities.AsNoTracking().Where(o => others.Contains(o.Id)).ToDictionaryAsync(o => o.Id, cancellation);
        return
        [
            .. open.Zip(others).Where(pair => found.ContainsKey(pair.Second))
                .Select(pair => new AlikeOpportunity(pair.First.Id, pair.Second, found[pair.Second].Title, found[pair.Second].Facts.Number, pair.First.Why)),
        ];
    }
}
