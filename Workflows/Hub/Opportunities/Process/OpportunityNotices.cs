using MediatR;
using Microsoft.EntityFrameworkCore;
using StrongCities.Hub.Matching;

namespace StrongCities.Hub.Opportunities.Process;

/// <summary>Tells the process of whatever happens to opportunities, in the unit of work that stores it.</summary>
internal sealed class OpportunityNotices(TimeProvider clock) : INotificationHandler<OpportunityChangedEvent>, INotificationHandler<MatchesConfirmedEvent>
{
    public Task Handle(OpportunityChangedEvent notification, CancellationToken cancellationToken)
    {
        var (opportunity, now) = (notification.Opportunity, clock.GetUtcNow());
        new OpportunityTouched(opportunity.HubId, opportunity.Id).Put(notification.Db, $"{opportunity.Id:N}:{opportunity.Version}", now);
        return Task.CompletedTask;
    }

    // What was confirmed is remembered by the version, so that "nobody hears of it" is an answer too.
    public async Task Handle(MatchesConfirmedEvent notification, CancellationToken cancellationToken)
    {
        var (db, now) = (notification.Db, clock.GetUtcNow());
        var version = await db.Opportunities.Where(o => o.Id == notification.OpportunityId).Select(o => o.Version).SingleAsync(cancellationToken);
        if (await db.Cases.OfType<OpportunityCase>().SingleOrDefaultAsync(c => c.HubId == notification.HubId && c.OpportunityId == notification.OpportunityId, cancellationToken) is { } about)
        {
            about.Brief = about.Brief with { ReviewedVersion = version };
        }

        new OpportunityTouched(notification.HubId, notification.OpportunityId).Put(db, $"{notification.OpportunityId:N}:confirmed:{Guid.CreateVersion7(now):N}", now);
    }
}
