using StrongCities.Engine.Activities;

namespace StrongCities.Host.ElsaApi.Descriptors;

/// <summary>An input as Elsa Studio reads it.</summary>
internal sealed record InputView(string Name, string TypeName, string DisplayName, string UiHint)
{
    private const string Plain = "singleline";

    /// <summary>The editors that Studio has.</summary>
    private static readonly HashSet<string> Editors =
    [
        "checkbox", "checklist", "code-editor", "dropdown", "dynamic-outcomes", "flow-switch-editor", "http-status-codes", "json-editor", "multiline", "multitext",
        "outcome-picker", "output-picker", Plain, "switch-editor", "variable-picker", "workflow-definition-picker",
    ];

    public required bool IsWrapped { get; init; }

    public string? Description { get; init; }

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
    public static InputView Of(InputDescriptor input, int order) =>
        new(input.Name, ActivityView.Alias(input.TypeName), input.DisplayName ?? Wording.Of(input.Name), Editors.Contains(input.UIHint) ? input.UIHint : Plain)
        {
            IsWrapped = input.IsWrapped,
            Description = input.Description,
            DefaultValue = input.Default,
            DefaultSyntax = input.DefaultSyntax,
            AutoEvaluate = input.AutoEvaluate,
            UiSpecifications = SpecificationsOf(input),
            Order = order,
        };

    /// <summary>What an input's editor needs besides.</summary>
    public static IReadOnlyDictionary<string, object> SpecificationsOf(InputDescriptor input)
    {
        var choices = input.Options.Select(option => new { Text = Wording.Of(option), Value = option }).ToList();
        return (input.UIHint, input.DefaultSyntax) switch
        {
            ("dropdown", _) when choices.Count > 0 => Only("dropdown", new { SelectList = new { Items = choices } }),
            ("checklist", _) when choices.Count > 0 => Only("checklist", new { CheckList = new { Items = choices, IsFlagsEnum = false } }),
            ("code-editor", "JavaScript") => Only("code-editor", new { Language = "javascript" }),
            ("json-editor", _) => Only("code-editor", new { Language = "json" }),
            _ => new Dictionary<string, object>(),
        };
    }

    private static Dictionary<string, object> Only(string editor, object specification) => new() { [editor] = specification };
}
