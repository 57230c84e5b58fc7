using MediatR;
using Microsoft.EntityFrameworkCore;
using StrongCities.Hub.Matching;
using StrongCities.Hub.Opportunities.Search;
using StrongCities.Hub.People;
using StrongCities.Hub.Persistence;
using StrongCities.Hub.Pipeline;
using StrongCities.Runtime.Persistence;

namespace StrongCities.Hub.Opportunities;

/// <summary>An advisor writes down who may apply.</summary>
/// <param name="Viewer">An advisor or hub lead.</param>
/// <param name="Id">Of which opportunity.</param>
/// <param name="Eligibility">All that was found out.</param>
/// <param name="Version">The version of the opportunity that they saw.</param>
public sealed record SetEligibility(Viewer Viewer, Guid Id, Eligibility Eligibility, int Version) : IAsViewer<ScreenResult>
{
    /// <inheritdoc/>
    public static Roles Allowed => RoleSets.CaseStaff;

    /// <inheritdoc/>
    public static ScreenResult NotFound => ScreenResult.NotFound;
}

/// <summary>An advisor rejects opportunities, one or many, for one reason.</summary>
/// <param name="Viewer">An advisor or hub lead.</param>
/// <param name="Ids">Which.</param>
/// <param name="Reason">Why.</param>
/// <param name="Note">What they add.</param>
public sealed record RejectOpportunities(Viewer Viewer, IReadOnlyList<Guid> Ids, RejectReason Reason, string? Note) : IAsViewer<int>
{
    /// <inheritdoc/>
    public static Roles Allowed => RoleSets.CaseStaff;

    /// <inheritdoc/>
    public static int NotFound => 0;
}

/// <summary>An advisor takes a rejection back.</summary>
/// <param name="Viewer">An advisor or hub lead.</param>
/// <param name="Id">Of which opportunity.</param>
public sealed record RestoreOpportunity(Viewer Viewer, Guid Id) : IAsViewer<ScreenResult>
{
    /// <inheritdoc/>
    public static Roles Allowed => RoleSets.CaseStaff;

    /// <inheritdoc/>
    public static ScreenResult NotFound => ScreenResult.NotFound;
}

/// <summary>An advisor settles a likeness: both are one, and the newer goes into the older; or they are two.</summary>
/// <param name="Viewer">An advisor or hub lead.</param>
/// <param name="LikenessId">Which.</param>
/// <param name="IsOne">Whether they are one.</param>
public sealed record SettleLikeness(Viewer Viewer, Guid LikenessId, bool IsOne) : IAsViewer<ScreenResult>
{
    /// <inheritdoc/>
    public static Roles Allowed => RoleSets.CaseStaff;

    /// <inheritdoc/>
    public static ScreenResult NotFound => ScreenResult.NotFound;
}

/// <summary>How screening ended.</summary>
public enum ScreenResult
{
    /// <summary>Stored.</summary>
    Done,

    /// <summary>It changed meanwhile; nothing was stored.</summary>
    Overlap,

    /// <summary>There is no such opportunity for this viewer.</summary>
    NotFound,
}

