using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using StrongCities.Engine.Activities;
using StrongCities.Engine.Execution;
using StrongCities.Runtime.Children;
using StrongCities.Runtime.Persistence;
using StrongCities.Runtime.Triggers;

namespace StrongCities.Runtime.Instances;

/// <summary>What a burst's own effects come to in rows. Made once, applied as often as the commit queue runs the unit.</summary>
internal sealed class BurstRows
{
    private readonly BurstToCommit unit;
    private readonly List<Bookmark> added = [];
    private readonly List<string> burned = [];
    private readonly List<(JournalEntry Entry, byte[] Json)> journal = [];
    private readonly List<byte[]> events = [];
    private readonly List<ChildRequested> children = [];
    private readonly List<(ActivityRecord Record, byte[] Json)> records = [];
    private readonly int maxRecordSize;
    private readonly string? spentTimer;

    private BurstRows(BurstToCommit unit, int maxRecordSize)
    {
        this.unit = unit;
        this.maxRecordSize = maxRecordSize;
        foreach (var effect in unit.Burst.Effects)
        {
            Note(effect);
        }

        // A timer strikes once. A bookmark that stays after it did waits for other stimuli only.
        if (unit.Stimulus is Resume resume && !burned.Contains(resume.BookmarkId))
        {
            spentTimer = unit.State.Bookmarks
                .FirstOrDefault(bookmark => bookmark.Id == resume.BookmarkId && bookmark.DueAt <= unit.Now)?.Id;
        }
    }

    /// <summary>Serialises what a burst adds.</summary>
    /// <param name="unit">The burst.</param>
    /// <param name="maxRecordSize">See <see cref="InstanceOptions.MaxRecordSize"/>.</param>
    /// <returns>The rows.</returns>
    public static BurstRows Of(BurstToCommit unit, int maxRecordSize) => new(unit, maxRecordSize);

    /// <summary>Writes the rows and takes burned bookmarks out of the database.</summary>
    /// <param name="db">The unit's context.</param>
    /// <param name="cancellation">The host stops.</param>
    public async Task ApplyAsync(RuntimeDb db, CancellationToken cancellation)
    {
        foreach (var bookmarkId in burned)
        {
            await db.Sql.RunAsync("""DELETE FROM "Bookmarks" WHERE "Id" = @0""", bookmarkId);
        }

        if (spentTimer is not null)
        {
            await db.Sql.RunAsync("""UPDATE "Bookmarks" SET "DueAt" = NULL WHERE "Id" = @0""", spentTimer);
        }

        foreach (var (index, bookmark) in added.Index())
        {
            await AddAsync(db, bookmark, index);
        }

        foreach (var (entry, json) in journal)
        {
            await db.Sql.RunAsync(
                """
                INSERT INTO "Journal" ("InstanceId", "Sequence", "Timestamp", "EventName", "ActivityId", "ActivityType", "Entry")
                VALUES (@0, @1, @2, @3, @4, @5, @6)
                """,
                unit.State.Id, entry.Sequence, entry.Timestamp.UtcTicks, entry.EventName, entry.ActivityId, entry.ActivityType, json);
        }

        foreach (var (record, json) in records)
        {
            await db.Sql.RunAsync(
                """
                INSERT INTO "ActivityRecords" ("Id", "InstanceId", "ActivityId", "ActivityNodeId", "Status", "StartedAt", "CompletedAt", "Record")
                VALUES (@0, @1, @2, @3, @4, @5, @6, @7)
                ON CONFLICT ("Id") DO UPDATE SET "Status" = excluded."Status", "CompletedAt" = excluded."CompletedAt", "Record" = excluded."Record"
                """,
                record.Id, unit.State.Id, record.ActivityId, record.ActivityNodeId, Enum.GetName(record.Status), record.StartedAt.UtcTicks,
                record.CompletedAt?.UtcTicks, json);
        }

        // The rest is rare enough for EF.
        await WaitingStimuli.MeetAsync(db, unit.State, added, unit.Now, cancellation);
        await ChildEnd.MeetAsync(db, unit.State.Id, added, unit.Now, cancellation);
        db.Outbox.AddRange(events.Select(RowOf));
        db.Outbox.AddRange(children.Select(child => StartChild.Row(child, unit.State.Id, unit.Now)));
        if (ChildEnd.Of(unit.State) is { } end)
        {
            await end.TellAsync(db, unit.Now, cancellation);
        }

        if (unit.State.SubStatus == WorkflowSubStatus.Cancelled
            && await db.Instances.AnyAsync(row => row.ParentInstanceId == unit.State.Id && row.Status == WorkflowStatus.Running, cancellation))
        {
            db.Outbox.Add(CancelChildren.Row(unit.State.Id, unit.Now));
        }
    }

    private async Task AddAsync(RuntimeDb db, Bookmark bookmark, int index)
    {
        var route = HttpCall.TemplateOf(bookmark);
        await db.Sql.RunAsync(
            """
            INSERT INTO "Bookmarks" ("Id", "InstanceId", "Name", "Hash", "CorrelationId", "ActivityId", "ActivityInstanceId", "DueAt", "FailedAttempts",
              "Sequence", "Route")
            VALUES (@0, @1, @2, @3, @4, @5, @6, @7, 0, @8, @9)
            """,
            bookmark.Id, unit.State.Id, bookmark.Name, bookmark.Hash, unit.State.CorrelationId, bookmark.ActivityId,
            bookmark.ActivityInstanceId, bookmark.DueAt?.UtcTicks, bookmark.CreatedAt.UtcTicks + index, route);
        if (route is not null)
        {
            db.Due?.Route();
        }

        if (bookmark.DueAt is { } due)
        {
            db.Due?.Timer(due);
        }
    }

    private void Note(Effect effect)
    {
        switch (effect)
        {
            case BookmarkAdded { Bookmark: var bookmark }:
                added.Add(bookmark);
                break;
            // Added and burned within one burst: nobody ever sees it.
            case BookmarkBurned { BookmarkId: var id } when added.RemoveAll(bookmark => bookmark.Id == id) == 0:
                burned.Add(id);
                break;
            case Journaled { Entry: var entry }:
                journal.Add((entry, JsonSerializer.SerializeToUtf8Bytes(entry, RuntimeJson.Default.JournalEntry)));
                break;
            case ActivityRecorded { Record: var record }:
                records.Add((record, RecordJson.Write(record, maxRecordSize)));
                break;
            case ChildRequested child:
                children.Add(child);
                break;
            case EventPublished published:
                events.Add(EventNotice.Of(published, unit.State.Id).ToUtf8());
                break;
        }
    }

    private OutboxRow RowOf(byte[] body, int index) => new()
    {
        Kind = DeliverEvent.OutboxKind,
        Key = $"event:{unit.State.Id}:{unit.Revision}:{index}",
        Body = body,
        DueAt = unit.Now,
        CreatedAt = unit.Now,
    };
}
