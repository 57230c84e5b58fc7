namespace StrongCities.Hub.Applications.Board;

/// <summary>A column of the board: stages that feel the same to a city. Words know it as <c>Board.Writing</c>.</summary>
public enum BoardColumn
{
    /// <summary>It is planned and written.</summary>
    Writing,

    /// <summary>It is reviewed, signed and handed in.</summary>
    Signing,

    /// <summary>The funder has it.</summary>
    Waiting,

    /// <summary>It is decided, or was given up.</summary>
    Over,
}

/// <summary>Says in which column an application stands. By what has happened and not by the process's stage: a hub may draw its own process.</summary>
internal static class BoardColumns
{
    public static BoardColumn Of(Application about, IEnumerable<Milestone> plan) => about switch
    {
        { ClosedAt: not null } or { Outcome: not null } => BoardColumn.Over,
        { Receipt: not null } => BoardColumn.Waiting,
        { FrozenAt: not null } => BoardColumn.Signing,
        _ => plan.Any(step => step is { Kind: MilestoneKind.Review, DoneAt: not null }) ? BoardColumn.Signing : BoardColumn.Writing,
    };
}
