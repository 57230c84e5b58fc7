using Microsoft.EntityFrameworkCore;
using StrongCities.Hub.Mail;
using StrongCities.Hub.Mail.Kinds;
using StrongCities.Hub.People;
using StrongCities.Hub.Persistence;
using StrongCities.Runtime.Outbox;
using StrongCities.Runtime.Persistence;

namespace StrongCities.Hub.Opportunities.Search;

/// <summary>
/// Looks through one person's saved searches for what came, opened, came back or was screened since they were last looked through, and puts it into
/// their next daily digest. An opportunity is told to a person once, whichever of their searches finds it.
/// </summary>
internal sealed class TellFinds(QueueMail mails, IOpportunityIndex index, TimeProvider clock) : IOutboxSender
{
    public const string OutboxKind = "tell-finds";

    private const int MaxLines = 10;

    private static readonly string[] News = [nameof(OpportunityFacts.Status), OpportunityChange.Listed, OpportunityChange.Eligible, OpportunityChange.Screening];

    public string Kind => OutboxKind;

    public int Parallelism => 1;

    public Task<SendOutcome> SendAsync(OutboxRow item, CancellationToken cancellation)
    {
        var readerId = new Guid(item.Body);
        return Task.FromResult<SendOutcome>(new Sent((db, token) => TellAsync(db.Hub(), readerId, token)));
    }

    private async Task<bool> TellAsync(HubDb db, Guid readerId, CancellationToken cancellation)
    {
        if (await db.People.SingleOrDefaultAsync(person => person.Id == readerId, cancellation) is not { IsActive: true } reader)
        {
            return true;
        }

        var now = clock.GetUtcNow();
        foreach (var search in await db.SavedSearches.Where(s => s.PersonId == readerId && s.Notify).OrderBy(s => s.CreatedAt).ThenBy(s => s.Id).ToListAsync(cancellation))
        {
            var finds = await FindAsync(db, reader, search, now, cancellation);
            foreach (var find in finds.Take(MaxLines))
            {
                var topic = new FindTopic(find.Title, search.Name) { ClosesAt = find.ClosesAt };
                await mails.QueueAsync(db, new MailOrder(MailKind.Find, reader.HubId, readerId, KeyOf(readerId, find.Id)) { About = topic }, cancellation);
            }

            if (finds.Count > MaxLines)
            {
                var rest = new FindTopic(search.Name, search.Name) { Rest = finds.Count - MaxLines };
                await mails.QueueAsync(db, new MailOrder(MailKind.Find, reader.HubId, readerId, $"finds:{search.Id}:{now.ToUnixTimeSeconds()}") { About = rest }, cancellation);
            }

            search.LookedAt = now;
        }

        return true;
    }

    private async Task<List<Found>> FindAsync(HubDb db, Person reader, SavedSearch search, DateTimeOffset now, CancellationToken cancellation)
    {
        // As the reader's own page would have it: cities don't see what was rejected.
        var filter = reader.CityId is null ? search.Filter : search.Filter with { State = null };
        var since = search.LookedAt;
        var fresh = OpportunityQuery.Find(db, index, filter, now).Where(row => row.Opportunity.HubId == reader.HubId
            && row.Opportunity.ChangedAt >= since && row.Opportunity.GoneAt == null && row.Opportunity.Status != OpportunityStatus.Closed
            && (row.Opportunity.ClosesAt == null || row.Opportunity.ClosesAt > now)
            && (row.Opportunity.CreatedAt >= since || db.OpportunityChanges.Any(change =>
                change.OpportunityId == row.Opportunity.Id && change.At >= since && News.Contains(change.Field))));
        var found = await OpportunityQuery.Sort(fresh, filter, now)
            .Select(row => new Found(row.Opportunity.Id, row.Opportunity.Title, row.Opportunity.ClosesAt)).ToListAsync(cancellation);
        var keys = found.Select(find => KeyOf(reader.Id, find.Id)).ToList();
        var told = await db.Mails.Where(mail => keys.Contains(mail.Key)).Select(mail => mail.Key).ToListAsync(cancellation);
        told.AddRange(db.Mails.Local.Select(mail => mail.Key));
        return [.. found.ExceptBy(told, find => KeyOf(reader.Id, find.Id))];
    }

    private static string KeyOf(Guid readerId, Guid opportunityId) => $"find:{readerId}:{opportunityId}";

    private sealed record Found(Guid Id, string Title, DateTimeOffset? ClosesAt);
}
