using System.Text.Json.Nodes;

namespace StrongCities.Engine.Definitions;

/// <summary>Writes Elsa 3 definition JSON.</summary>
public static class DefinitionWriter
{
    /// <summary>Writes a definition, with every member it was read with, understood or not.</summary>
    /// <param name="definition">As read, perhaps with another version, name or publication.</param>
    /// <returns>A new object; the definition's own is untouched.</returns>
    public static JsonObject Write(WorkflowDefinition definition)
    {
        var json = definition.Source.DeepClone().AsObject();
        json["id"] = definition.Id;
        json["definitionId"] = definition.DefinitionId;
        json["version"] = definition.Version;
        Overlay(json, "name", definition.Name, definition.Source.Text("name")?.Trim());
        Overlay(json, "description", definition.Description, definition.Source.Text("description"));
        Overlay(json, "isLatest", definition.IsLatest, definition.Source.Flag("isLatest"));
        Overlay(json, "isPublished", definition.IsPublished, definition.Source.Flag("isPublished"));
        return json;
    }

    /// <summary>What did not change stays as it was written, down to its absence.</summary>
    private static void Overlay<T>(JsonObject json, string member, T now, T before)
    {
        if (!EqualityComparer<T>.Default.Equals(now, before))
        {
            json[member] = JsonValue.Create(now);
        }
    }
}
