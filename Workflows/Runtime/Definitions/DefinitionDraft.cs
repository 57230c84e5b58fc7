using System.Security.Cryptography;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using StrongCities.Engine.Activities;
using StrongCities.Engine.Definitions;
using StrongCities.Runtime.Persistence;

namespace StrongCities.Runtime.Definitions;

/// <summary>A definition that somebody hands in, before it has a row.</summary>
internal sealed class DefinitionDraft
{
    /// <summary>What only a row can say. The sender's row id above all: taken at its word, it would overwrite another definition's row.</summary>
    private static readonly string[] OfTheRow = ["$schema", "createdAt", "id", "isLatest", "isPublished", "links", "version"];

    /// <summary>What the designer knows and sends; of the rest it knows nothing, so its silence deletes nothing.</summary>
    private static readonly string[] OfTheDesigner =
    [
        "customProperties", "definitionId", "description", "inputs", "isReadonly", "isSystem", "name", "options", "outcomes", "outputs", "root", "tenantId",
        "toolVersion", "variables",
    ];

    private static readonly JsonSerializerOptions Compact = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, MaxDepth = 256 };

    private DefinitionDraft(WorkflowDefinition definition) => Definition = definition;

    /// <summary>As read; its row id is only a name for messages.</summary>
    public WorkflowDefinition Definition { get; }

    /// <summary>By what deed it comes in.</summary>
    public ChangeKind Kind { get; init; } = ChangeKind.Saved;

    /// <summary>In the author's words, for the record of changes.</summary>
    public string? Note { get; init; }

    /// <summary>How its flowcharts run; <see langword="null"/> leaves that as it is.</summary>
    public FlowchartMode? FlowchartMode { get; init; }

    /// <summary>Whether members that the designer does not know are taken over from the version before.</summary>
    private bool FromDesigner { get; init; }

    /// <summary>Reads one.</summary>
    /// <param name="json">UTF-8, plain or wrapped in <c>model</c>.</param>
    /// <param name="source">For messages.</param>
    /// <param name="catalog">For naming activities without id.</param>
    /// <param name="definitionId">Instead of the one in the JSON.</param>
    /// <param name="problems">Takes what is wrong.</param>
    /// <returns>The definition; <see langword="null"/> when it cannot be read.</returns>
    public static WorkflowDefinition? Read(
        ReadOnlyMemory<byte> json, string source, ActivityCatalog catalog, string? definitionId, List<DefinitionProblem> problems)
    {
        var reading = DefinitionReader.Read(json, source);
        problems.AddRange(reading.Problems);
        if (reading.Definition is not { } read)
        {
            return null;
        }

        var own = read.Source.DeepClone().AsObject();
        var id = definitionId ?? (own["definitionId"] is JsonValue given && given.ToString() is { Length: > 0 } text ? text : NewId());
        foreach (var member in OfTheRow)
        {
            own.Remove(member);
        }

        own["definitionId"] = id;
        if (own["root"] is JsonObject root)
        {
            ActivityTree.Of(root, catalog).NameAll();
        }

        return new WorkflowDefinition { Id = id, DefinitionId = id, Version = 1, Name = read.Name, Description = read.Description, Source = own };
    }

    /// <summary>Makes a draft.</summary>
    public static DefinitionDraft Of(WorkflowDefinition definition, ChangeKind kind, FlowchartMode? flowchartMode = null, string? note = null) =>
        new(definition) { Kind = kind, FlowchartMode = flowchartMode, FromDesigner = kind == ChangeKind.Saved, Note = note };

    /// <summary>A new id as Elsa writes them: 16 hexadecimal digits.</summary>
    public static string NewId() => RandomNumberGenerator.GetHexString(16, lowercase: true);

    /// <summary>Writes it into a row that holds nothing else yet, or an earlier state of the same draft.</summary>
    /// <param name="row">The row.</param>
    /// <param name="before">The JSON of the version before, or <see langword="null"/>.</param>
    public void WriteTo(DefinitionRow row, byte[]? before)
    {
        var source = Definition.Source;
        if (FromDesigner && before is not null && DefinitionReader.Read(before, row.Id).Definition is { } earlier)
        {
            source = source.DeepClone().AsObject();
            foreach (var (member, value) in earlier.Source)
            {
                if (!OfTheRow.Concat(OfTheDesigner).Contains(member, StringComparer.OrdinalIgnoreCase) && !source.ContainsKey(member))
                {
                    source[member] = value?.DeepClone();
                }
            }
        }

        row.Name = Definition.Name;
        row.Json = JsonSerializer.SerializeToUtf8Bytes(source, Compact);
        row.ContentHash = DefinitionHash.Of(source);
        row.FlowchartMode = FlowchartMode ?? row.FlowchartMode;
        row.IsReadonly = Flag(source, "isReadonly");
        row.UsableAsActivity = Flag(source["options"] as JsonObject, "usableAsActivity");
    }

    private static bool Flag(JsonObject? json, string member) => json?[member] is JsonValue value && value.TryGetValue(out bool flag) && flag;
}
