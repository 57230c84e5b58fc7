using System.Text.Json.Nodes;
using StrongCities.Engine.Activities;

namespace StrongCities.Conformance.Cases;

/// <summary>
/// Defects of Elsa that are mended unless StrictElsa is on, and how a definition that can show one is recognised. Under StrictElsa every case must
/// still come out as Elsa has it, so a rule excuses nothing else. The rows are those of <c>docs/elsa-compatibility.md</c>.
/// </summary>
internal static class MendedDefects
{
    private static readonly (int Row, string Defect, Func<ElsaCase, IReadOnlyList<JsonObject>, bool> Shows)[] Rules =
    [
        (1, "a join of any runs its successor twice when another branch waits",
            (@case, activities) => @case.FlowchartMode == FlowchartMode.CounterBased && activities.Any(IsJoinOfAny)),
        (2, "what is queued in a cancelled container runs as an orphan",
            (_, activities) => activities.Any(activity => IsJoinOfAny(activity) || MergeMode(activity) == "Race") && activities.Any(IsInnerContainer)),
        (3, "absorbed tokens, and merges that one way never reaches, leave the instance waiting for ever",
            (@case, activities) => @case.FlowchartMode == FlowchartMode.TokenBased
                && activities.Any(activity => (string?)activity["type"] == "Elsa.FlowJoin" || MergeMode(activity) is not null)),
        (4, "an illegal loop goes round for ever", (@case, _) => @case.FlowchartMode == FlowchartMode.TokenBased && @case.IsEndless),
        (5, "For without a body never completes",
            (_, activities) => activities.Any(activity => (string?)activity["type"] == "Elsa.For" && activity["body"] is null)),
        (6, "the journal has a flowchart complete twice when its end cancels a branch",
            (_, activities) => activities.Any(activity => (string?)activity["type"] is "Elsa.End" or "Elsa.Complete" or "Elsa.Break")),
    ];

    /// <summary>The rows there are, for the compatibility table.</summary>
    public static IReadOnlyList<int> Rows => [.. Rules.Select(rule => rule.Row)];

    /// <summary>The defects that a case can show, each as <c>row N: what</c>; <see langword="null"/> when it can show none.</summary>
    public static string? Of(ElsaCase @case)
    {
        var activities = @case.Activities().ToList();
        var shown = Rules.Where(rule => rule.Shows(@case, activities)).Select(rule => $"row {rule.Row}: {rule.Defect}").ToList();
        return shown.Count == 0 ? null : string.Join(", or ", shown);
    }

    /// <summary>A container that a flowchart can hold; the flowchart at the root is none inside.</summary>
    private static bool IsInnerContainer(JsonObject activity) => activity["body"] is JsonObject || activity["branches"] is JsonArray
        || ((string?)activity["type"] is "Elsa.Sequence" or "Elsa.Parallel" or "Elsa.Flowchart" && activity["activities"] is JsonArray && activity.Parent is JsonArray);

    private static bool IsJoinOfAny(JsonObject activity) => (string?)activity["type"] == "Elsa.FlowJoin"
        && (activity["mode"]?["expression"]?["value"]?.ToString() ?? "WaitAny") == "WaitAny";

    private static string? MergeMode(JsonObject activity) => (string?)activity["customProperties"]?["mergeMode"];
}
