using System.Collections;
using System.Text.Json.Nodes;
using DotLiquid;

namespace StrongCities.Engine.Expressions;

/// <summary>What templates see of an instance: looked up when asked for, by exact name.</summary>
internal static class LiquidValues
{
    /// <summary>Fluid reckons in decimals, so that 0.1 + 0.2 is 0.3; beyond this there are none.</summary>
    private const double LargestDecimal = 7.9e28;

    public static Hash Globals(EvaluationScope scope) => Hash.FromDictionary(new Dictionary<string, object?>
    {
        ["Variables"] = new LiquidLookup(name => scope.TryGetVariable(name, out var value) ? value : null),
        ["Input"] = new LiquidLookup(name => scope.ActivityInput(name) ?? scope.WorkflowInput(name)),
        ["CorrelationId"] = scope.CorrelationId,
        ["WorkflowDefinitionId"] = scope.Definition.DefinitionId,
        ["WorkflowDefinitionVersionId"] = scope.Definition.Id,
        ["WorkflowDefinitionVersion"] = scope.Definition.Version,
        ["WorkflowInstanceId"] = scope.InstanceId,
    });

    /// <summary>An engine value as templates take it.</summary>
    public static object? ToLiquid(object? value) => value switch
    {
        JsonArray array => array.Select(item => ToLiquid(Values.FromJson(item))).ToList(),
        JsonObject json => new LiquidObject(json),
        double number when Math.Abs(number) < LargestDecimal => (decimal)number,
        float number when Math.Abs(number) < LargestDecimal => (decimal)number,
        TimeSpan or Guid or byte[] => Values.ToText(value),
        _ => value,
    };

    /// <summary>What a template holds, as an engine value.</summary>
    public static JsonNode? ToJson(object? value) => value switch
    {
        LiquidObject json => json.Json.DeepClone(),
        string or DateTime or DateTimeOffset => Values.ToJson(value),
        IEnumerable list => new JsonArray([.. list.Cast<object?>().Select(ToJson)]),
        decimal number => JsonNode.Parse(number.ToString("G29", System.Globalization.CultureInfo.InvariantCulture)),
        _ => Values.ToJson(value),
    };
}

/// <summary>Names that a template looks up: variables or inputs.</summary>
internal sealed class LiquidLookup(Func<string, object?> find) : IIndexable, ILiquidizable
{
    public object? this[object key] => LiquidValues.ToLiquid(find(key.ToString() ?? ""));

    public bool ContainsKey(object key) => find(key.ToString() ?? "") is not null;

    public object ToLiquid() => this;

    public override string ToString() => "";
}

/// <summary>An object: members by exact name, pairs of name and value when gone through, nothing when printed.</summary>
internal sealed class LiquidObject(JsonObject json) : IIndexable, ILiquidizable, IEnumerable<object>
{
    public JsonObject Json => json;

    public object? this[object key] => Find(key, out var value) ? LiquidValues.ToLiquid(Values.FromJson(value)) : null;

    public bool ContainsKey(object key) => Find(key, out _);

    public object ToLiquid() => this;

    public IEnumerator<object> GetEnumerator() => json
        .Select(member => (object)new List<object?> { member.Key, LiquidValues.ToLiquid(Values.FromJson(member.Value)) }).GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    public override string ToString() => "";

    /// <summary>The object may find members without case; templates do not.</summary>
    private bool Find(object key, out JsonNode? value)
    {
        var name = key.ToString() ?? "";
        return json.TryGetPropertyValue(name, out value) && (value is null || value.GetPropertyName() == name);
    }
}
