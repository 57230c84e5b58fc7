using System.Text.Json.Nodes;
using StrongCities.Engine.Expressions;

namespace StrongCities.Engine.Definitions;

/// <summary>A variable as declared by the workflow or a container.</summary>
/// <param name="Id">What expressions and bindings refer to.</param>
/// <param name="Name">What scripts and people call it.</param>
/// <param name="TypeName">Its alias, for people.</param>
/// <param name="Type">What values are converted to.</param>
/// <param name="Default">Its value before it is set.</param>
/// <param name="SurvivesSuspension">Whether its storage driver keeps it from burst to burst.</param>
internal sealed record VariableDeclaration(
    string Id, string Name, string TypeName, DataType Type, object? Default, bool SurvivesSuspension)
{
    /// <summary>Reads a list of declarations.</summary>
    /// <param name="list">The JSON member <c>variables</c>.</param>
    /// <param name="scopeId">The activity that owns them, for ids that are missing.</param>
    public static IReadOnlyList<VariableDeclaration> ReadAll(JsonNode? list, string scopeId)
    {
        var declarations = new List<VariableDeclaration>();
        foreach (var item in ElsaJson.List(list) ?? [])
        {
            if (item is JsonObject json)
            {
                declarations.Add(Read(json, scopeId, declarations.Count + 1));
            }
        }

        return declarations;
    }

    private static VariableDeclaration Read(JsonObject json, string scopeId, int number)
    {
        var typeName = json.Text("typeName") ?? "Object";
        var type = DataType.Of(typeName);
        if (json.Flag("isArray"))
        {
            type = type with { IsList = true };
        }

        return new VariableDeclaration(
            json.Text("id") is { Length: > 0 } id ? id : $"{scopeId}:variable-{number}",
            json.Text("name") is { Length: > 0 } name ? name : $"Variable{number}",
            typeName,
            type,
            Values.FromJson(json["value"], type),
            KeepsValues(json.Text("storageDriverTypeName")));
    }

    /// <summary>
    /// Elsa matches drivers by class name, with or without namespace and assembly: the instance's and the older
    /// workflow driver store, memory does not.
    /// </summary>
    public static bool KeepsValues(string? driver) =>
        driver is not null && driver.Contains("WorkflowInstanceStorageDriver", StringComparison.OrdinalIgnoreCase)
        || driver is not null && driver.Contains("WorkflowStorageDriver", StringComparison.OrdinalIgnoreCase);
}

/// <summary>An input that a workflow declares.</summary>
/// <param name="Name">Compared without case.</param>
/// <param name="Type">What the value is converted to.</param>
/// <param name="SurvivesSuspension">Whether its storage driver keeps it from burst to burst.</param>
internal sealed record InputDeclaration(string Name, DataType Type, bool SurvivesSuspension)
{
    /// <summary>Reads the JSON member <c>inputs</c>.</summary>
    public static IReadOnlyList<InputDeclaration> ReadAll(JsonNode? list) =>
        [.. (ElsaJson.List(list) ?? []).OfType<JsonObject>().Where(json => json.Text("name") is { Length: > 0 }).Select(json =>
            new InputDeclaration(
                json.Text("name")!,
                DataType.Of(json.Text("type")) is var type && json.Flag("isArray") ? type with { IsList = true } : type,
                VariableDeclaration.KeepsValues(json.Text("storageDriverType"))))];
}
