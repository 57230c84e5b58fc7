using System.Text.Json.Nodes;
using StrongCities.Engine.Alterations;

namespace StrongCities.Runtime.Alterations;

/// <summary>Reads alterations in Elsa's JSON.</summary>
public static class AlterationReader
{
    /// <summary>Reads a list.</summary>
    /// <param name="json">Objects with a member <c>type</c>.</param>
    /// <returns>The alterations, or what is wrong with the first that is none.</returns>
    public static AlterationReading Read(JsonArray json)
    {
        var alterations = new List<Alteration>(json.Count);
        for (var i = 0; i < json.Count; i++)
        {
            var (alteration, problem) = Read(json[i] as JsonObject);
            if (alteration is null)
            {
                return new AlterationReading([], $"alterations[{i}]", problem);
            }

            alterations.Add(alteration);
        }

        return new AlterationReading(alterations, null, null);
    }

    private static (Alteration? Alteration, string? Problem) Read(JsonObject? json)
    {
        var activityId = Text(json, "activityId");
        var executionId = Text(json, "activityInstanceId");
        var hasActivity = activityId is not null || executionId is not null;
        return Text(json, "type") switch
        {
            "Cancel" => (new CancelWorkflow(), null),
            "CancelActivity" when hasActivity => (new CancelActivity(activityId, executionId), null),
            "ScheduleActivity" when hasActivity => (new ScheduleActivity(activityId, executionId), null),
            "CancelActivity" or "ScheduleActivity" => (null, "Say which activity, by activityId or activityInstanceId."),
            "Migrate" when json!["targetVersion"] is JsonValue value && value.TryGetValue(out int version) => (new MigrateWorkflow(version, null), null),
            "Migrate" => (null, "Say to which version, as a number in targetVersion."),
            "ModifyVariable" when Text(json, "variableId") is { } variableId => (new ModifyVariable(variableId, json!["value"]?.DeepClone()), null),
            "ModifyVariable" => (null, "Say which variable, by variableId."),
            null => (null, "An alteration is an object whose member type says what it is: Cancel, CancelActivity, Migrate, ModifyVariable or ScheduleActivity."),
            var other => (null, $"There is no alteration {other}. Use Cancel, CancelActivity, Migrate, ModifyVariable or ScheduleActivity."),
        };
    }

    private static string? Text(JsonObject? json, string member) =>
        json?[member] is JsonValue value && value.TryGetValue(out string? text) && text.Length > 0 ? text : null;
}

/// <summary>What was read.</summary>
/// <param name="Alterations">Empty when something is wrong.</param>
/// <param name="Place">Where something is wrong, such as <c>alterations[0]</c>, or <see langword="null"/>.</param>
/// <param name="Problem">What is wrong and how to mend it, or <see langword="null"/>.</param>
public sealed record AlterationReading(IReadOnlyList<Alteration> Alterations, string? Place, string? Problem);
