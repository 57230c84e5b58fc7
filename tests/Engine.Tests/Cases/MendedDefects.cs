using System.Text.Json.Nodes;
using StrongCities.Engine.Activities;

namespace StrongCities.Engine.Tests.Cases;

/// <summary>
/// Defects of Elsa that are mended unless StrictElsa is on, and how a definition that can show one is recognised. Under StrictElsa every case must
/// still come out as Elsa has it, so a rule excuses nothing else.
/// </summary>
public static class MendedDefects
{
    private static readonly (string Defect, Func<ObservedCase, IReadOnlyList<JsonObject>, bool> Shows)[] Rules =
    [
        ("1: a join of any runs its successor twice when another branch waits",
            (observed, activities) => observed.FlowchartMode == FlowchartMode.CounterBased && activities.Any(IsJoinOfAny)),
        ("2: what is queued in a cancelled container runs as an orphan",
            (_, activities) => activities.Any(activity => IsJoinOfAny(activity) || MergeMode(activity) == "Race")),
        ("3: absorbed tokens, and merges that one way never reaches, leave the instance waiting for ever",
            (observed, activities) => observed.FlowchartMode == FlowchartMode.TokenBased
                && activities.Any(activity => (string?)activity["type"] == "Elsa.FlowJoin" || MergeMode(activity) is not null)),
        ("5: an illegal loop goes round for ever",
            (observed, _) => observed.FlowchartMode == FlowchartMode.TokenBased && observed.IsEndless),
        ("6: For without a body never completes",
            (_, activities) => activities.Any(activity => (string?)activity["type"] == "Elsa.For" && activity["body"] is null)),
        ("the journal has a flowchart complete twice when its end cancels a branch",
            (_, activities) => activities.Any(activity => (string?)activity["type"] is "Elsa.End" or "Elsa.Complete" or "Elsa.Break")),
    ];

    /// <summary>The defects that a case can show.</summary>
    public static IEnumerable<string> Of(ObservedCase observed)
    {
        var activities = observed.Activities().ToList();
        return Rules.Where(rule => rule.Shows(observed, activities)).Select(rule => rule.Defect);
    }

    private static bool IsJoinOfAny(JsonObject activity) => (string?)activity["type"] == "Elsa.FlowJoin"
        && (activity["mode"]?["expression"]?["value"]?.ToString() ?? "WaitAny") == "WaitAny";

    private static string? MergeMode(JsonObject activity) => (string?)activity["customProperties"]?["mergeMode"];
}
