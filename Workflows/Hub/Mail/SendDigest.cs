using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using StrongCities.Hub.Cases;
using StrongCities.Hub.People;
using StrongCities.Hub.Persistence;
using StrongCities.Hub.Tasks;
using StrongCities.Runtime.Instances;
using StrongCities.Runtime.Outbox;
using StrongCities.Runtime.Persistence;

namespace StrongCities.Hub.Mail;

/// <summary>
/// Gathers a person's news of a day into one mail. The first piece of news puts a row into the outbox, due at the digest's time; when its
/// time comes, everything that has gathered is queued as one mail, in the transaction that ends the row. A line that asks something has a link
/// of its own, made then, and is left out when it asks no more.
/// </summary>
/// <param name="services">Gives the one who writes mails, who in turn gathers.</param>
/// <param name="clock">The present.</param>
internal sealed class SendDigest(IServiceProvider services, TimeProvider clock) : IOutboxSender
{
    public const string OutboxKind = "digest";

    public string Kind => OutboxKind;

    public int Parallelism => 1;

    /// <summary>Sees to it that there will be a digest.</summary>
    /// <param name="db">The unit's context.</param>
    /// <param name="reader">Whose.</param>
    /// <param name="now">The present.</param>
    /// <param name="cancellation">The host stops.</param>
    public static async Task GatherAsync(RuntimeDb db, Person reader, DateTimeOffset now, CancellationToken cancellation)
    {
        var due = await ReaderHours.NextDigestAsync(db, reader, now, cancellation);
        var key = $"{OutboxKind}:{reader.Id}:{due.ToUnixTimeSeconds()}";
        if (!db.Outbox.Local.Any(row => row.Key == key) && !await db.Outbox.AnyAsync(row => row.Key == key, cancellation))
        {
            db.Outbox.Add(new OutboxRow { Kind = OutboxKind, Key = key, Body = reader.Id.ToByteArray(), DueAt = due, CreatedAt = now });
        }
    }

    public Task<SendOutcome> SendAsync(OutboxRow item, CancellationToken cancellation)
    {
        var (reader, key) = (new Guid(item.Body), item.Key);
        return Task.FromResult<SendOutcome>(new Sent((db, token) => WriteAsync(db, reader, key, token)));
    }

    /// <summary>The lines of a digest that asked something of its reader.</summary>
    /// <param name="db">The unit's context.</param>
    /// <param name="digest">As it was queued.</param>
    /// <param name="cancellation">The host stops.</param>
    /// <returns>Oldest first; empty for any other mail.</returns>
    public static async Task<IReadOnlyList<MailRecord>> AsksOfAsync(RuntimeDb db, MailRecord digest, CancellationToken cancellation) =>
        digest.Kind != MailKind.Digest ? [] :
        [
            .. (await db.Set<MailRecord>()
                .Where(line => line.ToPersonId == digest.ToPersonId && line.State == MailState.Gathered && line.EndedAt == digest.QueuedAt)
                .OrderBy(line => line.Id)
                .ToListAsync(cancellation)).Where(Asks),
        ];

    /// <summary>Whether a line asks something, and does not only tell of a task.</summary>
    /// <param name="line">Of a digest.</param>
    /// <returns>True for what would be a mail of its own, had it been urgent.</returns>
    public static bool Asks(MailRecord line) => line.TaskId is not null && !MailClass.MayWait(line.Kind);

    private async Task<bool> WriteAsync(RuntimeDb db, Guid readerId, string key, CancellationToken cancellation)
    {
        var lines = await db.Set<MailRecord>()
            .Where(mail => mail.ToPersonId == readerId && mail.State == MailState.Gathered && mail.EndedAt == null)
            .OrderBy(mail => mail.Id)
            .ToListAsync(cancellation);
        if (lines.Count == 0 || await db.Set<Person>().FindAsync([readerId], cancellation) is not { } reader)
        {
            return true;
        }

        var now = clock.GetUtcNow();
        var asks = await AsksAsync(db, reader, lines, cancellation);
        foreach (var line in lines)
        {
            line.State = Asks(line) && asks.All(ask => ask.Task.Id != line.TaskId) ? MailState.Dropped : MailState.Gathered;
            line.EndedAt = now;
        }

        var news = lines.Where(line => line.State == MailState.Gathered).ToList();
        if (news.Count == 0)
        {
            return true;
        }

        var order = new MailOrder(MailKind.Digest, reader.HubId, reader.Id, key)
        {
            Items = [.. news.Select(mail => mail.Subject)],
            Buttons = [.. asks.Select(ask => services.GetRequiredService<TaskMail>().ButtonOf(db.Hub(), ask.Task, reader, now) with { About = ask.About.Title }), .. Buttons(reader, news)],
        };
        var isOnItsWay = await services.GetRequiredService<QueueMail>().QueueAsync(db, order, cancellation);
        // So that what came back can be told from its lines.
        var queuedAt = db.Set<MailRecord>().Local.FirstOrDefault(mail => mail.Key == key)?.QueuedAt ?? now;
        news.ForEach(line => line.EndedAt = queuedAt);
        foreach (var ask in isOnItsWay ? [] : asks)
        {
            await services.GetRequiredService<TellUnreachable>()
                .RunAsync(db.Hub(), ask.About, reader, ask.Task.Id, TellUnreachable.DeedOf(ask.Task.Id, reader), cancellation);
        }

        return true;
    }

    // Of the lines that ask something, those of which the reader may still act: meanwhile a colleague may have, or the reader have left.
    private static async Task<IReadOnlyList<(HumanTask Task, Case About)>> AsksAsync(
        RuntimeDb db, Person reader, IReadOnlyList<MailRecord> lines, CancellationToken cancellation)
    {
        var asked = lines.Where(Asks).Select(line => line.TaskId!).ToHashSet();
        if (asked.Count == 0)
        {
            return [];
        }

        var hub = db.Hub();
        var open = await hub.Tasks
            .Where(task => asked.Contains(task.Id) && task.State == TaskState.Open && task.Seats.Any(seat => seat.PersonId == reader.Id && seat.State == SeatState.Open))
            .Join(hub.Cases, task => task.CaseId, about => about.Id, (task, about) => new { task, about })
            .ToListAsync(cancellation);
        return [.. open.OrderBy(pair => pair.task.DueAt).ThenBy(pair => pair.task.Id, StringComparer.Ordinal).Select(pair => (pair.task, pair.about))];
    }

    private static IEnumerable<MailButton> Buttons(Person reader, IReadOnlyList<MailRecord> news)
    {
        if (news.Any(mail => mail.Kind != MailKind.Find && !Asks(mail)))
        {
            yield return reader.CityId is null ? new("Button.Desk", SitePaths.Desk, IsSecret: false) : new("Button.Requests", SitePaths.Requests, IsSecret: false);
        }

        if (news.Any(mail => mail.Kind == MailKind.Find))
        {
            yield return new("Button.Catalogue", reader.CityId is null ? SitePaths.DeskCatalogue : SitePaths.Catalogue, IsSecret: false);
        }
    }
}
