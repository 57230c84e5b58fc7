using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;
using StrongCities.Engine.Execution;
using StrongCities.Runtime.Children;
using StrongCities.Runtime.Persistence;

namespace StrongCities.Runtime.Instances;

/// <summary>
/// Takes an instance whose state cannot be read out of service: it ends as faulted, with an incident that operators see, its bookmarks and timers
/// go, and a parent that waits for it is told. Otherwise every timer, event and question of it would fail for ever. The bytes are kept.
/// </summary>
internal sealed class QuarantineInstance(CommitQueue commits, WatchInstances watch, TimeProvider time, ILogger<QuarantineInstance> log)
{
    /// <summary>Whether it is damage: a state of a later release is none, and is not to be touched.</summary>
    /// <param name="error">From reading them.</param>
    public static bool IsDamage(InvalidDataException error) => !error.Data.Contains(InstanceState.LaterRelease);

    /// <summary>What operators are told.</summary>
    /// <param name="revision">Of the state.</param>
    /// <param name="reason">Why it cannot be read.</param>
    public static string Text(long revision, string reason) =>
        $"The stored state of this instance (revision {revision}) cannot be read, so it cannot go on. {reason} " +
        "To get it back, export it from a backup, delete it here and import it; otherwise delete it and start it anew.";

    /// <summary>Quarantines one, unless it was changed or has ended since it was read.</summary>
    /// <param name="instanceId">The instance.</param>
    /// <param name="revision">At which it was read.</param>
    /// <param name="reason">Why it cannot be read; no personal data.</param>
    /// <param name="cancellation">Gives up before the commit.</param>
    /// <returns>Whether it was done.</returns>
    public async Task<bool> RunAsync(string instanceId, long revision, string reason, CancellationToken cancellation)
    {
        var done = await commits.CommitAsync(
            async (db, stop) => await MoveAsync(db, instanceId, revision, reason, stop) ? UnitResult.Keep(true) : UnitResult.Refuse(false), cancellation);
        if (done)
        {
            Log.Quarantined(log, instanceId, revision, reason);
            watch.Tell(instanceId);
        }

        return done;
    }

    private async Task<bool> MoveAsync(RuntimeDb db, string instanceId, long revision, string reason, CancellationToken cancellation)
    {
        var rows = db.Instances.Where(row => row.Id == instanceId && row.Revision == revision && row.Status == WorkflowStatus.Running);
        if (await Known(rows).FirstOrDefaultAsync(cancellation) is not { } known)
        {
            return false;
        }

        var now = time.GetUtcNow();
        var text = Text(revision, reason);
        var sequence = await LastSequenceAsync(db, instanceId, cancellation) + 1;
        var state = known.StandIn(text, now, sequence);
        await db.Sql.RunAsync(
            """
            INSERT INTO "DamagedStates" ("InstanceId", "Revision", "State", "Reason", "FoundAt")
            SELECT "Id", "Revision", "State", @0, @1 FROM "Instances" WHERE "Id" = @2
            """,
            reason, now.UtcTicks, instanceId);
        await rows.ExecuteUpdateAsync(
            row => row
                .SetProperty(r => r.State, state.ToUtf8())
                .SetProperty(r => r.Revision, revision + 1)
                .SetProperty(r => r.Status, state.Status)
                .SetProperty(r => r.SubStatus, state.SubStatus)
                .SetProperty(r => r.IncidentCount, state.Incidents.Count)
                .SetProperty(r => r.HasQuestions, false)
                .SetProperty(r => r.UpdatedAt, now)
                .SetProperty(r => r.FinishedAt, now),
            cancellation);
        await db.Bookmarks.Where(row => row.InstanceId == instanceId).ExecuteDeleteAsync(cancellation);
        db.History.Add(new HistoryRow
        {
            InstanceId = instanceId,
            Revision = revision + 1,
            Journal = JsonSerializer.SerializeToUtf8Bytes([known.Entry(text, now, sequence)], RuntimeJson.Default.ListJournalEntry),
            Records = [.. "[]"u8],
        });
        if (ChildEnd.Of(state) is { } end)
        {
            await end.TellAsync(db, now, cancellation);
        }

        return true;
    }

    /// <summary>What the columns beside the state tell.</summary>
    /// <param name="rows">Which.</param>
    internal static IQueryable<LostState> Known(IQueryable<InstanceRow> rows) => rows.Select(row => new LostState(
        row.Id, row.DefinitionId, row.DefinitionVersionId, row.DefinitionVersion, row.CorrelationId, row.Name, row.ParentInstanceId, row.CreatedAt));

    // Of a history that is damaged too it is 0: an entry with a number that was used before still tells people what they must know.
    private static async Task<long> LastSequenceAsync(RuntimeDb db, string instanceId, CancellationToken cancellation)
    {
        var last = await db.History.Where(row => row.InstanceId == instanceId).OrderByDescending(row => row.Revision)
            .Select(row => row.Journal).FirstOrDefaultAsync(cancellation);
        return last is null ? 0 : HistoryJson.Journal(last)?.LastOrDefault()?.Sequence ?? 0;
    }
}
