using StrongCities.Engine.Activities;

namespace StrongCities.Host.ElsaApi.Descriptors;

/// <summary>An input as Elsa Studio reads it.</summary>
internal sealed record InputView(string Name, string TypeName, string DisplayName, string UiHint)
{
    private const string Plain = "singleline";

    /// <summary>The editors that Studio has. There is none for a span of time: it is written as text, such as 01:30:00.</summary>
    private static readonly HashSet<string> Editors =
    [
        "checkbox", "checklist", "code-editor", "datetime-picker", "dictionary", "dropdown", "dynamic-outcomes", "expression-editor", "flow-switch-editor",
        "http-status-codes", "input-picker", "json-editor", "multiline", "multitext", "outcome-picker", "output-picker", "radiolist", Plain, "switch-editor",
        "type-picker", "variable-picker", "workflow-definition-picker",
    ];

    public required bool IsWrapped { get; init; }

    public string? Description { get; init; }

    /// <summary>The heading that it stands under.</summary>
    public string? Category { get; init; }

    public object? DefaultValue { get; init; }

    public string? DefaultSyntax { get; init; }

    public required bool AutoEvaluate { get; init; }

    /// <summary>What the editor needs besides, by its name: the choices of a drop-down, the language of a script.</summary>
    public required IReadOnlyDictionary<string, object> UiSpecifications { get; init; }

    public required int Order { get; init; }

    public bool IsReadOnly { get; }

    public bool IsSensitive { get; }

    public bool IsBrowsable { get; } = true;

    public bool IsSerializable { get; } = true;

    public bool IsSynthetic { get; }

    /// <summary>Of what the engine knows.</summary>
    public static InputView Of(ActivityDescriptor type, InputDescriptor input, int order) =>
        new(input.Name, ActivityView.Alias(input.TypeName), input.DisplayName ?? Wording.Of(input.Name), Editors.Contains(input.UIHint) ? input.UIHint : Plain)
        {
            IsWrapped = input.IsWrapped,
            Description = input.Description,
            Category = input.Category,
            DefaultValue = input.Default,
            DefaultSyntax = input.DefaultSyntax,
            AutoEvaluate = input.AutoEvaluate,
            UiSpecifications = SpecificationsOf(type, input),
            Order = order,
        };

    /// <summary>What an input's editor needs besides.</summary>
    public static IReadOnlyDictionary<string, object> SpecificationsOf(ActivityDescriptor type, InputDescriptor input) => (input.UIHint, input.DefaultSyntax) switch
    {
        ("dropdown", _) when input.Options.Count > 0 => Only("dropdown", new { SelectList = new { Items = Choices(input) } }),
        ("checklist", _) when input.Options.Count > 0 => Only("checklist", new { CheckList = new { Items = Choices(input), IsFlagsEnum = false } }),
        ("code-editor", "JavaScript") => Only("code-editor", new { Language = "javascript" }),
        ("json-editor", _) => Only("code-editor", new { Language = "json" }),

        // Studio draws what was typed here as ports, and leaves the type's own ports out unless they are named again.
        ("dynamic-outcomes", _) when type.Outcomes is not ([] or ["Done"]) => Only("DynamicOutcomesOptions", new { FixedOutcomes = type.Outcomes }),
        _ => new Dictionary<string, object>(),
    };

    private static List<Choice> Choices(InputDescriptor input) =>
        [.. input.Options.Select(option => new Choice(input.OptionTexts.GetValueOrDefault(option) ?? Wording.Of(option), option))];

    private static Dictionary<string, object> Only(string editor, object specification) => new() { [editor] = specification };

    private sealed record Choice(string Text, string Value);
}
