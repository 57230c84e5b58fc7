using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using StrongCities.Runtime.Instances;
using StrongCities.Runtime.Outbox;
using StrongCities.Runtime.Persistence;

namespace StrongCities.Runtime.Triggers;

/// <summary>Starts an instance later: of a trigger that a stimulus met, or one that was dispatched. Its id is fixed beforehand, so that it starts once.</summary>
internal sealed class StartByTrigger(StartInstance start, IOptions<OutboxOptions> options) : IOutboxSender
{
    /// <summary>The kind of its rows.</summary>
    public const string OutboxKind = "start";

    /// <inheritdoc/>
    public string Kind => OutboxKind;

    /// <inheritdoc/>
    public int Parallelism => options.Value.ResumeParallelism;

    /// <summary>The row that starts an instance.</summary>
    public static OutboxRow Row(string key, StartRequest request, DateTimeOffset now) => new()
    {
        Kind = OutboxKind,
        Key = key,
        Body = new StartNotice(request.DefinitionId, request.DefinitionVersionId, request.TriggerActivityId, request.CorrelationId, request.Input)
        {
            InstanceId = request.InstanceId,
            Name = request.Name,
        }.ToUtf8(),
        DueAt = now,
        CreatedAt = now,
    };

    /// <inheritdoc/>
    public async Task<SendOutcome> SendAsync(OutboxRow item, CancellationToken cancellation)
    {
        var notice = StartNotice.FromUtf8(item.Body);
        var instanceId = notice.InstanceId ?? Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(item.Key)))[..32];
        await start.RunAsync(
            new StartRequest(notice.DefinitionId, notice.Input)
            {
                DefinitionVersionId = notice.VersionId,
                TriggerActivityId = notice.ActivityId,
                CorrelationId = notice.CorrelationId,
                InstanceId = instanceId,
                Name = notice.Name,
                With = async (db, stop) => !await db.Instances.AnyAsync(row => row.Id == instanceId, stop),
            },
            cancellation);
        return new Sent();
    }
}

/// <summary>The body of a start's outbox row.</summary>
internal sealed record StartNotice(string DefinitionId, string? VersionId, string? ActivityId, string? CorrelationId, JsonObject Input)
{
    /// <summary>The instance's id when it was promised to somebody.</summary>
    public string? InstanceId { get; init; }

    /// <summary>The instance's name.</summary>
    public string? Name { get; init; }

    public static StartNotice FromUtf8(byte[] body) => JsonSerializer.Deserialize(body, RuntimeJson.Default.StartNotice)!;

    public byte[] ToUtf8() => JsonSerializer.SerializeToUtf8Bytes(this, RuntimeJson.Default.StartNotice);
}
