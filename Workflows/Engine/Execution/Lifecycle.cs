using StrongCities.Engine.Activities;

namespace StrongCities.Engine.Execution;

/// <summary>How executions end: completed, cancelled, faulted, or with the instance.</summary>
internal static class Lifecycle
{
    /// <summary>
    /// Ends an execution well: its bookmarks burn, its children are cancelled, the journal says so, and its parent goes
    /// on from there, all at once.
    /// </summary>
    public static void Complete(ActivityExecution execution, IReadOnlyList<string> outcomes)
    {
        if (execution.Status != ActivityStatus.Running)
        {
            throw new InvalidOperationException($"'{execution.DisplayName}' has ended already; it cannot complete again.");
        }

        execution.Status = ActivityStatus.Completed;
        StopWaiting(execution);
        var cancelled = CancelChildren(execution);
        execution.Run.Journal.Completed(execution, outcomes);
        Leave(execution, ActivityStatus.Completed);
        if (execution.Parent is not { } parent)
        {
            execution.Run.Ended ??= WorkflowSubStatus.Finished;
        }
        else if (parent.Status == ActivityStatus.Running && execution.Run.Ended is null)
        {
            TellParent(parent, execution, outcomes);
        }

        if (cancelled && execution.Run.StrictElsa && execution.Node.Activity is Flowchart)
        {
            // Elsa's flowchart completes once when its last child is cancelled and once by itself.
            execution.Run.Journal.Completed(execution, outcomes);
        }
    }

    /// <summary>Ends an execution and all in it from outside. Never an incident.</summary>
    /// <param name="execution">Running or pending.</param>
    /// <param name="journal">False when the whole instance is cancelled, of which Elsa writes nothing.</param>
    public static void Cancel(ActivityExecution execution, bool journal = true)
    {
        var run = execution.Run;
        var ran = execution.Status == ActivityStatus.Running;
        var leavesOrphans = run.StrictElsa && run.Ended is null;
        if (leavesOrphans && execution.Status == ActivityStatus.Pending)
        {
            // In Elsa what is queued runs even when its container was cancelled meanwhile.
            return;
        }

        execution.Status = ActivityStatus.Canceled;
        StopWaiting(execution);
        if (ran && journal)
        {
            run.Journal.Canceled(execution);
        }

        if (ran)
        {
            run.Note(execution);
        }

        CancelChildren(execution, journal);
        if (!leavesOrphans || execution.Children.Count == 0)
        {
            Leave(execution, ActivityStatus.Canceled, ran);
        }
    }

    /// <summary>Ends an execution with an incident. Its container keeps waiting for it, as in Elsa.</summary>
    public static void Fault(ActivityExecution execution, string message, string? detail)
    {
        var run = execution.Run;
        execution.Status = ActivityStatus.Faulted;
        StopWaiting(execution);
        run.Incidents.Add(new Incident(execution.Node.Id, execution.Node.NodeId, execution.Node.Type, message, run.Now, detail));
        execution.Trace.Failure = new ActivityFailure("ActivityFault", message, detail);
        for (var around = execution; around is not null; around = around.Parent)
        {
            around.Trace.Faults++;
            run.Note(around);
        }

        run.Journal.Faulted(execution, message);
        if (execution.Parent is { } parent && !parent.Children.Contains(execution))
        {
            parent.Children.Add(execution);
        }

        execution.Node.Activity.Ended(execution, ActivityStatus.Faulted);
    }

    /// <summary>
    /// The instance ends because of an incident. Executions stay for people to see; what waited resumes nothing any
    /// more, and every activity may take back what it put into the world.
    /// </summary>
    public static void FaultInstance(BurstRun run)
    {
        run.Ended = WorkflowSubStatus.Faulted;
        run.ClearQueue();
        run.Effects.AddRange(run.Bookmarks.Select(bookmark => new BookmarkBurned(bookmark.Id)));
        foreach (var execution in run.Open.Where(execution => execution.Status == ActivityStatus.Running).ToArray())
        {
            execution.Node.Activity.Ended(execution, ActivityStatus.Faulted);
        }
    }

    /// <summary>Ends the whole instance where it stands: what is queued is given up, nothing waits any more.</summary>
    public static void EndInstance(BurstRun run, WorkflowSubStatus how)
    {
        run.Ended = how;
        run.ClearQueue();
        foreach (var child in run.Root is { } root ? root.Children.ToArray() : [])
        {
            Cancel(child, journal: false);
        }

        if (run.Root is { Status: ActivityStatus.Running } open)
        {
            open.Status = how == WorkflowSubStatus.Finished ? ActivityStatus.Completed : ActivityStatus.Canceled;
            run.Note(open);
        }
    }

    private static bool CancelChildren(ActivityExecution execution, bool journal = true)
    {
        var running = execution.Children.Exists(child => child.Status == ActivityStatus.Running);
        foreach (var child in execution.Children.ToArray())
        {
            Cancel(child, journal);
        }

        return running;
    }

    private static void TellParent(ActivityExecution parent, ActivityExecution child, IReadOnlyList<string> outcomes)
    {
        child.Run.Acting = child;
        if (parent.Ending)
        {
            Complete(parent, []);
        }
        else if (parent.Node.Activity is EngineActivity own)
        {
            own.ChildCompleted(parent, child, outcomes);
        }
        else
        {
            parent.Node.Activity.ChildCompleted(parent, new ChildCompletion(child.Node.Id, child.Id, outcomes, child.Tag));
        }
    }

    private static void StopWaiting(ActivityExecution execution)
    {
        foreach (var bookmark in execution.Waiting.ToArray())
        {
            execution.Run.BurnBookmark(execution, bookmark);
        }

        foreach (var question in execution.OpenQuestions.ToArray())
        {
            execution.CloseQuestion(question);
        }
    }

    private static void Leave(ActivityExecution execution, ActivityStatus how, bool ran = true)
    {
        if (execution.Parent is { } parent)
        {
            parent.Children.Remove(execution);
            execution.Run.Forget(execution);
        }

        if (ran)
        {
            execution.Node.Activity.Ended(execution, how);
        }
    }
}
