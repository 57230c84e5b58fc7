using System.Text.Json.Nodes;
using StrongCities.Engine.Execution;

namespace StrongCities.Engine.Activities;

/// <summary>All that an activity can see and do while it runs: the one front door between an activity and the engine.</summary>
public abstract class ActivityContext
{
    /// <summary>The instance it runs in.</summary>
    public abstract string InstanceId { get; }

    /// <summary>The instance's correlation id, settable.</summary>
    public abstract string? CorrelationId { get; set; }

    /// <summary>The instance's name, settable.</summary>
    public abstract string? InstanceName { get; set; }

    /// <summary>Its id in the definition.</summary>
    public abstract string ActivityId { get; }

    /// <summary>Its name in the definition, or its display text, or its id.</summary>
    public abstract string DisplayName { get; }

    /// <summary>This execution's id: unique, and the same when the burst is replayed.</summary>
    public abstract string ActivityInstanceId { get; }

    /// <summary>Whether its trigger is what started the instance in this burst: then there is nothing to wait for.</summary>
    public abstract bool IsTriggerOfThisRun { get; }

    /// <summary>The burst's time.</summary>
    public abstract DateTimeOffset Now { get; }

    /// <summary>State of this execution, kept until it ends.</summary>
    public abstract JsonObject Properties { get; }

    /// <summary>An input, evaluated before the first execution and converted.</summary>
    /// <typeparam name="T">What it is converted to, by Elsa's rules.</typeparam>
    /// <param name="name">As in the descriptor, without case.</param>
    /// <returns>The value, or the descriptor's default, or the type's.</returns>
    public abstract T? Input<T>(string name);

    /// <summary>A workflow input of the instance.</summary>
    /// <typeparam name="T">What it is converted to.</typeparam>
    /// <param name="name">Without case.</param>
    /// <returns>The value, or the type's default when there is none.</returns>
    public abstract T? WorkflowInput<T>(string name);

    /// <summary>Sets an output; a variable bound to it changes at once.</summary>
    /// <param name="name">As in the descriptor.</param>
    /// <param name="value">A CLR scalar, a collection, or a <see cref="JsonNode"/>.</param>
    public abstract void SetOutput(string name, object? value);

    /// <summary>Waits: the activity stays running until the bookmark is resumed.</summary>
    /// <param name="request">What it waits for.</param>
    /// <returns>The bookmark as stored.</returns>
    public abstract Bookmark AddBookmark(BookmarkRequest request);

    /// <summary>Waits no longer for one of its bookmarks.</summary>
    /// <param name="bookmarkId">One of its own; others are left alone.</param>
    public abstract void BurnBookmark(string bookmarkId);

    /// <summary>An address by which somebody without an account resumes a bookmark; what they send is the input of <see cref="Activity.Resumed"/>.</summary>
    /// <param name="bookmark">One of its own.</param>
    /// <param name="lifetime">How long it holds, or <see langword="null"/> for as long as the host lets any.</param>
    /// <returns>An absolute URL, the same when the burst is replayed.</returns>
    /// <exception cref="Expressions.EvaluationException">The host makes none.</exception>
    public abstract string LinkTo(Bookmark bookmark, TimeSpan? lifetime = null);

    /// <summary>Its open bookmarks.</summary>
    public abstract IReadOnlyList<Bookmark> Bookmarks { get; }

    /// <summary>Runs the activity that is nested in one of its ports; <see cref="Activity.ChildCompleted"/> follows.</summary>
    /// <param name="port">A port of the descriptor, without case.</param>
    /// <param name="tag">Comes back with the child's completion.</param>
    /// <returns>False when nothing is nested there.</returns>
    public abstract bool Schedule(string port, JsonNode? tag = null);

    /// <summary>Asks the host to do something in the transaction that commits this burst.</summary>
    /// <param name="effect">Of a kind that the host knows.</param>
    public abstract void Emit(HostEffect effect);

    /// <summary>Asks the outside and waits: the burst ends, <see cref="Activity.Answered"/> follows in the next.</summary>
    /// <param name="question">Of a kind that the host can answer.</param>
    public abstract void Ask(Question question);

    /// <summary>Writes a row about this execution into the journal.</summary>
    /// <param name="eventName">Such as <c>Error</c>.</param>
    /// <param name="message">For people.</param>
    /// <param name="payload">Data, or <see langword="null"/>.</param>
    public abstract void Journal(string eventName, string? message = null, JsonObject? payload = null);

    /// <summary>Ends the activity. Its bookmarks are burned, its children cancelled.</summary>
    /// <param name="outcomes">The ports to follow; none means an implicit <c>Done</c>.</param>
    public abstract void Complete(params IReadOnlyList<string> outcomes);

    /// <summary>
    /// Follows a port while the activity goes on: for what happens beside a wait, such as a task that is overdue
    /// but can still be done. In a flowchart the port's targets are scheduled; joins do not count it.
    /// </summary>
    /// <param name="outcome">A port of the descriptor.</param>
    public abstract void Signal(string outcome);

    /// <summary>Whether something is drawn behind a port.</summary>
    /// <param name="outcome">A port of the descriptor.</param>
    /// <returns>False outside a flowchart.</returns>
    public abstract bool IsFollowed(string outcome);

    /// <summary>Ends the activity as faulted and records an incident.</summary>
    /// <param name="message">What is wrong and how to mend it.</param>
    public abstract void Fault(string message);
}

/// <summary>A child that completed.</summary>
/// <param name="ActivityId">Its id in the definition.</param>
/// <param name="ActivityInstanceId">Its execution.</param>
/// <param name="Outcomes">What it completed with; empty for an implicit <c>Done</c>.</param>
/// <param name="Tag">What its parent attached when it scheduled the child.</param>
public sealed record ChildCompletion(string ActivityId, string ActivityInstanceId, IReadOnlyList<string> Outcomes, JsonNode? Tag);
