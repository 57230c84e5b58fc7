using System.Text;
using Microsoft.EntityFrameworkCore;
using StrongCities.Engine.Execution;
using StrongCities.Runtime.Instances;
using StrongCities.Runtime.Outbox;
using StrongCities.Runtime.Persistence;

namespace StrongCities.Runtime.Children;

/// <summary>Cancels the children of an instance that was cancelled; theirs follow the same way.</summary>
internal sealed class CancelChildren(IRuntimeDbFactory databases, CancelInstance cancel) : IOutboxSender
{
    /// <summary>The kind of its rows.</summary>
    public const string OutboxKind = "cancel-children";

    private const int PageSize = 50;

    /// <inheritdoc/>
    public string Kind => OutboxKind;

    /// <inheritdoc/>
    public int Parallelism => 4;

    /// <summary>The row that cancels an instance's children.</summary>
    public static OutboxRow Row(string parentId, DateTimeOffset now) => new()
    {
        Kind = OutboxKind,
        Key = $"{OutboxKind}:{parentId}",
        Body = Encoding.UTF8.GetBytes(parentId),
        DueAt = now,
        CreatedAt = now,
    };

    /// <inheritdoc/>
    public async Task<SendOutcome> SendAsync(OutboxRow item, CancellationToken cancellation)
    {
        var parentId = Encoding.UTF8.GetString(item.Body);
        while (true)
        {
            List<string> children;
            await using (var db = databases.Create())
            {
                children = await db.Instances
                    .Where(row => row.ParentInstanceId == parentId && row.Status == WorkflowStatus.Running)
                    .Select(row => row.Id).Take(PageSize).ToListAsync(cancellation);
            }

            foreach (var child in children)
            {
                await cancel.RunAsync(new CancelRequest(child), cancellation);
            }

            if (children.Count < PageSize)
            {
                return new Sent();
            }
        }
    }
}
