using Microsoft.EntityFrameworkCore;
using StrongCities.Hub.Applications;
using StrongCities.Hub.Assistance;
using StrongCities.Hub.Mail;
using StrongCities.Hub.Opportunities;
using StrongCities.Hub.Persistence;

namespace StrongCities.Hub.Equity;

/// <summary>Something that happened to a city, and counts.</summary>
/// <param name="CityId">The city.</param>
/// <param name="Kind">What.</param>
/// <param name="At">When.</param>
internal sealed record EquityEvent(Guid CityId, EquityKind Kind, DateTimeOffset At);

/// <summary>Reads what counts from cases, mails, decisions and timelines, in the database: one line for each case, however many mails it had.</summary>
internal static class EquityEvents
{
    private const string StatusLine = "Event.Status";

    /// <summary>All of a hub.</summary>
    /// <param name="db">Without a viewer: what is counted says nothing of any case.</param>
    /// <param name="hubId">The hub.</param>
    /// <param name="cancellation">The caller went away.</param>
    /// <returns>In no order.</returns>
    public static async Task<IReadOnlyList<EquityEvent>> ReadAsync(HubDb db, Guid hubId, CancellationToken cancellation)
    {
        var dealings = db.Cases.OfType<CityOpportunity>().Where(about => about.HubId == hubId);
        // A mail that was never to be sent told nobody.
        var alerted = await (from mail in db.Mails
                             join about in dealings on mail.CaseId equals about.Id
                             where mail.Kind == MailKind.Opportunity && mail.State != MailState.Dropped && mail.State != MailState.Unwanted && mail.State != MailState.Failed
                             group mail.QueuedAt by new { about.Id, about.CityId } into one
                             select new { one.Key.CityId, At = one.Min() }).ToListAsync(cancellation);
        // Of the city's own people: an advisor who answers for it is no answer.
        var answered = await (from answer in db.Decisions
                              join task in db.Tasks on answer.TaskId equals task.Id
                              join about in dealings on task.CaseId equals about.Id
                              join person in db.People on answer.PersonId equals person.Id
                              where person.CityId == about.CityId
                              group answer.At by new { about.Id, about.CityId } into one
                              select new { one.Key.CityId, At = one.Min() }).ToListAsync(cancellation);
        var applied = await db.Cases.OfType<Application>().Where(about => about.HubId == hubId && (about.Receipt != null || about.ConceptReceipt != null))
            .Select(about => new { about.CityId, about.Receipt, about.ConceptReceipt }).ToListAsync(cancellation);
        return
        [
            .. alerted.Select(row => new EquityEvent(row.CityId!.Value, EquityKind.Alerted, row.At)),
            .. answered.Select(row => new EquityEvent(row.CityId!.Value, EquityKind.Answered, row.At)),
            .. applied.Select(row => new EquityEvent(row.CityId!.Value, EquityKind.Applied, new[] { row.Receipt?.At, row.ConceptReceipt?.At }.Min()!.Value)),
            .. await SupportedAsync(db, hubId, cancellation),
        ];
    }

    // A request is closed in other ways too, but then it has a status of its own for that. What fills a line's places is one text in its column.
    private static async Task<IEnumerable<EquityEvent>> SupportedAsync(HubDb db, Guid hubId, CancellationToken cancellation)
    {
        var (delivered, closed) = ($"[\"Status.{CaseStatus.Delivery}\"]", $"[\"Status.{CaseStatus.Closed}\"]");
        var lines = db.CaseEvents.FromSql($"""SELECT * FROM "CaseEvents" WHERE "Key" = {StatusLine} AND "Values" IN ({delivered}, {closed})""");
        var rows = await (from line in lines
                          join about in db.Requests on line.CaseId equals about.Id
                          where about.HubId == hubId
                          group line.At by new { about.Id, about.CityId } into one
                          select new { one.Key.CityId, At = one.Min() }).ToListAsync(cancellation);
        return rows.Select(row => new EquityEvent(row.CityId!.Value, EquityKind.Supported, row.At));
    }
}
