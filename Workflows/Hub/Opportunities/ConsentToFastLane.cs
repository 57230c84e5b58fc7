using MediatR;
using Microsoft.EntityFrameworkCore;
using StrongCities.Hub.Matching;
using StrongCities.Hub.People;
using StrongCities.Hub.Persistence;
using StrongCities.Hub.Pipeline;
using StrongCities.Runtime.Persistence;

namespace StrongCities.Hub.Opportunities;

/// <summary>The hub's lead agrees that cities are alerted although little time is left, or takes that back.</summary>
/// <param name="Viewer">A hub lead.</param>
/// <param name="Id">Of which opportunity.</param>
/// <param name="Agrees">Whether they agree.</param>
public sealed record ConsentToFastLane(Viewer Viewer, Guid Id, bool Agrees) : IAsViewer<ScreenResult>
{
    /// <inheritdoc/>
    public static Roles Allowed => Roles.HubLead;

    /// <inheritdoc/>
    public static ScreenResult NotFound => ScreenResult.NotFound;
}

internal sealed class ConsentToFastLaneHandler(CommitQueue commits, IMediator mediator, KeepMatched matched, TimeProvider clock) : IRequestHandler<ConsentToFastLane, ScreenResult>
{
    public async Task<ScreenResult> Handle(ConsentToFastLane request, CancellationToken cancellationToken)
    {
        var result = await commits.CommitAsync((runtime, token) => ApplyAsync(runtime.Hub(), request, token), cancellationToken);
        matched.Wish();
        return result;
    }

    private async Task<UnitResult<ScreenResult>> ApplyAsync(HubDb db, ConsentToFastLane request, CancellationToken cancellation)
    {
        if (await db.Opportunities.SingleOrDefaultAsync(o => o.Id == request.Id && o.HubId == request.Viewer.HubId, cancellation) is not { } opportunity)
        {
            return UnitResult.Refuse(ScreenResult.NotFound);
        }

        if (opportunity.FastLane == request.Agrees)
        {
            return UnitResult.Refuse(ScreenResult.Done);
        }

        var now = clock.GetUtcNow();
        FactChange change = new(OpportunityChange.Consent, FactsJson.Write(opportunity.FastLane), FactsJson.Write(request.Agrees));
        opportunity.FastLane = request.Agrees;
        opportunity.Touch(now);
        db.Add(OpportunityChange.Of(opportunity, change, now, byId: request.Viewer.PersonId));
        await db.SaveChangesAsync(cancellation);
        await mediator.Publish(new OpportunityChangedEvent(db, opportunity, OpportunityHappening.Consented, [change]), cancellation);
        return UnitResult.Keep(ScreenResult.Done);
    }
}
