using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using StrongCities.Hub.People;
using StrongCities.Runtime.Instances;
using StrongCities.Runtime.Outbox;
using StrongCities.Runtime.Persistence;

namespace StrongCities.Hub.Mail;

/// <summary>
/// Gathers a person's news of a day into one mail. The first piece of news puts a row into the outbox, due at the digest's time; when its
/// time comes, everything that has gathered is queued as one mail, in the transaction that ends the row.
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

    private async Task<bool> WriteAsync(RuntimeDb db, Guid readerId, string key, CancellationToken cancellation)
    {
        var news = await db.Set<MailRecord>()
            .Where(mail => mail.ToPersonId == readerId && mail.State == MailState.Gathered && mail.EndedAt == null)
            .OrderBy(mail => mail.Id)
            .ToListAsync(cancellation);
        if (news.Count == 0 || await db.Set<Person>().FindAsync([readerId], cancellation) is not { } reader)
        {
            return true;
        }

        foreach (var mail in news)
        {
            mail.EndedAt = clock.GetUtcNow();
        }

        var order = new MailOrder(MailKind.Digest, reader.HubId, reader.Id, key)
        {
            Items = [.. news.Select(mail => mail.Subject)],
            Buttons = [.. Buttons(reader, news)],
        };
        await services.GetRequiredService<QueueMail>().QueueAsync(db, order, cancellation);
        return true;
    }

    private static IEnumerable<MailButton> Buttons(Person reader, IReadOnlyList<MailRecord> news)
    {
        if (news.Any(mail => mail.Kind != MailKind.Find))
        {
            yield return reader.CityId is null ? new("Button.Desk", SitePaths.Desk, IsSecret: false) : new("Button.Requests", SitePaths.Requests, IsSecret: false);
        }

        if (news.Any(mail => mail.Kind == MailKind.Find))
        {
            yield return new("Button.Catalogue", reader.CityId is null ? SitePaths.DeskCatalogue : SitePaths.Catalogue, IsSecret: false);
        }
    }
}
