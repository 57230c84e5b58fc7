using StrongCities.Engine.Definitions;
using StrongCities.Engine.Execution;
using StrongCities.Engine.Expressions;

namespace StrongCities.Engine.Alterations;

/// <summary>Makes alterations on the working copy of an instance.</summary>
internal sealed class Altering
{
    private readonly BurstRun run;
    private readonly List<AlterationLogEntry> log = [];
    private bool scheduled;

    private Altering(BurstRun run) => this.run = run;

    /// <summary>Makes all alterations, or none and a note in the journal.</summary>
    /// <param name="alter">What is wanted.</param>
    /// <param name="state">Where the instance stands.</param>
    /// <param name="load">Makes the working copy.</param>
    /// <param name="graph">What the instance runs on.</param>
    /// <returns>The working copy to go on with, or null when the instance has ended otherwise than by a fault.</returns>
    public static BurstRun? Make(Alter alter, InstanceState state, WorkflowGraph graph, Func<WorkflowGraph, InstanceState, BurstRun> load)
    {
        if (state is { Status: WorkflowStatus.Finished, SubStatus: not WorkflowSubStatus.Faulted })
        {
            return null;
        }

        var migration = alter.Alterations.OfType<MigrateWorkflow>().LastOrDefault();
        var failure = migration is null ? null : Migration.Refuses(migration, state, graph);
        if (failure is null)
        {
            var moved = migration is null ? state : Migration.Of(state, graph, migration.Target!);
            var altering = new Altering(load(migration?.Target ?? graph, moved));
            if (altering.MakeAll(alter.Alterations, state.SubStatus == WorkflowSubStatus.Faulted))
            {
                return altering.run;
            }

            return Refused(load(graph, state), altering.log, state);
        }

        return Refused(load(graph, state), [new AlterationLogEntry(migration!.Name, failure, load(graph, state).Now)], state);
    }

    /// <summary>The instance as it was, but for the journal.</summary>
    private static BurstRun Refused(BurstRun run, List<AlterationLogEntry> log, InstanceState state)
    {
        run.Ended = state.SubStatus == WorkflowSubStatus.Faulted ? WorkflowSubStatus.Faulted : null;
        Tell(run, log.Where(entry => !entry.IsSuccessful));
        run.Effects.Add(new Altered([.. log], HasScheduledWork: false));
        return run;
    }

    private bool MakeAll(IReadOnlyList<Alteration> alterations, bool faulted)
    {
        foreach (var alteration in alterations)
        {
            var entry = new AlterationLogEntry(alteration.Name, Make(alteration), run.Now);
            log.Add(entry);
            if (!entry.IsSuccessful)
            {
                return false;
            }
        }

        if (faulted && scheduled)
        {
            Revival.OfWhatWaited(run);
        }
        else if (faulted)
        {
            run.Ended ??= WorkflowSubStatus.Faulted;
        }

        Tell(run, log);
        run.Effects.Add(new Altered([.. log], scheduled));
        return true;
    }

    private static void Tell(BurstRun run, IEnumerable<AlterationLogEntry> entries)
    {
        foreach (var entry in entries)
        {
            if (run.Root is { } root)
            {
                run.Journal.Write(root, entry.EventName, entry.Message);
            }
        }
    }

    private string? Make(Alteration alteration) => alteration switch
    {
        CancelWorkflow => CancelAll(),
        CancelActivity cancel => CancelOne(cancel),
        MigrateWorkflow => null,
        ModifyVariable modify => Modify(modify),
        ScheduleActivity schedule => Schedule(schedule),
        RetryFaulted retry => Retry(retry),
        _ => $"There is no alteration {alteration.Name}.",
    };

    private string? CancelAll()
    {
        Lifecycle.EndInstance(run, WorkflowSubStatus.Cancelled);
        return null;
    }

    private string? CancelOne(CancelActivity cancel)
    {
        var open = run.Open.Where(execution => execution.Parent is not null && execution.Status is ActivityStatus.Running or ActivityStatus.Pending
            && (cancel.ActivityInstanceId is { } id ? execution.Id == id : execution.Node.Id == cancel.ActivityId)).ToList();
        foreach (var execution in open.Where(execution => execution.Status is ActivityStatus.Running or ActivityStatus.Pending))
        {
            Lifecycle.Cancel(execution);
        }

        return open.Count > 0 ? null : $"Activity with ID {cancel.ActivityInstanceId ?? cancel.ActivityId} is not open, so it cannot be cancelled";
    }

    private string? Modify(ModifyVariable modify)
    {
        var value = Values.FromJson(modify.Value?.DeepClone());
        foreach (var execution in run.Open)
        {
            if (execution.Node.Variables.FirstOrDefault(variable => variable.Id == modify.VariableId) is not { } declared)
            {
                continue;
            }

            if (!Conversion.Fits(value, declared.Type))
            {
                return $"Variable {declared.Name} (ID {declared.Id}) takes values of type {declared.TypeName}, which {Values.ToText(value)} is not";
            }

            execution.Scope!.TrySetById(declared.Id, value);
            return null;
        }

        return $"Variable with ID {modify.VariableId} not found";
    }

    private string? Schedule(ScheduleActivity schedule)
    {
        var known = schedule.ActivityInstanceId is { } id ? run.Find(id) : null;
        var node = known?.Node ?? (schedule.ActivityId is { } activityId ? run.Graph.ByIdOrName(activityId) : null);
        if (node is null)
        {
            return $"Activity with ID {schedule.ActivityInstanceId ?? schedule.ActivityId} not found";
        }

        var faulted = run.Open.Where(execution => execution.Node == node && execution.Status == ActivityStatus.Faulted && (known is null || execution == known)).ToList();
        if (faulted.Count > 0)
        {
            faulted.ForEach(Again);
            return null;
        }

        var container = known?.Parent ?? run.Open.LastOrDefault(execution => execution.Node == node.Parent && execution.Status == ActivityStatus.Running);
        if (container is not { Status: ActivityStatus.Running })
        {
            return $"Activity with ID {node.Id} cannot run: what contains it ({node.Parent?.DisplayName ?? "nothing"}) is not open";
        }

        container.Schedule(node, known?.Tag?.DeepClone());
        scheduled = true;
        return null;
    }

    private string? Retry(RetryFaulted retry)
    {
        var faulted = run.Open.Where(execution => execution.Status == ActivityStatus.Faulted
            && (retry.ActivityIds.Count == 0 || retry.ActivityIds.Contains(execution.Node.Id))).ToList();
        var ready = faulted.Where(execution => execution.Parent is { Status: ActivityStatus.Running }).ToList();
        if (ready.Count == 0)
        {
            return faulted.Count == 0 ? "Nothing faulted in it, so there is nothing to run again" : "What contains the faulted activity has ended, so it cannot run again";
        }

        ready.ForEach(Again);
        return null;
    }

    /// <summary>A new execution takes the place of one that faulted.</summary>
    private void Again(ActivityExecution faulted)
    {
        Revival.Settle(run, faulted);
        faulted.Parent!.Children.Remove(faulted);
        run.Forget(faulted);
        run.Schedule(faulted.Node, faulted.Parent, faulted.Tag?.DeepClone());
        scheduled = true;
    }
}
