using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using StrongCities.Engine.Execution;
using StrongCities.Runtime.Outbox;
using StrongCities.Runtime.Persistence;
using StrongCities.Runtime.Triggers;

namespace StrongCities.Runtime.Instances;

/// <summary>
/// Takes an event that a workflow published out of the outbox: in the one transaction that marks it delivered, it becomes one
/// row per trigger and waiting bookmark. So a crash can neither forget a waiter nor reach one that began to wait only afterwards.
/// </summary>
internal sealed class DeliverEvent(TimeProvider time, IOptions<StimulusOptions> options) : IOutboxSender
{
    /// <summary>The kind of its rows.</summary>
    public const string OutboxKind = "event";

    /// <inheritdoc/>
    public string Kind => OutboxKind;

    /// <summary>One: events arrive in the order in which they were published.</summary>
    public int Parallelism => 1;

    /// <inheritdoc/>
    public Task<SendOutcome> SendAsync(OutboxRow item, CancellationToken cancellation)
    {
        var notice = EventNotice.FromUtf8(item.Body);
        return Task.FromResult<SendOutcome>(new Sent(With: async (db, stop) =>
        {
            var now = time.GetUtcNow();
            var stimulus = notice.ToRequest().ToStimulus();
            if (!await stimulus.FanOutAsync(db, $"{item.Id}", now, stop) && stimulus.MayWait)
            {
                WaitingStimuli.Add(db, stimulus, now, options.Value.WaitFor);
            }

            return true;
        }));
    }
}

/// <summary>Resumes one bookmark that an event reached. Twice does no harm: the second finds the bookmark gone.</summary>
internal sealed class DeliverResume(ResumeInstance resume, IOptions<OutboxOptions> options) : IOutboxSender
{
    /// <summary>The kind of its rows.</summary>
    public const string OutboxKind = "resume";

    /// <inheritdoc/>
    public string Kind => OutboxKind;

    /// <inheritdoc/>
    public int Parallelism => options.Value.ResumeParallelism;

    /// <summary>The row that resumes a bookmark.</summary>
    public static OutboxRow Row(string key, string instanceId, string bookmarkId, JsonObject input, DateTimeOffset now) => new()
    {
        Kind = OutboxKind,
        Key = key,
        Body = new ResumeNotice(instanceId, bookmarkId, Payload: null) { Input = input }.ToUtf8(),
        DueAt = now,
        CreatedAt = now,
    };

    /// <inheritdoc/>
    public async Task<SendOutcome> SendAsync(OutboxRow item, CancellationToken cancellation)
    {
        var notice = ResumeNotice.FromUtf8(item.Body);
        await resume.RunAsync(new ResumeRequest(notice.InstanceId, notice.BookmarkId, notice.Input ?? PublishEvent.InputOf(notice.Payload)), cancellation);
        return new Sent();
    }
}

/// <summary>The body of an event's outbox row.</summary>
internal sealed record EventNotice(string EventName, string? CorrelationId, string? InstanceId, JsonNode? Payload)
{
    /// <summary>Only the bookmark of this execution.</summary>
    public string? ActivityInstanceId { get; init; }

    public static EventNotice Of(EventPublished published, string instanceId) =>
        new(published.EventName, published.CorrelationId, published.IsLocal ? instanceId : null, published.Payload);

    public static EventNotice Of(PublishEventRequest request) =>
        new(request.EventName, request.CorrelationId, request.InstanceId, request.Payload) { ActivityInstanceId = request.ActivityInstanceId };

    public static EventNotice FromUtf8(byte[] body) => JsonSerializer.Deserialize(body, RuntimeJson.Default.EventNotice)!;

    public byte[] ToUtf8() => JsonSerializer.SerializeToUtf8Bytes(this, RuntimeJson.Default.EventNotice);

    public PublishEventRequest ToRequest() => new(EventName, Payload)
    {
        CorrelationId = CorrelationId,
        InstanceId = InstanceId,
        ActivityInstanceId = ActivityInstanceId,
    };
}

/// <summary>The body of a resume's outbox row.</summary>
internal sealed record ResumeNotice(string InstanceId, string BookmarkId, JsonNode? Payload)
{
    /// <summary>What the activity is given. Rows of earlier releases have an event's payload instead.</summary>
    public JsonObject? Input { get; init; }

    public static ResumeNotice FromUtf8(byte[] body) => JsonSerializer.Deserialize(body, RuntimeJson.Default.ResumeNotice)!;

    public byte[] ToUtf8() => JsonSerializer.SerializeToUtf8Bytes(this, RuntimeJson.Default.ResumeNotice);
}
