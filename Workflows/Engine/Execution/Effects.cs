using System.Text.Json.Nodes;
using StrongCities.Engine.Activities;

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

/// <summary>A workflow to start as this instance's child after the commit.</summary>
/// <param name="InstanceId">The child's id to be: the same after a replay, so that it starts once.</param>
/// <param name="DefinitionId">The definition; its published version at that time is taken.</param>
/// <param name="CorrelationId">The child's correlation id, or <see langword="null"/>.</param>
/// <param name="Input">Workflow inputs by name.</param>
public sealed record ChildRequested(string InstanceId, string DefinitionId, string? CorrelationId, JsonObject Input) : Effect
{
    /// <summary>As the arguments of a question.</summary>
    /// <param name="parentInstanceId">Who asks.</param>
    /// <returns>A new object.</returns>
    public JsonObject ToJson(string parentInstanceId) => new()
    {
        ["instanceId"] = InstanceId,
        ["definitionId"] = DefinitionId,
        ["correlationId"] = CorrelationId,
        ["input"] = Input.DeepClone(),
        ["parentInstanceId"] = parentInstanceId,
    };
}

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

/// <summary>A mail to send (<c>Elsa.SendEmail</c>).</summary>
/// <param name="From">The sender, or <see langword="null"/> for the host's own.</param>
/// <param name="To">Every recipient once; each gets a message of their own.</param>
/// <param name="Subject">One line.</param>
/// <param name="Html">The body as the author wrote it.</param>
/// <param name="Attachments">Files.</param>
public sealed record EmailRequested(
    string? From, IReadOnlyList<string> To, string Subject, string Html, IReadOnlyList<EmailAttachment> Attachments) : HostEffect;
