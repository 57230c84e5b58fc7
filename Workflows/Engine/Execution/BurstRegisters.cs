using System.Text.Json.Nodes;
using StrongCities.Engine.Expressions;

namespace StrongCities.Engine.Execution;

/// <summary>
/// What Elsa keeps for one burst only. Authors often trip over this (an output is gone after a wait), so it has a
/// place of its own.
/// </summary>
internal sealed class BurstRegisters
{
    private readonly Dictionary<(string ActivityId, string Name), object?> outputs = [];

    public BurstRegisters(TransientState? stored)
    {
        foreach (var (name, value) in stored?.Input ?? [])
        {
            Input[name] = Values.FromJson(value);
        }

        foreach (var (name, value) in stored?.Dynamic ?? [])
        {
            Dynamic[name] = Values.FromJson(value);
        }

        foreach (var (activityId, values) in stored?.Outputs ?? [])
        {
            foreach (var (name, value) in values!.AsObject())
            {
                outputs[(activityId, name)] = Values.FromJson(value);
            }
        }

        LastResult = Values.FromJson(stored?.LastResult);
        TriggerActivityId = stored?.TriggerActivityId;
    }

    /// <summary>Workflow inputs of the stimulus, names without case.</summary>
    public Dictionary<string, object?> Input { get; } = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>Variables that scripts made up.</summary>
    public Dictionary<string, object?> Dynamic { get; } = new(StringComparer.Ordinal);

    /// <summary>The result produced last.</summary>
    public object? LastResult { get; private set; }

    /// <summary>The trigger that started the instance in this burst.</summary>
    public string? TriggerActivityId { get; set; }

    public void SetOutput(string activityId, string name, object? value)
    {
        outputs[(activityId, name)] = value;
        if (name == "Result")
        {
            LastResult = value;
        }
    }

    public object? Output(string activityId, string name) => outputs.GetValueOrDefault((activityId, name));

    public TransientState ToState() => new()
    {
        Input = ToJson(Input),
        Dynamic = ToJson(Dynamic),
        Outputs = new JsonObject(outputs.GroupBy(output => output.Key.ActivityId).Select(activity => KeyValuePair.Create(
            activity.Key,
            (JsonNode?)ToJson(activity.Select(output => KeyValuePair.Create(output.Key.Name, output.Value)))))),
        LastResult = Values.ToJson(LastResult),
        TriggerActivityId = TriggerActivityId,
    };

    private static JsonObject ToJson(IEnumerable<KeyValuePair<string, object?>> values) =>
        new(values.Select(value => KeyValuePair.Create(value.Key, Values.ToJson(value.Value))));
}
