using StrongCities.Engine.Definitions;

namespace StrongCities.Engine.Execution;

/// <summary>Keeps states that have grown too large from being stored: every later burst would read and write them.</summary>
internal static class StateLimit
{
    private const int NamesShown = 3;

    /// <summary>
    /// The burst as it may be stored. One whose state is too large leaves nothing behind: the instance ends Faulted where
    /// it stood before, with an incident that says so. Cancelling is always possible.
    /// </summary>
    public static Burst Enforce(Burst burst, BurstRun made)
    {
        var size = burst.State.ToUtf8().Length;
        if (size <= made.Options.MaxStateBytes || burst.State.SubStatus == WorkflowSubStatus.Cancelled)
        {
            return burst;
        }

        var run = made.Anew();
        var root = run.Root ?? run.Schedule(run.Graph.Root, parent: null);
        Lifecycle.Fault(root, Explain(burst.State, run.Graph, size, run.Options.MaxStateBytes), detail: null);
        Lifecycle.FaultInstance(run);
        run.Record();
        return new Burst(run.ToState(WorkflowSubStatus.Faulted), run.Effects) { Breaches = burst.Breaches };
    }

    private static string Explain(InstanceState state, WorkflowGraph graph, int size, int limit)
    {
        var variables = state.Variables(graph).Select(variable => (variable.Key, Bytes: variable.Value?.ToJsonString(ElsaJson.Compact).Length ?? 0))
            .OrderByDescending(variable => variable.Bytes).Take(NamesShown).Where(variable => variable.Bytes > 0)
            .Select(variable => $"'{variable.Key}' ({variable.Bytes} bytes)").ToList();
        return $"The workflow's state would take {size} bytes; at most {limit} may be stored, so its last step was not done and it was stopped. "
            + (variables.Count > 0 ? $"Its largest variables are {string.Join(", ", variables)}. " : "")
            + "Keep large data outside the workflow and its address in a variable, or clear what is no longer needed.";
    }
}
