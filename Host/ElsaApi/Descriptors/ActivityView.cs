using StrongCities.Engine.Activities;

namespace StrongCities.Host.ElsaApi.Descriptors;

/// <summary>An activity type as Elsa Studio reads it.</summary>
internal sealed record ActivityView(string TypeName, string Namespace, string Name, int Version, string Category, string DisplayName)
{
    /// <summary>Members that hold lists; Studio makes their ports from the list itself.</summary>
    private static readonly string[] Lists = ["cases", "branches", "expectedStatusCodes"];

    public string ClrType => TypeName;

    public string? Description { get; init; }

    public required IReadOnlyList<InputView> Inputs { get; init; }

    public required IReadOnlyList<OutputView> Outputs { get; init; }

    /// <summary><c>Trigger</c> or <c>Action</c>.</summary>
    public required string Kind { get; init; }

    public bool RunAsynchronously { get; }

    public required IReadOnlyList<PortView> Ports { get; init; }

    public IReadOnlyDictionary<string, object> CustomProperties => new Dictionary<string, object> { ["Type"] = TypeName };

    public IReadOnlyDictionary<string, object> ConstructionProperties { get; } = new Dictionary<string, object>();

    public required bool IsContainer { get; init; }

    public required bool IsBrowsable { get; init; }

    public required bool IsStart { get; init; }

    public required bool IsTerminal { get; init; }

    /// <summary>Of what the engine knows.</summary>
    public static ActivityView Of(ActivityDescriptor type)
    {
        var dot = type.TypeName.LastIndexOf('.');
        var name = type.TypeName[(dot + 1)..];
        return new(type.TypeName, dot < 0 ? "" : type.TypeName[..dot], name, type.Version, type.Category, type.DisplayName ?? Wording.Of(name))
        {
            Description = type.Description,
            Inputs = [.. type.Inputs.Select((input, order) => InputView.Of(type, input, order))],
            Outputs = [.. type.Outputs.Select((output, order) => new OutputView(output.Name, Alias(output.TypeName), output.DisplayName ?? Wording.Of(output.Name), output.Description, order))],
            Kind = type.IsTrigger ? "Trigger" : "Action",
            Ports = [.. PortsOf(type)],
            IsContainer = type.IsContainer,
            IsBrowsable = type.IsBrowsable,
            IsStart = type.IsStart,
            IsTerminal = type.IsTerminal,
        };
    }

    /// <summary>Studio knows no nullable types: an input may always be left empty.</summary>
    internal static string Alias(string typeName) => typeName.TrimEnd('?');

    /// <summary>A single Done goes without saying: Studio draws it by itself.</summary>
    private static IEnumerable<PortView> PortsOf(ActivityDescriptor type) =>
        type.Ports.Except(Lists).Select(member => $"{char.ToUpperInvariant(member[0])}{member[1..]}").Select(name => new PortView(name, Wording.Of(name), "Embedded"))
            .Concat(type.Outcomes is [] or ["Done"] ? [] : type.Outcomes.Select(name => new PortView(name, Wording.Of(name), "Flow")));
}

/// <summary>An output as Elsa Studio reads it.</summary>
internal sealed record OutputView(string Name, string TypeName, string DisplayName, string? Description, int Order)
{
    public bool IsBrowsable { get; } = true;

    public bool IsSerializable { get; } = true;

    public bool IsSynthetic { get; }
}

/// <summary>A port as Elsa Studio reads it: <c>Flow</c> to connect, <c>Embedded</c> to drop an activity into.</summary>
internal sealed record PortView(string Name, string DisplayName, string Type)
{
    public bool IsBrowsable { get; } = true;
}
