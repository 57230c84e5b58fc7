namespace StrongCities.Runtime.Editing;

/// <summary>Something that differs between two states of a definition.</summary>
/// <param name="Kind">How.</param>
/// <param name="Part">What kind of thing it is.</param>
/// <param name="Name">What people call it; a connection as <c>A [port] → B</c>.</param>
/// <param name="Members">What differs in it; empty when it was added or removed.</param>
public sealed record DraftDifference(DifferenceKind Kind, DifferencePart Part, string Name, IReadOnlyList<MemberDifference> Members);

/// <summary>One member that differs.</summary>
/// <param name="Member">An input's display name, or the member's name in the JSON.</param>
/// <param name="Before">Its text; empty when it had none. Cut after 400 characters.</param>
/// <param name="After">The same, later.</param>
public sealed record MemberDifference(string Member, string Before, string After);

/// <summary>How something differs.</summary>
public enum DifferenceKind
{
    /// <summary>It is only in the later state.</summary>
    Added,

    /// <summary>It is in both and not the same.</summary>
    Changed,

    /// <summary>It is only in the earlier state.</summary>
    Removed,
}

/// <summary>What kind of thing differs.</summary>
public enum DifferencePart
{
    /// <summary>A step.</summary>
    Activity,

    /// <summary>A line between two steps.</summary>
    Connection,

    /// <summary>A variable.</summary>
    Variable,

    /// <summary>What the workflow is given.</summary>
    Input,

    /// <summary>What it gives back.</summary>
    Output,

    /// <summary>Its name, description, options or the like.</summary>
    Setting,
}