internal sealed class ScreenOpportunityHandler(CommitQueue commits, IOpportunityIndex index, IMediator mediator, KeepMatched matched, TimeProvider clock)
    : IRequestHandler<SetEligibility, ScreenResult>, IRequestHandler<RejectOpportunities, int>, IRequestHandler<RestoreOpportunity, ScreenResult>,
        IRequestHandler<SettleLikeness, ScreenResult>
{
    public Task<ScreenResult> Handle(SetEligibility request, CancellationToken cancellationToken) => ActAsync(request.Viewer, request.Id, async (db, opportunity, cancellation) =>
    {
        if (opportunity.Version != request.Version)
        {
            return ScreenResult.Overlap;
        }

        FactChange change = new(OpportunityChange.Eligible, opportunity.Eligibility is { } old ? FactsJson.Write(old) : null, FactsJson.Write(request.Eligibility));
        opportunity.Judge(request.Eligibility);
        List<FactChange> changes = [change, .. Move(opportunity, ScreeningState.Screened)];
        await KeepAsync(db, opportunity, request.Viewer, OpportunityHappening.Screened, changes, cancellation);
        return ScreenResult.Done;
    }, cancellationToken);

    public Task<int> Handle(RejectOpportunities request, CancellationToken cancellationToken) => commits.CommitAsync(
        async (runtime, cancellation) =>
        {
            var db = runtime.Hub();
            var ids = request.Ids.Distinct().ToList();
            var found = await db.Opportunities
                .Where(o => o.HubId == request.Viewer.HubId && ids.Contains(o.Id) && o.State != ScreeningState.Rejected && o.State != ScreeningState.Merged)
                .ToListAsync(cancellation);
            foreach (var opportunity in found)
            {
                (opportunity.RejectReason, opportunity.RejectNote) = (request.Reason, request.Note?.Trim());
                await KeepAsync(db, opportunity, request.Viewer, OpportunityHappening.Rejected, Move(opportunity, ScreeningState.Rejected), cancellation);
            }

            return UnitResult.Keep(found.Count);
        },
        cancellationToken);

    public Task<ScreenResult> Handle(RestoreOpportunity request, CancellationToken cancellationToken) => ActAsync(request.Viewer, request.Id, async (db, opportunity, cancellation) =>
    {
        if (opportunity.State != ScreeningState.Rejected)
        {
            return ScreenResult.Overlap;
        }

        (opportunity.RejectReason, opportunity.RejectNote) = (null, null);
        var before = opportunity.Eligibility is null ? ScreeningState.New : ScreeningState.Screened;
        await KeepAsync(db, opportunity, request.Viewer, OpportunityHappening.Restored, Move(opportunity, before), cancellation);
        return ScreenResult.Done;
    }, cancellationToken);

    public Task<ScreenResult> Handle(SettleLikeness request, CancellationToken cancellationToken) => commits.CommitAsync(
        async (runtime, cancellation) =>
        {
            var db = runtime.Hub();
            var likeness = await db.OpportunityLikenesses.SingleOrDefaultAsync(l => l.Id == request.LikenessId && l.SettledAt == null, cancellation);
            var newer = likeness is null ? null : await FindAsync(db, request.Viewer, likeness.OpportunityId, cancellation);
            if (newer is null || newer.State == ScreeningState.Merged)
            {
                return UnitResult.Refuse(ScreenResult.NotFound);
            }

            likeness!.SettledAt = clock.GetUtcNow();
            if (request.IsOne)
            {
                await MergeAsync(db, newer, likeness.OtherId, request.Viewer, cancellation);
            }

            return UnitResult.Keep(ScreenResult.Done);
        },
        cancellationToken);

    // Its records lead to the other one from now on, and wait there; whoever has its address is led on.
    private async Task MergeAsync(HubDb db, Opportunity newer, Guid otherId, Viewer viewer, CancellationToken cancellation)
    {
        // The other one may itself have been merged meanwhile.
        var intoId = otherId;
        while (await db.Opportunities.Where(o => o.Id == intoId).Select(o => o.MergedIntoId).SingleAsync(cancellation) is { } further && further != newer.Id)
        {
            intoId = further;
        }

        foreach (var record in await db.OpportunityRecords.Where(r => r.OpportunityId == newer.Id).ToListAsync(cancellation))
        {
            (record.OpportunityId, record.Facts, record.Leads) = (intoId, record.Facts ?? newer.Facts, false);
        }

        newer.MergedIntoId = intoId;
        await KeepAsync(db, newer, viewer, OpportunityHappening.Rejected, Move(newer, ScreeningState.Merged), cancellation);
    }

    private Task<ScreenResult> ActAsync(
        Viewer viewer, Guid id, Func<HubDb, Opportunity, CancellationToken, Task<ScreenResult>> act, CancellationToken cancellationToken) => commits.CommitAsync(
        async (runtime, cancellation) =>
        {
            var db = runtime.Hub();
            var result = await FindAsync(db, viewer, id, cancellation) is { } opportunity ? await act(db, opportunity, cancellation) : ScreenResult.NotFound;
            return result == ScreenResult.Done ? UnitResult.Keep(result) : UnitResult.Refuse(result);
        },
        cancellationToken);

    private static Task<Opportunity?> FindAsync(HubDb db, Viewer viewer, Guid id, CancellationToken cancellation) =>
        db.Opportunities.SingleOrDefaultAsync(o => o.Id == id && o.HubId == viewer.HubId, cancellation);

    private static List<FactChange> Move(Opportunity opportunity, ScreeningState state)
    {
        var before = opportunity.State;
        opportunity.State = state;
        return before == state ? [] : [new(OpportunityChange.Screening, FactsJson.Write(before), FactsJson.Write(state))];
    }

    private async Task KeepAsync(
        HubDb db, Opportunity opportunity, Viewer viewer, OpportunityHappening happening, List<FactChange> changes, CancellationToken cancellation)
    {
        var now = clock.GetUtcNow();
        opportunity.Touch(now);
        db.AddRange(changes.Select(change => OpportunityChange.Of(opportunity, change, now, byId: viewer.PersonId)));
        await db.SaveChangesAsync(cancellation);
        await index.PutAsync(db, opportunity, cancellation);
        await mediator.Publish(new OpportunityChangedEvent(db, opportunity, happening, changes), cancellation);

        // A wish too many, where the unit fails, finds nothing to do; it waits for this unit in any case.
        matched.Wish();
    }
}
