using System.Text.Json.Nodes;
using StrongCities.Engine.Execution;

namespace StrongCities.Engine.Activities;

/// <summary>
/// How one activity type behaves. One instance serves every execution of that type, so it holds no state:
/// what must last lives in <see cref="ActivityContext.Properties"/>.
/// </summary>
public abstract class Activity
{
    /// <summary>What the type is called, takes and gives: read by the interpreter, the API and the designer.</summary>
    public abstract ActivityDescriptor Descriptor { get; }

    /// <summary>
    /// Runs once, when the activity is reached. It ends the activity with <see cref="ActivityContext.Complete"/>,
    /// or leaves it running by adding a bookmark, scheduling a child, or asking a question.
    /// </summary>
    /// <param name="context">This execution.</param>
    public abstract void Execute(ActivityContext context);

    /// <summary>
    /// For trigger types: what starts an instance here. Asked when a definition is published, so only inputs are at
    /// hand, and what they refer to has its default.
    /// </summary>
    /// <param name="context">No instance's; only <see cref="ActivityContext.Input{T}"/> and the time are of use.</param>
    /// <returns>One request per stimulus that it answers to; ids are not part of their hash.</returns>
    public virtual IReadOnlyList<BookmarkRequest> Triggers(ActivityContext context) => [];

    /// <summary>Looks at one use of it in a definition. What it finds keeps the definition from being published.</summary>
    /// <param name="use">The use.</param>
    /// <returns>Empty when nothing is wrong.</returns>
    public virtual IEnumerable<Misuse> Misuses(ActivityUse use) => [];

    /// <summary>One of its bookmarks was resumed. By default that completes the activity.</summary>
    /// <param name="context">This execution.</param>
    /// <param name="bookmark">The bookmark, burned already if it was to be.</param>
    /// <param name="input">What the stimulus brought.</param>
    public virtual void Resumed(ActivityContext context, Bookmark bookmark, JsonObject input) => context.Complete();

    /// <summary>The answer to one of its questions came.</summary>
    /// <param name="context">This execution.</param>
    /// <param name="value">The answer.</param>
    public virtual void Answered(ActivityContext context, JsonNode? value) => context.Complete();

    /// <summary>A child that it scheduled completed.</summary>
    /// <param name="context">This execution, not the child's.</param>
    /// <param name="child">The child and the outcomes it completed with.</param>
    public virtual void ChildCompleted(ActivityContext context, ChildCompletion child) => context.Complete();

    /// <summary>
    /// It ends, whichever way: completed, cancelled or with the instance. The place to emit effects that take back
    /// what its execution put into the world.
    /// </summary>
    /// <param name="context">This execution.</param>
    /// <param name="how">Completed, Canceled or Faulted.</param>
    public virtual void Ended(ActivityContext context, ActivityStatus how)
    {
    }
}
