using StrongCities.Engine.Definitions;
using StrongCities.Engine.Execution;
using StrongCities.Engine.Expressions;

namespace StrongCities.Engine.Activities;

/// <summary>What Switch and FlowSwitch share: cases are evaluated when the switch runs, in order.</summary>
internal static class SwitchCases
{
    public static InputDescriptor Mode { get; } = new("Mode", "String")
    {
        DisplayName = "Mode",
        Description = "Take the first case that holds, or all of them.",
        Default = "MatchFirst",
        UIHint = "dropdown",
        Options = ["MatchFirst", "MatchAny"],
    };

    /// <summary>The cases whose conditions hold: the first only, or all in mode <c>MatchAny</c>.</summary>
    /// <exception cref="EvaluationException">A condition has no value.</exception>
    public static List<int> Matching(ActivityExecution execution)
    {
        var all = execution.Input<string>("Mode") is "MatchAny" or "1";
        var matching = new List<int>();
        for (var i = 0; i < execution.Node.Cases.Count && (all || matching.Count == 0); i++)
        {
            if (Holds(execution, execution.Node.Cases[i]))
            {
                matching.Add(i);
            }
        }

        return matching;
    }

    private static bool Holds(ActivityExecution execution, SwitchCase @case)
    {
        try
        {
            return Conversion.ToBoolean(@case.Condition.Evaluate(execution.Evaluation));
        }
        catch (EvaluationException exception)
        {
            throw new EvaluationException($"Failed to evaluate the condition of case '{@case.Label}'", exception);
        }
    }
}
