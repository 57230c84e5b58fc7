using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.Extensions.Options;
using StrongCities.Engine.Execution;
using StrongCities.Runtime.Instances;
using StrongCities.Runtime.Persistence;

namespace StrongCities.Runtime.Triggers;

/// <summary>
/// Sends a stimulus: starts an instance per trigger that it meets, resumes every bookmark that it meets, and waits for its bookmark when it
/// meets neither.
/// </summary>
public sealed class SendStimulus
{
    private readonly ReadPool reads;
    private readonly CommitQueue commits;
    private readonly StartInstance start;
    private readonly ResumeInstance resume;
    private readonly TimeProvider time;
    private readonly StimulusOptions options;

    internal SendStimulus(
        ReadPool reads, CommitQueue commits, StartInstance start, ResumeInstance resume, TimeProvider time, IOptions<StimulusOptions> options)
    {
        this.reads = reads;
        this.commits = commits;
        this.start = start;
        this.resume = resume;
        this.time = time;
        this.options = options.Value;
    }

    /// <summary>Sends one. When it returns, every instance that it started or resumed is committed.</summary>
    /// <param name="request">The stimulus.</param>
    /// <param name="cancellation">Gives up; what was started or resumed by then stays so.</param>
    /// <returns>Whom it reached.</returns>
    public async Task<StimulusDelivered> RunAsync(StimulusRequest request, CancellationToken cancellation)
    {
        var (triggers, waiters) = await reads.ReadAsync(async sql =>
            (await StimulusMatches.TriggersAsync(sql, request, cancellation), await StimulusMatches.WaitersAsync(sql, request, cancellation)));
        var started = new List<string>(triggers.Count);
        foreach (var trigger in triggers)
        {
            if (await start.RunAsync(request.StartOf(trigger), cancellation) is Started { State: var state })
            {
                started.Add(state.Id);
            }
        }

        var resumed = new List<string>(waiters.Count);
        foreach (var (bookmarkId, instanceId) in waiters)
        {
            if (await resume.RunAsync(new ResumeRequest(instanceId, bookmarkId, request.Input), cancellation) is Resumed)
            {
                resumed.Add(instanceId);
            }
        }

        var waits = triggers.Count == 0 && waiters.Count == 0 && request.MayWait && await WaitAsync(request, cancellation);
        return new StimulusDelivered(started, resumed, waits);
    }

    private Task<bool> WaitAsync(StimulusRequest request, CancellationToken cancellation)
    {
        var now = time.GetUtcNow();
        return commits.CommitAsync(
            async (db, stop) =>
            {
                // A bookmark that came between looking and now has met nothing: it is resumed by way of the outbox.
                if (!await request.FanOutAsync(db, $"late:{Guid.CreateVersion7(now):n}", now, stop))
                {
                    WaitingStimuli.Add(db, request, now, options.WaitFor);
                }

                return UnitResult.Keep(true);
            },
            cancellation);
    }
}

/// <summary>A stimulus.</summary>
/// <param name="Name">What bookmarks and triggers of that kind are called, such as <c>Elsa.Event</c>.</param>
/// <param name="Payload">What theirs must equal; see <see cref="StimulusHash"/>.</param>
/// <param name="Input">What the activity that waits is given.</param>
public sealed record StimulusRequest(string Name, JsonNode? Payload, JsonObject Input)
{
    /// <summary>Only bookmarks that were made with this correlation id, and the correlation id of what starts; <see langword="null"/> for all.</summary>
    public string? CorrelationId { get; init; }

    /// <summary>Only bookmarks of this instance, and nothing starts; <see langword="null"/> for all.</summary>
    public string? InstanceId { get; init; }

    /// <summary>Only this bookmark, and nothing starts; <see langword="null"/> for all.</summary>
    public string? BookmarkId { get; init; }

    /// <summary>Only bookmarks of this execution, and nothing starts; <see langword="null"/> for all.</summary>
    public string? ActivityInstanceId { get; init; }

    /// <summary>Whether it waits for its bookmark when nothing matches; see <see cref="StimulusOptions.WaitFor"/>.</summary>
    public bool MayWait { get; init; } = true;

    /// <summary>The key that it shares with what it meets.</summary>
    internal string Hash { get; } = StimulusHash.Of(Name, Payload);

    /// <summary>Whether it may start instances: one that is meant for somebody does not.</summary>
    internal bool MayStart => InstanceId is null && BookmarkId is null && ActivityInstanceId is null;

    /// <summary>How a trigger that it met starts its instance.</summary>
    internal StartRequest StartOf(StimulusTrigger trigger) => new(trigger.DefinitionId, Input)
    {
        DefinitionVersionId = trigger.DefinitionVersionId,
        TriggerActivityId = trigger.ActivityId,
        CorrelationId = CorrelationId,
    };

    /// <summary>Puts everybody whom it reaches at this moment into the outbox, one row each.</summary>
    /// <param name="db">The unit's context.</param>
    /// <param name="key">Unique to this stimulus, so that nobody is reached twice.</param>
    /// <param name="now">When.</param>
    /// <param name="cancellation">The host stops.</param>
    /// <returns>Whether it reached anybody.</returns>
    internal async Task<bool> FanOutAsync(RuntimeDb db, string key, DateTimeOffset now, CancellationToken cancellation)
    {
        var triggers = await StimulusMatches.TriggersAsync(db.Sql, this, cancellation);
        var waiters = await StimulusMatches.WaitersAsync(db.Sql, this, cancellation);
        db.Outbox.AddRange(triggers.Select(trigger => StartByTrigger.Row($"start:{key}:{trigger.Id}", StartOf(trigger), now)));
        db.Outbox.AddRange(waiters.Select(waiter => DeliverResume.Row($"resume:{key}:{waiter.BookmarkId}", waiter.InstanceId, waiter.BookmarkId, Input, now)));
        return triggers.Count + waiters.Count > 0;
    }
}

/// <summary>Whom a stimulus reached.</summary>
/// <param name="StartedIds">Instances that it started, in the order of their triggers.</param>
/// <param name="ResumedIds">Instances that went on, once per bookmark.</param>
/// <param name="IsWaiting">Whether it waits for its bookmark.</param>
public sealed record StimulusDelivered(IReadOnlyList<string> StartedIds, IReadOnlyList<string> ResumedIds, bool IsWaiting);

/// <summary>How inputs are kept in rows.</summary>
internal static class InputJson
{
    public static byte[] ToUtf8(this JsonObject input) => JsonSerializer.SerializeToUtf8Bytes(input);
}
