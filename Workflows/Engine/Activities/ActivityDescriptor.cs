namespace StrongCities.Engine.Activities;

/// <summary>What the interpreter, the API and the designer know of an activity type.</summary>
/// <param name="TypeName">Namespace and name, such as <c>Elsa.FlowDecision</c>. Compared with case.</param>
public sealed record ActivityDescriptor(string TypeName)
{
    /// <summary>From 1.</summary>
    public int Version { get; init; } = 1;

    /// <summary>The group in the designer's toolbox.</summary>
    public string Category { get; init; } = "Miscellaneous";

    /// <summary>The name people see.</summary>
    public string? DisplayName { get; init; }

    /// <summary>One or two plain sentences.</summary>
    public string? Description { get; init; }

    /// <summary>Whether it can start a workflow.</summary>
    public bool IsTrigger { get; init; }

    /// <summary>Whether a flowchart begins with it, wherever it stands.</summary>
    public bool IsStart { get; init; }

    /// <summary>Whether the designer's toolbox offers it. False for what is only found inside other things.</summary>
    public bool IsBrowsable { get; init; } = true;

    /// <summary>Whether it completes the container that holds it.</summary>
    public bool IsTerminal { get; init; }

    /// <summary>Inputs, in the designer's order.</summary>
    public IReadOnlyList<InputDescriptor> Inputs { get; init; } = [];

    /// <summary>Outputs.</summary>
    public IReadOnlyList<OutputDescriptor> Outputs { get; init; } = [];

    /// <summary>Ports that a flowchart may connect. Empty means <c>Done</c>.</summary>
    public IReadOnlyList<string> Outcomes { get; init; } = [];

    /// <summary>Whether it holds a list of activities, in its JSON member <c>activities</c>.</summary>
    public bool IsContainer { get; init; }

    /// <summary>Members that hold nested activities, such as <c>then</c> of an If.</summary>
    public IReadOnlyList<string> Ports { get; init; } = [];
}

/// <summary>One input of an activity type.</summary>
/// <param name="Name">Pascal case; the JSON member is its camel case.</param>
/// <param name="TypeName">An alias such as <c>String</c>, <c>Int32</c>, <c>TimeSpan</c>.</param>
public sealed record InputDescriptor(string Name, string TypeName)
{
    private static readonly Dictionary<string, string> NoTexts = [];

    /// <summary>The name people see.</summary>
    public string? DisplayName { get; init; }

    /// <summary>One plain sentence.</summary>
    public string? Description { get; init; }

    /// <summary>Used when the definition says nothing.</summary>
    public object? Default { get; init; }

    /// <summary>False for plain JSON properties, such as the cases of a switch.</summary>
    public bool IsWrapped { get; init; } = true;

    /// <summary>False for inputs that the activity evaluates itself, such as a loop's condition.</summary>
    public bool AutoEvaluate { get; init; } = true;

    /// <summary>Elsa's name of the editor: <c>singleline</c>, <c>multiline</c>, <c>multitext</c>, <c>dropdown</c>, <c>checkbox</c> and so on.</summary>
    public string UIHint { get; init; } = "singleline";

    /// <summary>The kind of expression that its editor starts with, such as <c>JavaScript</c>; <see langword="null"/> for a plain value.</summary>
    public string? DefaultSyntax { get; init; }

    /// <summary>The choices of a drop-down or of a list to tick.</summary>
    public IReadOnlyList<string> Options { get; init; } = [];

    /// <summary>What people read instead of a choice. A choice without a text is shown as its words.</summary>
    public IReadOnlyDictionary<string, string> OptionTexts { get; init; } = NoTexts;

    /// <summary>The heading under which the designer shows it; <see langword="null"/> for none, which comes first.</summary>
    public string? Category { get; init; }

    /// <summary>Whether a definition without it is at fault.</summary>
    public bool IsRequired { get; init; }
}

/// <summary>One output of an activity type.</summary>
/// <param name="Name">Pascal case.</param>
/// <param name="TypeName">An alias such as <c>String</c>.</param>
/// <param name="Description">One plain sentence.</param>
public sealed record OutputDescriptor(string Name, string TypeName, string? Description = null)
{
    /// <summary>The name people see; <see langword="null"/> for the words of <see cref="Name"/>.</summary>
    public string? DisplayName { get; init; }
}
