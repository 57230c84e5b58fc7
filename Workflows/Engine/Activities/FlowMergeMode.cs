using StrongCities.Engine.Definitions;
using StrongCities.Engine.Execution;
using StrongCities.Engine.Expressions;

namespace StrongCities.Engine.Activities;

/// <summary>How an activity of a token-based flowchart takes tokens that arrive over several connections.</summary>
internal enum FlowMergeMode
{
    /// <summary>Runs when nothing is on its way to what lies directly before it. It looks no further than that.</summary>
    Stream,

    /// <summary>Runs when there is a token on each forward connection.</summary>
    Merge,

    /// <summary>Runs when there is a token on each connection, those that close a loop among them.</summary>
    Converge,

    /// <summary>Runs at the first token; what still runs on the other ways is cancelled, their tokens are absorbed.</summary>
    Race,

    /// <summary>Runs at the first token of a round; later ones are absorbed.</summary>
    Cascade,
}

/// <summary>Reads merge modes.</summary>
internal static class FlowMergeModes
{
    /// <summary>The mode of an activity: a join says it by its own mode, others by a custom property.</summary>
    /// <param name="flow">The running flowchart, whose variables a join's mode may name.</param>
    /// <param name="activity">A child.</param>
    public static FlowMergeMode Of(ActivityExecution flow, ActivityNode activity) => activity.Activity is FlowJoin
        ? FlowJoin.ModeOf(flow, activity) == FlowJoinMode.WaitAny ? FlowMergeMode.Race : FlowMergeMode.Merge
        : Enum.TryParse(activity.Json.Object("customProperties").Text("mergeMode"), ignoreCase: true, out FlowMergeMode mode) ? mode : FlowMergeMode.Stream;
}
