using System.Text.Json.Nodes;

namespace StrongCities.Engine.Execution;

/// <summary>
/// Something a burst wants done in the world. The engine never does it: whoever ran the burst commits the
/// new state and its effects together, or neither.
/// </summary>
public abstract record Effect;

/// <summary>A bookmark now waits. Stored so that a stimulus or the clock can find it.</summary>
/// <param name="Bookmark">The bookmark, complete.</param>
public sealed record BookmarkAdded(Bookmark Bookmark) : Effect;

/// <summary>A bookmark waits no longer: resumed, cancelled, or its activity ended.</summary>
/// <param name="BookmarkId">The id of a bookmark of this instance.</param>
public sealed record BookmarkBurned(string BookmarkId) : Effect;

/// <summary>One row for the instance's append-only journal.</summary>
/// <param name="Entry">The row; sequences rise by one within an instance.</param>
public sealed record Journaled(JournalEntry Entry) : Effect;

/// <summary>A line that <c>Elsa.WriteLine</c> wrote.</summary>
/// <param name="ActivityId">The activity that wrote it.</param>
/// <param name="Text">The line, without its line end.</param>
public sealed record LineWritten(string ActivityId, string Text) : Effect;

/// <summary>An event to deliver after the commit (<c>Elsa.PublishEvent</c>).</summary>
/// <param name="EventName">The event's name, compared ordinally.</param>
/// <param name="CorrelationId">Only bookmarks with this correlation id, or <see langword="null"/> for all.</param>
/// <param name="IsLocal">Only bookmarks of the publishing instance.</param>
/// <param name="Payload">What waiting activities receive as their result.</param>
public sealed record EventPublished(string EventName, string? CorrelationId, bool IsLocal, JsonNode? Payload) : Effect;

/// <summary>
/// A question to the outside in mid-flow. It ends the burst; the answer comes back as the stimulus
/// <see cref="Answer"/> of the next one. Until then the instance stays Running/Executing.
/// </summary>
/// <param name="RequestId">Unique within the instance; the same after a replay, so it serves as idempotency key.</param>
/// <param name="Question">What is asked.</param>
public sealed record Requested(string RequestId, Question Question) : Effect;

/// <summary>A question an activity asks the outside. Data, so that it can be stored and asked again after a crash.</summary>
/// <param name="Name">The kind, such as <c>StrongCities.CheckCompleteness</c>: the host answers by it.</param>
/// <param name="Arguments">What the answer depends on.</param>
public sealed record Question(string Name, JsonObject Arguments);

/// <summary>
/// An effect that only the host understands: a mail to send, a case to update. Hosts derive their own kinds
/// and apply them in the transaction that commits the burst.
/// </summary>
public abstract record HostEffect : Effect
{
    /// <summary>The activity execution that caused it; the engine fills it in.</summary>
    public string ActivityInstanceId { get; init; } = "";

    /// <summary>The activity in the definition that caused it; the engine fills it in.</summary>
    public string ActivityId { get; init; } = "";
}
