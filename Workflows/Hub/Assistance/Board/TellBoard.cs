using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using StrongCities.Hub.Calendars;
using StrongCities.Hub.Cities;
using StrongCities.Hub.Experts;
using StrongCities.Hub.Mail;
using StrongCities.Hub.People;
using StrongCities.Hub.Persistence;
using StrongCities.Runtime.Outbox;
using StrongCities.Runtime.Persistence;

namespace StrongCities.Hub.Assistance.Board;

/// <summary>
/// Mails the weekly board (C3) to the hub's advisors and leads, on the first working day of the week when offices open. The first request that
/// waits to be judged puts a row into the outbox; when its time comes, whatever still waits is told as one list, and the next week's row follows
/// while anything waits.
/// </summary>
/// <param name="services">Gives the one who writes mails.</param>
/// <param name="weights">Of the ranking.</param>
/// <param name="clock">The present.</param>
internal sealed class TellBoard(IServiceProvider services, IOptions<ExpertOptions> weights, TimeProvider clock) : IOutboxSender
{
    public const string OutboxKind = "board";

    public string Kind => OutboxKind;

    public int Parallelism => 1;

    /// <summary>Sees to it that there will be a board.</summary>
    public static async Task GatherAsync(HubDb db, Guid hubId, DateTimeOffset now, CancellationToken cancellation)
    {
        var hub = await db.Hubs.SingleAsync(h => h.Id == hubId, cancellation);
        var due = NextOf(hub, now);
        var key = $"{OutboxKind}:{hubId}:{due.ToUnixTimeSeconds()}";
        if (!db.Outbox.Local.Any(row => row.Key == key) && !await db.Outbox.AnyAsync(row => row.Key == key, cancellation))
        {
            db.Outbox.Add(new OutboxRow { Kind = OutboxKind, Key = key, Body = hubId.ToByteArray(), DueAt = due, CreatedAt = now });
        }
    }

    public Task<SendOutcome> SendAsync(OutboxRow item, CancellationToken cancellation)
    {
        var (hubId, key) = (new Guid(item.Body), item.Key);
        return Task.FromResult<SendOutcome>(new Sent((db, token) => WriteAsync(db.Hub(), hubId, key, token)));
    }

    /// <summary>When offices open on the first working day of the next week.</summary>
    internal static DateTimeOffset NextOf(RegionalHub hub, DateTimeOffset now)
    {
        var calendar = WorkingCalendars.Get(hub.Calendar);
        var today = calendar.LocalDay(now);
        var monday = today.AddDays(7 - (((int)today.DayOfWeek + 6) % 7));
        return calendar.NextAllowedMoment(calendar.At(monday, TimeOnly.MinValue));
    }

    private async Task<bool> WriteAsync(HubDb db, Guid hubId, string key, CancellationToken cancellation)
    {
        var now = clock.GetUtcNow();
        var board = await ReadBoard.RunAsync(db, hubId, weights.Value, now, cancellation);
        if (board.Count == 0)
        {
            return true;
        }

        var hidden = await db.Recusals.Where(r => db.Requests.Any(about => about.Id == r.CaseId && about.HubId == hubId && about.Status == CaseStatus.Triage))
            .Select(r => new { r.CaseId, r.PersonId }).ToListAsync(cancellation);
        var readers = await db.People.Where(p => p.HubId == hubId && p.CityId == null && p.IsActive && (p.Roles & RoleSets.CaseStaff) != 0).OrderBy(p => p.Name).ToListAsync(cancellation);
        foreach (var reader in readers)
        {
            // Whoever stepped aside from a case does not read of it here either.
            var lines = board.Where(line => !hidden.Exists(one => one.CaseId == line.Request.Id && one.PersonId == reader.Id)).ToList();
            if (lines.Count > 0)
            {
                await services.GetRequiredService<QueueMail>().QueueAsync(db, OrderOf(hubId, reader, key, lines), cancellation);
            }
        }

        await GatherAsync(db, hubId, now, cancellation);
        return true;
    }

    private static MailOrder OrderOf(Guid hubId, Person reader, string key, IEnumerable<BoardLine> lines) => new(MailKind.Triage, hubId, reader.Id, $"{key}:{reader.Id}")
    {
        Items = [.. lines.Select(line => $"{line.Score}: {line.Request.Number}, {line.CityName}, {(line.Request.IsConfidential ? "…" : line.Request.Title)}")],
        Buttons = [new MailButton("Button.Triage", SitePaths.Board, IsSecret: false)],
    };
}
