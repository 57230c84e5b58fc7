using System.Text.Json.Nodes;
using Microsoft.EntityFrameworkCore;
using StrongCities.Engine.Activities;
using StrongCities.Engine.Execution;
using StrongCities.Runtime.Instances;
using StrongCities.Runtime.Persistence;

namespace StrongCities.Runtime.Children;

/// <summary>How a child ended, for the parent that waits for it: put into the outbox in the transaction that ends the child.</summary>
/// <param name="ChildId">The child.</param>
/// <param name="ParentId">Who started it.</param>
/// <param name="SubStatus">How it ended.</param>
/// <param name="Output">Its outputs.</param>
internal sealed record ChildEnd(string ChildId, string ParentId, string SubStatus, JsonObject Output)
{
    /// <summary>The end of an instance that is somebody's child, or null.</summary>
    public static ChildEnd? Of(InstanceState state) => state is { Status: WorkflowStatus.Finished, ParentInstanceId: { } parent }
        ? new ChildEnd(state.Id, parent, state.SubStatus.ToString(), state.Output)
        : null;

    /// <summary>Resumes the parent if it waits.</summary>
    public async Task TellAsync(RuntimeDb db, DateTimeOffset now, CancellationToken cancellation)
    {
        var hash = ChildWorkflow.EndedHash(ChildId);
        foreach (var bookmarkId in await db.Bookmarks.Where(row => row.InstanceId == ParentId && row.Hash == hash).Select(row => row.Id).ToListAsync(cancellation))
        {
            Resume(db, bookmarkId, now);
        }
    }

    /// <summary>Resumes bookmarks that begin to wait for children which have ended already: those that ran at once.</summary>
    public static async Task MeetAsync(RuntimeDb db, string parentId, IReadOnlyList<Bookmark> added, DateTimeOffset now, CancellationToken cancellation)
    {
        foreach (var bookmark in added.Where(bookmark => bookmark.Tag is { } childId && bookmark.Hash == ChildWorkflow.EndedHash(childId)))
        {
            var ended = db.Instances.Where(row => row.Id == bookmark.Tag && row.ParentInstanceId == parentId && row.Status == WorkflowStatus.Finished);
            if (await EndAsync(ended, parentId, cancellation) is { } end)
            {
                end.Resume(db, bookmark.Id, now);
            }
        }
    }

    private static async Task<ChildEnd?> EndAsync(IQueryable<InstanceRow> ended, string parentId, CancellationToken cancellation)
    {
        try
        {
            return await ended.Select(row => row.State).FirstOrDefaultAsync(cancellation) is { } state ? Of(InstanceState.FromUtf8(state)) : null;
        }
        catch (InvalidDataException damage) when (QuarantineInstance.IsDamage(damage))
        {
            // Its outputs are lost. That it has ended is known, and the parent must not wait for ever.
            return await ended.Select(row => new { row.Id, row.SubStatus }).FirstOrDefaultAsync(cancellation) is { } row
                ? new ChildEnd(row.Id, parentId, row.SubStatus.ToString(), [])
                : null;
        }
    }

    private void Resume(RuntimeDb db, string bookmarkId, DateTimeOffset now) => db.Outbox.Add(DeliverResume.Row(
        $"resume:child:{bookmarkId}",
        ParentId,
        bookmarkId,
        new JsonObject { [ChildWorkflow.OutputInput] = Output.DeepClone(), [ChildWorkflow.SubStatusInput] = SubStatus },
        now));
}
