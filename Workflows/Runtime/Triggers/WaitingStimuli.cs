using System.Text.Json.Nodes;
using Microsoft.EntityFrameworkCore;
using StrongCities.Engine.Execution;
using StrongCities.Runtime.Instances;
using StrongCities.Runtime.Persistence;

namespace StrongCities.Runtime.Triggers;

/// <summary>Stimuli that came before their bookmark.</summary>
internal static class WaitingStimuli
{
    /// <summary>Lets one wait.</summary>
    /// <param name="db">The unit's context.</param>
    /// <param name="request">What nothing matched.</param>
    /// <param name="now">When.</param>
    /// <param name="waitFor">How long.</param>
    public static void Add(RuntimeDb db, StimulusRequest request, DateTimeOffset now, TimeSpan waitFor) => db.WaitingStimuli.Add(new WaitingStimulusRow
    {
        Hash = request.BookmarkId is null ? request.Hash : null,
        CorrelationId = request.CorrelationId,
        InstanceId = request.InstanceId,
        BookmarkId = request.BookmarkId,
        Input = request.Input.ToUtf8(),
        CreatedAt = now,
        ExpiresAt = now + waitFor,
    });

    /// <summary>Sends what waits for bookmarks that are being added on its way to them, in the transaction that adds them.</summary>
    /// <param name="db">The unit's context.</param>
    /// <param name="instance">Whose bookmarks they are.</param>
    /// <param name="added">New bookmarks, oldest first.</param>
    /// <param name="now">The burst's time.</param>
    /// <param name="cancellation">The host stops.</param>
    public static async Task MeetAsync(
        RuntimeDb db, InstanceState instance, IReadOnlyList<Bookmark> added, DateTimeOffset now, CancellationToken cancellation)
    {
        // Almost always there is none, and this is asked by every burst that waits.
        if (added.Count == 0 || db.Due is { NothingWaits: true })
        {
            return;
        }

        if (!await db.Sql.AnyAsync("""SELECT 1 FROM "WaitingStimuli" WHERE "DeadAt" IS NULL LIMIT 1"""))
        {
            db.Due?.NothingWaits = true;
            return;
        }

        var hashes = added.Select(bookmark => bookmark.Hash).ToList();
        var ids = added.Select(bookmark => bookmark.Id).ToList();
        var waiting = await db.WaitingStimuli
            .Where(row => row.DeadAt == null && row.ExpiresAt > now && (hashes.Contains(row.Hash!) || ids.Contains(row.BookmarkId!)))
            .OrderBy(row => row.Id)
            .ToListAsync(cancellation);
        foreach (var row in waiting)
        {
            if (added.FirstOrDefault(bookmark => Matches(row, instance, bookmark)) is { } bookmark)
            {
                db.Outbox.Add(DeliverResume.Row($"resume:waiting:{row.Id}", instance.Id, bookmark.Id, JsonNode.Parse(row.Input)!.AsObject(), now));
                db.WaitingStimuli.Remove(row);
            }
        }
    }

    private static bool Matches(WaitingStimulusRow row, InstanceState instance, Bookmark bookmark) =>
        (row.BookmarkId is null ? row.Hash == bookmark.Hash : row.BookmarkId == bookmark.Id)
        && (row.InstanceId is null || row.InstanceId == instance.Id)
        && (row.CorrelationId is null || row.CorrelationId == instance.CorrelationId);
}
