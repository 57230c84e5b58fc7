using StrongCities.Engine.Execution;

namespace StrongCities.Engine.Activities;

/// <summary>An activity of the engine itself: it sees the whole execution, not only the front door.</summary>
internal abstract class EngineActivity : Activity
{
    /// <inheritdoc/>
    public sealed override void Execute(ActivityContext context) => Execute((ActivityExecution)context);

    /// <inheritdoc/>
    public sealed override void ChildCompleted(ActivityContext context, ChildCompletion child) =>
        throw new InvalidOperationException("The interpreter tells the engine's own activities of the child's execution itself.");

    /// <inheritdoc cref="Execute(ActivityContext)"/>
    protected internal abstract void Execute(ActivityExecution execution);

    /// <summary>A child completed, while this execution runs.</summary>
    /// <param name="execution">Its own.</param>
    /// <param name="child">The child's, ended already.</param>
    /// <param name="outcomes">Empty for an implicit <c>Done</c>.</param>
    protected internal virtual void ChildCompleted(ActivityExecution execution, ActivityExecution child, IReadOnlyList<string> outcomes) =>
        execution.Complete();
}
