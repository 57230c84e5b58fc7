using StrongCities.Runtime.Instances;
using StrongCities.Runtime.Persistence;

namespace StrongCities.Runtime.Outbox;

/// <summary>The two changes that every row of the outbox goes through, as statements that stay prepared.</summary>
internal static class OutboxSql
{
    private const string ClaimDue =
        """
        UPDATE "Outbox" SET "State" = 'Sending', "Attempts" = "Attempts" + 1
        WHERE "Id" IN (SELECT "Id" FROM "Outbox" WHERE "State" = 'Queued' AND "Kind" = @0 AND "DueAt" <= @1 ORDER BY "DueAt", "Id" LIMIT @2)
        RETURNING "Id", "Key", "Body", "Attempts", "DueAt", "CreatedAt", "LastError"
        """;

    // Without reading it: the body is most of a row.
    private const string MarkSent = """UPDATE "Outbox" SET "State" = 'Sent', "EndedAt" = @1, "Body" = @2, "LastError" = NULL WHERE "Id" = @0""";

    /// <summary>Marks the rows that are due as being sent.</summary>
    /// <param name="db">A unit's context.</param>
    /// <param name="kind">Of this kind.</param>
    /// <param name="now">The time.</param>
    /// <param name="count">At most so many.</param>
    /// <returns>The rows as they are now, in the order in which they are due; not tracked.</returns>
    public static async Task<List<OutboxRow>> ClaimAsync(RuntimeDb db, string kind, DateTimeOffset now, int count)
    {
        var rows = new List<OutboxRow>();
        await using (var found = await db.Sql.ReadAsync(ClaimDue, kind, now.UtcTicks, count))
        {
            while (await found.ReadAsync())
            {
                rows.Add(new OutboxRow
                {
                    Id = found.GetInt64(0),
                    Kind = kind,
                    Key = found.GetString(1),
                    Body = await found.GetFieldValueAsync<byte[]>(2),
                    State = OutboxState.Sending,
                    Attempts = found.GetInt32(3),
                    DueAt = new DateTimeOffset(found.GetInt64(4), TimeSpan.Zero),
                    CreatedAt = new DateTimeOffset(found.GetInt64(5), TimeSpan.Zero),
                    LastError = await found.IsDBNullAsync(6) ? null : found.GetString(6),
                });
            }
        }

        // RETURNING keeps to no order.
        rows.Sort((one, other) => (one.DueAt, one.Id).CompareTo((other.DueAt, other.Id)));
        return rows;
    }

    /// <summary>Marks a row as sent, and does what is to be committed together with it.</summary>
    /// <param name="db">A unit's context.</param>
    /// <param name="id">The row.</param>
    /// <param name="with">Beside it.</param>
    /// <param name="now">The time.</param>
    /// <param name="cancellation">The host stops.</param>
    /// <returns>Whether what is beside it agreed; otherwise the unit is to be refused.</returns>
    public static async Task<bool> MarkSentAsync(RuntimeDb db, long id, Alongside? with, DateTimeOffset now, CancellationToken cancellation)
    {
        await db.Sql.RunAsync(MarkSent, id, now.UtcTicks, Array.Empty<byte>());
        return with is null || await with(db, cancellation);
    }
}
