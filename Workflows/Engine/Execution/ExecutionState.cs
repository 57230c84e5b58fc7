using System.Buffers;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using StrongCities.Engine.Definitions;

namespace StrongCities.Engine.Execution;

/// <summary>One open execution of an activity, at rest between bursts. Members with nothing to say are null.</summary>
internal sealed record ExecutionState
{
    public required string Id { get; init; }

    public required string NodeId { get; init; }

    /// <summary>Null at the root.</summary>
    public string? ParentId { get; init; }

    public ActivityStatus Status { get; init; }

    /// <summary>What its parent attached to it.</summary>
    public JsonNode? Tag { get; init; }

    /// <summary>The activity's own state.</summary>
    public JsonObject? Properties { get; init; }

    /// <summary>Inputs as evaluated before the first execution.</summary>
    public JsonObject? Inputs { get; init; }

    /// <summary>Values of the scope's variables by id, as far as their drivers keep them.</summary>
    public JsonObject? Variables { get; init; }

    /// <summary>Values that a loop gives to one run of its body, by name.</summary>
    public JsonObject? Locals { get; init; }

    /// <summary>True when Break or Complete ends it as soon as its child completes.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public bool Ending { get; init; }

    /// <summary>True when it runs beside the flow, begun by a signal.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public bool Beside { get; init; }

    /// <summary>Ids of its questions that are open.</summary>
    public IReadOnlyList<string>? Questions { get; init; }

    /// <summary>What its record needs; only with <see cref="LogicFlags.Traced"/>.</summary>
    public TraceState? Trace { get; init; }
}

/// <summary>What records need of an execution that goes on in a later burst.</summary>
internal sealed record TraceState
{
    /// <summary>Null while it is only scheduled.</summary>
    public DateTimeOffset? StartedAt { get; init; }

    /// <summary>The execution after which it came; null at the root.</summary>
    public string? ScheduledBy { get; init; }

    /// <summary>That one's activity.</summary>
    public string? ScheduledByActivity { get; init; }

    /// <summary>How many came before it.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public int Depth { get; init; }

    /// <summary>Faults in it so far.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public int Faults { get; init; }
}

/// <summary>What Elsa keeps for one burst only, while a question to the outside splits that burst.</summary>
internal sealed record TransientState
{
    /// <summary>Workflow inputs of the burst.</summary>
    public JsonObject? Input { get; init; }

    /// <summary>Outputs by activity id, then by name.</summary>
    public JsonObject? Outputs { get; init; }

    /// <summary>The result produced last.</summary>
    public JsonNode? LastResult { get; init; }

    /// <summary>Variables that scripts made up.</summary>
    public JsonObject? Dynamic { get; init; }

    /// <summary>The trigger that started the instance in this burst.</summary>
    public string? TriggerActivityId { get; init; }
}

/// <summary>How states are written: compact, names in camel case, enums by name, nothing for null.</summary>
[JsonSourceGenerationOptions(
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    UseStringEnumConverter = true)]
[JsonSerializable(typeof(InstanceState))]
internal sealed partial class InstanceStateJson : JsonSerializerContext
{
    private const int UsualBytes = 8 * 1024;
    private const int LargestKept = 1024 * 1024;

    private static readonly JsonWriterOptions Plain = new()
    {
        Encoder = ElsaJson.Compact.Encoder,
        MaxDepth = ElsaJson.MaxDepth * 2,
        SkipValidation = true,
    };

    [ThreadStatic]
    private static ArrayBufferWriter<byte>? buffer;

    [ThreadStatic]
    private static Utf8JsonWriter? writer;

    /// <summary>For reading.</summary>
    public static InstanceStateJson Compact { get; } = new(new JsonSerializerOptions
    {
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        Encoder = ElsaJson.Compact.Encoder,
        MaxDepth = ElsaJson.MaxDepth * 2,
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
    });

    /// <summary>Writes a state. With an encoder among the options the generated code would not be used for writing, so the writer has it.</summary>
    public static byte[] Write(InstanceState state)
    {
        if (buffer is null or { Capacity: > LargestKept })
        {
            (buffer, writer) = (new ArrayBufferWriter<byte>(UsualBytes), null);
        }

        buffer.ResetWrittenCount();
        writer ??= new Utf8JsonWriter(buffer, Plain);
        writer.Reset(buffer);
        JsonSerializer.Serialize(writer, state, Default.InstanceState);
        writer.Flush();
        return buffer.WrittenSpan.ToArray();
    }
}
