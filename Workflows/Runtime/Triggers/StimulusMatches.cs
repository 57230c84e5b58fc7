using StrongCities.Runtime.Persistence;

namespace StrongCities.Runtime.Triggers;

/// <summary>A trigger that a stimulus starts an instance by.</summary>
internal sealed record StimulusTrigger(string Id, string DefinitionId, string DefinitionVersionId, string ActivityId);

/// <summary>A bookmark that a stimulus resumes.</summary>
internal sealed record StimulusWaiter(string BookmarkId, string InstanceId);

/// <summary>Whom a stimulus meets. Asked for every event that comes in, so it speaks SQL, as the rest of the hot path does.</summary>
internal static class StimulusMatches
{
    /// <summary>What it starts.</summary>
    /// <param name="sql">Of a context with an open connection.</param>
    /// <param name="stimulus">The stimulus.</param>
    /// <param name="cancellation">Gives up.</param>
    /// <returns>Triggers in the order of their ids; none when the stimulus is meant for somebody.</returns>
    public static async Task<List<StimulusTrigger>> TriggersAsync(PreparedSql sql, StimulusRequest stimulus, CancellationToken cancellation)
    {
        var triggers = new List<StimulusTrigger>();
        if (!stimulus.MayStart)
        {
            return triggers;
        }

        await using var rows = await sql.ReadAsync(
            """SELECT "Id", "DefinitionId", "DefinitionVersionId", "ActivityId" FROM "Triggers" WHERE "Hash" = @0 ORDER BY "Id" """, stimulus.Hash);
        while (await rows.ReadAsync(cancellation))
        {
            triggers.Add(new StimulusTrigger(rows.GetString(0), rows.GetString(1), rows.GetString(2), rows.GetString(3)));
        }

        return triggers;
    }

    /// <summary>What it resumes.</summary>
    /// <param name="sql">Of a context with an open connection.</param>
    /// <param name="stimulus">The stimulus.</param>
    /// <param name="cancellation">Gives up.</param>
    /// <returns>Bookmarks, oldest first.</returns>
    public static async Task<List<StimulusWaiter>> WaitersAsync(PreparedSql sql, StimulusRequest stimulus, CancellationToken cancellation)
    {
        var waiters = new List<StimulusWaiter>();
        await using var rows = await sql.ReadAsync(
            Query(stimulus), stimulus.BookmarkId ?? stimulus.Hash, stimulus.CorrelationId, stimulus.InstanceId, stimulus.ActivityInstanceId);
        while (await rows.ReadAsync(cancellation))
        {
            waiters.Add(new StimulusWaiter(rows.GetString(0), rows.GetString(1)));
        }

        return waiters;
    }

    // One text for each set of things asked for, and not a text that asks whether they are: so an index serves each, also the one by hash and
    // instance. Every parameter is bound; those that a text does not name are passed over.
    private static string Query(StimulusRequest stimulus) => string.Concat(
    [
        """SELECT "Id", "InstanceId" FROM "Bookmarks" WHERE """,
        stimulus.BookmarkId is null ? """ "Hash" = @0""" : """ "Id" = @0""",
        stimulus.CorrelationId is null ? "" : """ AND "CorrelationId" = @1""",
        stimulus.InstanceId is null ? "" : """ AND "InstanceId" = @2""",
        stimulus.ActivityInstanceId is null ? "" : """ AND "ActivityInstanceId" = @3""",
        """ ORDER BY "Sequence", "Id" """,
    ]);
}
