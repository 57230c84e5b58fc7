using System.Text.Json.Nodes;

namespace StrongCities.Engine.Definitions;

/// <summary>
/// Which inputs and outputs of an activity its records may show: the member <c>logPersistenceConfig</c> of its custom properties, or the older
/// <c>logPersistenceMode</c>. What they leave open, the container around it says, then the workflow; otherwise everything is shown.
/// </summary>
internal sealed class LogPersistence
{
    private readonly bool otherwise;
    private readonly JsonObject? config;
    private readonly JsonObject? modes;

    private LogPersistence(JsonObject? customProperties, bool otherwise)
    {
        config = customProperties.Object("logPersistenceConfig");
        modes = customProperties.Object("logPersistenceMode");
        this.otherwise = Says(config?["default"]) ?? Says(modes is null ? customProperties?["logPersistenceMode"] : modes["default"]) ?? otherwise;
    }

    public static LogPersistence Of(ActivityNode node) => new(node.Json.Object("customProperties"), node.Parent?.LogPersistence.otherwise ?? true);

    public bool ShowsInput(string name) => Shows("inputs", name);

    public bool ShowsOutput(string name) => Shows("outputs", name);

    private bool Shows(string kind, string name) => Says(Member(config, kind, name)) ?? Says(Member(modes, kind, name)) ?? otherwise;

    private static JsonNode? Member(JsonObject? all, string kind, string name) =>
        all.Object(kind)?.FirstOrDefault(member => string.Equals(member.Key, name, StringComparison.OrdinalIgnoreCase)).Value;

    /// <summary>True shows, false hides, null leaves it open. An expression hides: it is there to hide something.</summary>
    private static bool? Says(JsonNode? node)
    {
        var text = node is JsonObject rule
            ? rule.Text("evaluationMode") == "Expression" ? "Exclude" : rule.Text("strategyType") ?? "Inherit"
            : ElsaJson.Text(node) ?? "Inherit";
        var name = text.Split(',')[0];
        name = name[(name.LastIndexOf('.') + 1)..];
        return name switch
        {
            "Include" => true,
            "Exclude" => false,
            _ => null,
        };
    }
}
