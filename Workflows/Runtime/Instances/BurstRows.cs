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
    private readonly byte[] journal;
    private readonly byte[] records;
    private readonly List<byte[]> events = [];
    private readonly List<ChildRequested> children = [];
    private readonly string? spentTimer;

    private BurstRows(BurstToCommit unit, int maxRecordSize)
    {
        this.unit = unit;
        var entries = new List<JournalEntry>();
        var executions = new List<ActivityRecord>();
        foreach (var effect in unit.Burst.Effects)
        {
            switch (effect)
            {
                case Journaled { Entry: var entry }:
                    entries.Add(entry);
                    break;
                case ActivityRecorded { Record: var record }:
                    executions.Add(record);
                    break;
                default:
                    Note(effect);
                    break;
            }
        }

        journal = HistoryJson.Pack(entries);
        records = HistoryJson.Pack(executions, maxRecordSize);

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

        await db.Sql.RunAsync(
            """INSERT INTO "History" ("InstanceId", "Revision", "Journal", "Records") VALUES (@0, @1, @2, @3)""",
            unit.State.Id, unit.Revision, journal, records);

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
