using System.Text.Json.Nodes;
using StrongCities.Engine.Activities;
using StrongCities.Runtime.Persistence;
using StrongCities.Runtime.Triggers;

namespace StrongCities.Runtime.Instances;

/// <summary>Publishes an event: starts every <c>Elsa.Event</c> that starts workflows and resumes every one that waits for it.</summary>
public sealed class PublishEvent
{
    private readonly SendStimulus stimuli;
    private readonly CommitQueue commits;
    private readonly TimeProvider time;

    internal PublishEvent(SendStimulus stimuli, CommitQueue commits, TimeProvider time)
    {
        this.stimuli = stimuli;
        this.commits = commits;
        this.time = time;
    }

    /// <summary>Publishes one. When it returns, every instance it started or resumed is committed.</summary>
    /// <param name="request">The event.</param>
    /// <param name="cancellation">Gives up; instances started or resumed by then stay so.</param>
    /// <returns>Who received it.</returns>
    public async Task<EventDelivered> RunAsync(PublishEventRequest request, CancellationToken cancellation)
    {
        var (started, resumed, _) = await stimuli.RunAsync(request.ToStimulus(), cancellation);
        return new EventDelivered(resumed) { StartedIds = started };
    }

    /// <summary>Publishes one in the background.</summary>
    /// <param name="request">The event.</param>
    /// <param name="cancellation">Gives up before the commit.</param>
    /// <returns>When it is certain to be delivered.</returns>
    public Task LaterAsync(PublishEventRequest request, CancellationToken cancellation)
    {
        var now = time.GetUtcNow();
        var key = $"event:{Guid.CreateVersion7(now):n}";
        var body = EventNotice.Of(request).ToUtf8();
        return commits.CommitAsync(
            (db, _) =>
            {
                db.Outbox.Add(new OutboxRow { Kind = DeliverEvent.OutboxKind, Key = key, Body = body, DueAt = now, CreatedAt = now });
                return Task.FromResult(UnitResult.Keep(true));
            },
            cancellation);
    }

    /// <summary>What a waiting activity is resumed with.</summary>
    internal static JsonObject InputOf(JsonNode? payload) => new() { [Event.PayloadInput] = payload?.DeepClone() };
}

/// <summary>An event.</summary>
/// <param name="EventName">Compared ordinally.</param>
/// <param name="Payload">What waiting activities receive as their result.</param>
public sealed record PublishEventRequest(string EventName, JsonNode? Payload = null)
{
    /// <summary>Only bookmarks that were made with this correlation id; <see langword="null"/> for all.</summary>
    public string? CorrelationId { get; init; }

    /// <summary>Only bookmarks of this instance; <see langword="null"/> for all.</summary>
    public string? InstanceId { get; init; }

    /// <summary>Only the bookmark of this execution, and nothing starts; <see langword="null"/> for all. Then the event does not wait for its bookmark.</summary>
    public string? ActivityInstanceId { get; init; }

    /// <summary>What it sends.</summary>
    internal StimulusRequest ToStimulus() => new(Event.TypeName, Event.Payload(EventName), PublishEvent.InputOf(Payload))
    {
        ActivityInstanceId = ActivityInstanceId,
        MayWait = ActivityInstanceId is null,
        CorrelationId = CorrelationId,
        InstanceId = InstanceId,
    };
}

/// <summary>Who received an event.</summary>
/// <param name="InstanceIds">Instances that went on, once per bookmark, in the order in which those were made.</param>
public sealed record EventDelivered(IReadOnlyList<string> InstanceIds)
{
    /// <summary>Instances that it started.</summary>
    public IReadOnlyList<string> StartedIds { get; init; } = [];
}
