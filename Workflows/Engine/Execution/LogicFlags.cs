namespace StrongCities.Engine.Execution;

/// <summary>
/// Names of behaviours that running instances can see. An instance is created with the flags of its day and keeps
/// them, so a change of behaviour goes behind a new flag and reaches new instances only. A flag's documentation
/// says what was different without it. Flags are never removed while instances without them may live.
/// </summary>
public static class LogicFlags
{
    /// <summary>
    /// Put on an instance whose first burst ran with <see cref="InterpreterOptions.StrictElsa"/>: it keeps Elsa's
    /// defects to its end, whatever the option says later.
    /// </summary>
    public const string StrictElsa = "StrictElsa";

    /// <summary>Put on an instance whose flowcharts run by tokens (<see cref="Activities.FlowchartMode.TokenBased"/>), to its end.</summary>
    public const string TokenFlowchart = "TokenFlowchart";

    /// <summary>Put on an instance whose open executions keep when they started and what scheduled them. Without it, records lack that after a wait.</summary>
    public const string Traced = "Traced";

    /// <summary>
    /// Put on an instance whose ids begin as its own does (<see cref="ExecutionId"/>). Without it, ids are 20 random hex digits: rows of one
    /// instance lie far apart, and an id does not lead to its instance.
    /// </summary>
    public const string OrderedIds = "OrderedIds";

    /// <summary>What new instances are created with.</summary>
    public static IReadOnlyList<string> Current { get; } = [Traced, OrderedIds];
}
