using MediatR;
using Microsoft.EntityFrameworkCore;
using StrongCities.Hub.Persistence;
using StrongCities.Runtime.Outbox;
using StrongCities.Runtime.Persistence;

namespace StrongCities.Hub.Opportunities.Search;

/// <summary>
/// Has saved searches looked through a little after something came into a catalogue: what a run of a source brings in a quarter of an hour is looked at
/// once, and each person's searches in a unit of work of their own.
/// </summary>
internal sealed class WatchSearches(TimeProvider clock) : INotificationHandler<OpportunityChangedEvent>, IOutboxSender
{
    private static readonly TimeSpan Slot = TimeSpan.FromMinutes(15);

    public string Kind => "watch-searches";

    public int Parallelism => 1;

    public async Task Handle(OpportunityChangedEvent notification, CancellationToken cancellationToken)
    {
        var (db, hubId) = (notification.Db, notification.Opportunity.HubId);
        if (notification.Happening is OpportunityHappening.Vanished or OpportunityHappening.Rejected
            || !await db.SavedSearches.AnyAsync(search => search.HubId == hubId && search.Notify, cancellationToken))
        {
            return;
        }

        // The next slot, never the one that is being looked at.
        var now = clock.GetUtcNow();
        var due = new DateTimeOffset(now.UtcTicks - (now.UtcTicks % Slot.Ticks), TimeSpan.Zero) + Slot;
        await PutAsync(db, Kind, hubId, due, now, cancellationToken);
    }

    public Task<SendOutcome> SendAsync(OutboxRow item, CancellationToken cancellation)
    {
        var (hubId, due) = (new Guid(item.Body), item.DueAt);
        return Task.FromResult<SendOutcome>(new Sent((db, token) => SpreadAsync(db, hubId, due, token)));
    }

    private async Task<bool> SpreadAsync(RuntimeDb db, Guid hubId, DateTimeOffset due, CancellationToken cancellation)
    {
        var readers = await db.Set<SavedSearch>().Where(search => search.HubId == hubId && search.Notify).Select(search => search.PersonId).Distinct().ToListAsync(cancellation);
        foreach (var reader in readers)
        {
            await PutAsync(db, TellFinds.OutboxKind, reader, due, clock.GetUtcNow(), cancellation);
        }

        return true;
    }

    private static async Task PutAsync(RuntimeDb db, string kind, Guid about, DateTimeOffset due, DateTimeOffset now, CancellationToken cancellation)
    {
        var key = $"{kind}:{about}:{due.ToUnixTimeSeconds()}";
        if (!db.Outbox.Local.Any(row => row.Key == key) && !await db.Outbox.AnyAsync(row => row.Key == key, cancellation))
        {
            db.Outbox.Add(new OutboxRow { Kind = kind, Key = key, Body = about.ToByteArray(), DueAt = due, CreatedAt = now });
        }
    }
}
