using StrongCities.Engine.Execution;

namespace StrongCities.Engine.Alterations;

/// <summary>Brings a faulted instance back to life.</summary>
internal static class Revival
{
    /// <summary>
    /// When the instance faulted, what waited was given up and could take back what it had put into the world. So it begins
    /// anew, as does what was scheduled and never ran.
    /// </summary>
    public static void OfWhatWaited(BurstRun run)
    {
        foreach (var waiting in run.Open.Where(execution => execution.Waiting.Count > 0).ToList())
        {
            foreach (var bookmark in waiting.Waiting.ToArray())
            {
                run.BurnBookmark(waiting, bookmark);
            }

            run.Requeue(waiting);
        }

        foreach (var pending in run.Open.Where(execution => execution.Status == ActivityStatus.Pending).ToList())
        {
            run.Requeue(pending);
        }
    }

    /// <summary>Takes an execution's incident off the list: the journal keeps it.</summary>
    public static void Settle(BurstRun run, ActivityExecution faulted)
    {
        var last = run.Incidents.FindLastIndex(incident => incident.ActivityNodeId == faulted.Node.NodeId);
        if (last >= 0)
        {
            run.Incidents.RemoveAt(last);
        }

        for (var around = faulted.Parent; around is not null; around = around.Parent)
        {
            around.Trace.Faults = Math.Max(0, around.Trace.Faults - 1);
            run.Note(around);
        }
    }
}
