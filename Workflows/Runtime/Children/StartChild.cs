using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using StrongCities.Engine.Execution;
using StrongCities.Runtime.Instances;
using StrongCities.Runtime.Outbox;
using StrongCities.Runtime.Persistence;

namespace StrongCities.Runtime.Children;

/// <summary>Starts the children that instances dispatched. A child's id comes with the request, so that it starts once.</summary>
internal sealed class StartChild(StartInstance start, TimeProvider time, IOptions<OutboxOptions> options) : IOutboxSender
{
    /// <summary>The kind of its rows.</summary>
    public const string OutboxKind = "child";

    /// <inheritdoc/>
    public string Kind => OutboxKind;

    /// <inheritdoc/>
    public int Parallelism => options.Value.ResumeParallelism;

    /// <summary>The row that starts a child.</summary>
    public static OutboxRow Row(ChildRequested child, string parentId, DateTimeOffset now) => new()
    {
        Kind = OutboxKind,
        Key = $"child:{child.InstanceId}",
        Body = JsonSerializer.SerializeToUtf8Bytes(child.ToJson(parentId)),
        DueAt = now,
        CreatedAt = now,
    };

    /// <summary>Reads what <see cref="ChildRequested.ToJson"/> wrote.</summary>
    public static StartRequest Read(JsonObject arguments)
    {
        var childId = arguments["instanceId"]!.GetValue<string>();
        var parentId = arguments["parentInstanceId"]!.GetValue<string>();
        return new StartRequest(arguments["definitionId"]!.GetValue<string>(), arguments["input"]!.DeepClone().AsObject())
        {
            InstanceId = childId,
            ParentInstanceId = parentId,
            CorrelationId = arguments["correlationId"]?.GetValue<string>(),
            // Not twice, and not for a parent that was cancelled meanwhile.
            With = async (db, stop) => !await db.Instances.AnyAsync(
                row => row.Id == childId || (row.Id == parentId && row.SubStatus == WorkflowSubStatus.Cancelled), stop),
        };
    }

    /// <inheritdoc/>
    public async Task<SendOutcome> SendAsync(OutboxRow item, CancellationToken cancellation)
    {
        var request = Read(JsonNode.Parse(item.Body)!.AsObject());
        if (await start.RunAsync(request, cancellation) is Started or StartRefused)
        {
            return new Sent();
        }

        // The parent must not wait for a child that never was.
        var end = new ChildEnd(request.InstanceId!, request.ParentInstanceId!, nameof(WorkflowSubStatus.Faulted), []);
        return new Sent(async (db, stop) =>
        {
            await end.TellAsync(db, time.GetUtcNow(), stop);
            return true;
        });
    }
}
