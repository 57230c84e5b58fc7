using StrongCities.Engine.Activities;
using StrongCities.Engine.Alterations;
using StrongCities.Engine.Definitions;
using StrongCities.Engine.Expressions;

namespace StrongCities.Engine.Execution;

/// <summary>
/// Decides what runs next. A burst is a pure function of graph, state, stimulus and inputs: no I/O, no clock, no
/// random but what it is given. An exception out of it is a bug.
/// </summary>
public sealed class Interpreter
{
    private readonly InterpreterOptions options;
    private readonly IResumeLinks? links;

    /// <summary>Makes an interpreter.</summary>
    /// <param name="options">Its limits.</param>
    /// <param name="links">Makes the addresses that scripts ask for; without it they are refused.</param>
    public Interpreter(InterpreterOptions options, IResumeLinks? links = null)
    {
        this.options = options;
        this.links = links;
    }

    /// <summary>Runs one burst: until nothing can run, or a question to the outside is open.</summary>
    /// <param name="graph">What runs.</param>
    /// <param name="state">Where it stands; not changed.</param>
    /// <param name="stimulus">What sets it going.</param>
    /// <param name="inputs">Time and seed.</param>
    /// <returns>The next state and its effects.</returns>
    public Burst Run(WorkflowGraph graph, InstanceState state, Stimulus stimulus, BurstInputs inputs)
    {
        if (stimulus is Alter alter)
        {
            return Altering.Make(alter, state, graph, (on, from) => new BurstRun(on, from, inputs, options, links)) is { } altered
                ? Finish(altered) : new Burst(state, [], Resumed: false);
        }

        if (state.Status == WorkflowStatus.Finished)
        {
            return new Burst(state, [], Resumed: false);
        }

        var run = new BurstRun(graph, state, inputs, options, links);
        var met = stimulus switch
        {
            Start start => Begin(run, state, start),
            Resume resume => Continue(run, resume),
            Answer answer => Continue(run, answer),
            Cancel => CancelInstance(run),
            _ => throw new ArgumentException($"Unknown stimulus {stimulus.GetType().Name}.", nameof(stimulus)),
        };
        return met ? Finish(run) : new Burst(state, [], Resumed: false);
    }

    private static Burst Finish(BurstRun run)
    {
        Drain(run);
        var subStatus = Conclude(run);
        run.Record();
        return StateLimit.Enforce(new Burst(run.ToState(subStatus), run.Effects) { Breaches = run.Evaluations.Breaches }, run);
    }

    /// <summary>What starts instances of a definition; to be indexed when it is published.</summary>
    /// <param name="graph">The definition.</param>
    /// <param name="now">The time that expressions see.</param>
    /// <returns>The triggers, and a problem for each that has none to give.</returns>
    public TriggerReading Triggers(WorkflowGraph graph, DateTimeOffset now) => TriggerReading.Of(graph, now, options);

    private bool Begin(BurstRun run, InstanceState state, Start start)
    {
        if (state.SubStatus != WorkflowSubStatus.Pending)
        {
            return false;
        }

        if (options.StrictElsa)
        {
            run.Flags.Add(LogicFlags.StrictElsa);
        }

        if ((start.FlowchartMode ?? run.Graph.Definition.FlowchartMode ?? options.FlowchartMode) == FlowchartMode.TokenBased)
        {
            run.Flags.Add(LogicFlags.TokenFlowchart);
        }

        run.Registers.TriggerActivityId = start.TriggerActivityId;
        run.Receive(start.Input);
        var root = run.Schedule(run.Graph.Root, parent: null);
        foreach (var (name, value) in start.Variables)
        {
            var given = Values.FromJson(value?.DeepClone());
            if (root.Scope?.TrySetByName(name, given) != true)
            {
                run.Registers.Dynamic[name] = given;
            }
        }

        return true;
    }

    private static bool Continue(BurstRun run, Resume resume)
    {
        if (run.Bookmarks.Find(bookmark => bookmark.Id == resume.BookmarkId) is not { } bookmark
            || run.Find(bookmark.ActivityInstanceId) is not { Status: ActivityStatus.Running } execution)
        {
            return false;
        }

        run.Receive(resume.Input);
        if (bookmark.AutoBurn)
        {
            run.BurnBookmark(execution, bookmark);
        }

        run.Journal.Resumed(execution);
        Guarded(execution, () => execution.Node.Activity.Resumed(execution, bookmark, resume.Input));
        return true;
    }

    private static bool Continue(BurstRun run, Answer answer)
    {
        if (run.Open.FirstOrDefault(asking => asking.OpenQuestions.Contains(answer.RequestId)) is not { } execution)
        {
            return false;
        }

        execution.CloseQuestion(answer.RequestId);
        if (answer.Failure is { } failure)
        {
            Lifecycle.Fault(execution, failure, detail: null);
        }
        else
        {
            Guarded(execution, () => execution.Node.Activity.Answered(execution, answer.Value));
        }

        return true;
    }

    private static bool CancelInstance(BurstRun run)
    {
        Lifecycle.EndInstance(run, WorkflowSubStatus.Cancelled);
        return true;
    }

    private static void Drain(BurstRun run)
    {
        var loops = new LoopGuard(run.Options.MaxActivitiesPerBurst);
        while (run.Ended is null && run.Questions.Count == 0 && run.Dequeue() is { } execution)
        {
            if (loops.Refuses(execution.Node))
            {
                Lifecycle.Fault(execution, loops.Explain(), detail: null);
                run.ClearQueue();
            }
            else if (execution.Node.BrokenBecause is { } reason)
            {
                // In Elsa this fails before the activity exists, and with it the whole burst.
                Lifecycle.Fault(run.Root!, reason, detail: null);
                run.ClearQueue();
            }
            else
            {
                Step(run, execution);
            }
        }
    }

    private static void Step(BurstRun run, ActivityExecution execution)
    {
        execution.Status = ActivityStatus.Running;
        execution.Trace.StartedAt ??= run.NextMoment();
        if (run.IsWaiting(execution.Node.Id))
        {
            // Elsa's journal takes a second execution of an activity that already waits for a resumption.
            run.Journal.Resumed(execution);
        }
        else
        {
            run.Journal.Started(execution);
        }

        Guarded(execution, () =>
        {
            execution.EvaluateInputs();
            execution.Node.Activity.Execute(execution);
        });
    }

    /// <summary>Runs an activity's code. What it throws, and what its containers throw when told of its end, is its incident.</summary>
    private static void Guarded(ActivityExecution execution, Action code)
    {
        execution.Run.Acting = execution;
        try
        {
            code();
            if (execution.Status == ActivityStatus.Running && execution.Waiting.Count > 0)
            {
                execution.Run.Journal.Suspended(execution);
            }
        }
        catch (EvaluationException exception)
        {
            Lifecycle.Fault(execution, exception.Message, exception.InnerException?.Message);
        }
        catch (Exception exception) when (exception is not OperationCanceledException)
        {
            Lifecycle.Fault(execution, exception.Message, exception.GetType().Name);
        }
    }

    private static WorkflowSubStatus Conclude(BurstRun run)
    {
        var faults = run.Incidents.Count > 0 && !run.Graph.ContinuesWithIncidents;
        if (faults && run.Ended == WorkflowSubStatus.Finished)
        {
            run.Ended = WorkflowSubStatus.Faulted;
        }
        else if (faults && run.Ended is null && run.Questions.Count == 0)
        {
            Lifecycle.FaultInstance(run);
        }

        return run.Ended ?? (run.Questions.Count > 0 ? WorkflowSubStatus.Executing : WorkflowSubStatus.Suspended);
    }
}
