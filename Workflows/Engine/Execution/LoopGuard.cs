using StrongCities.Engine.Definitions;

namespace StrongCities.Engine.Execution;

/// <summary>Counts what a burst runs, so that a loop that never waits ends with its activities named.</summary>
internal sealed class LoopGuard(int limit)
{
    private const int NamesShown = 5;
    private readonly Dictionary<ActivityNode, int> counts = [];
    private int total;

    /// <summary>Counts an activity about to run.</summary>
    /// <returns>True when the burst has run as many as it may.</returns>
    public bool Refuses(ActivityNode node)
    {
        counts[node] = counts.GetValueOrDefault(node) + 1;
        return ++total > limit;
    }

    /// <summary>What happened, for people.</summary>
    public string Explain()
    {
        var names = counts.Where(count => count.Value > 1).OrderByDescending(count => count.Value).ThenBy(count => count.Key.Index)
            .Take(NamesShown).Select(count => $"'{count.Key.DisplayName}' ({count.Value} times)");
        return $"The workflow ran {limit} activities without ever waiting and was stopped. It goes round through "
            + $"{string.Join(", ", names)}. Put a wait into this loop, or correct the condition that should end it.";
    }
}
