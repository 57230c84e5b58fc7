using System.Text.Json.Nodes;
using Microsoft.EntityFrameworkCore;
using StrongCities.Engine.Activities;
using StrongCities.Engine.Execution;
using StrongCities.Runtime.Persistence;

namespace StrongCities.Runtime.Instances;

/// <summary>Publishes an event: resumes every <c>Elsa.Event</c> that waits for it at this moment.</summary>
public sealed class PublishEvent
{
    private readonly IRuntimeDbFactory databases;
    private readonly ResumeInstance resume;

    internal PublishEvent(IRuntimeDbFactory databases, ResumeInstance resume)
    {
        this.databases = databases;
        this.resume = resume;
    }

    /// <summary>Publishes one. When it returns, every instance it resumed is committed.</summary>
    /// <param name="request">The event.</param>
    /// <param name="cancellation">Gives up; instances resumed by then stay so.</param>
    /// <returns>Who was resumed.</returns>
    public async Task<EventDelivered> RunAsync(PublishEventRequest request, CancellationToken cancellation)
    {
        List<EventWaiter> waiting;
        await using (var db = databases.Create())
        {
            waiting = await EventWaiter.Of(db, request).ToListAsync(cancellation);
        }

        var resumed = new List<string>(waiting.Count);
        foreach (var (bookmarkId, instanceId) in waiting)
        {
            if (await resume.RunAsync(new ResumeRequest(instanceId, bookmarkId, InputOf(request.Payload)), cancellation) is Resumed)
            {
                resumed.Add(instanceId);
            }
        }

        return new EventDelivered(resumed);
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
}

/// <summary>Who received an event.</summary>
/// <param name="InstanceIds">Instances that went on, once per bookmark, in the order of their bookmarks' ids.</param>
public sealed record EventDelivered(IReadOnlyList<string> InstanceIds);

/// <summary>A bookmark that an event resumes.</summary>
internal sealed record EventWaiter(string BookmarkId, string InstanceId)
{
    /// <summary>All that wait for an event now.</summary>
    public static IQueryable<EventWaiter> Of(RuntimeDb db, PublishEventRequest request)
    {
        var hash = StimulusHash.Of(Event.TypeName, Event.Payload(request.EventName));
        return db.Bookmarks
            .Where(row => row.Hash == hash)
            .Where(row => request.CorrelationId == null || row.CorrelationId == request.CorrelationId)
            .Where(row => request.InstanceId == null || row.InstanceId == request.InstanceId)
            .OrderBy(row => row.Id)
            .Select(row => new EventWaiter(row.Id, row.InstanceId));
    }
}
