using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using StrongCities.Engine.Definitions;
using StrongCities.Engine.Expressions;

namespace StrongCities.Engine.Execution;

/// <summary>
/// Everything about an instance that must last from burst to burst. It grows with open work, not with age:
/// the journal lies beside it.
/// </summary>
public sealed class InstanceState
{
    /// <summary>The form that this release writes. Older ones are read for ever.</summary>
    public const int CurrentFormat = 1;

    /// <summary>Key in <see cref="Exception.Data"/> of what <see cref="FromUtf8"/> throws for a state of a later release, which is no damage.</summary>
    public const string LaterRelease = "later-release";

    /// <summary>Its JSON, once somebody asked: the interpreter measures it, the host stores it.</summary>
    private byte[]? written;

    /// <summary>The form of the JSON it was read from.</summary>
    public int Format { get; init; } = CurrentFormat;

    /// <summary>The instance's id.</summary>
    public required string Id { get; init; }

    /// <summary>The definition's id.</summary>
    public required string DefinitionId { get; init; }

    /// <summary>The row of the definition version it runs on.</summary>
    public required string DefinitionVersionId { get; init; }

    /// <summary>That version's number.</summary>
    public required int DefinitionVersion { get; init; }

    /// <summary>Ties it to a case, and events to it.</summary>
    public string? CorrelationId { get; init; }

    /// <summary>The instance that started it as its child, or <see langword="null"/>.</summary>
    public string? ParentInstanceId { get; init; }

    /// <summary>The name people see.</summary>
    public string? Name { get; init; }

    /// <summary>When it was created.</summary>
    public DateTimeOffset CreatedAt { get; init; }

    /// <summary>The time of its last burst, or of its creation.</summary>
    public DateTimeOffset UpdatedAt { get; init; }

    /// <summary>Whether it can still change.</summary>
    public WorkflowStatus Status { get; init; }

    /// <summary>How it runs or ended.</summary>
    public WorkflowSubStatus SubStatus { get; init; }

    /// <summary>What went wrong so far.</summary>
    public IReadOnlyList<Incident> Incidents { get; init; } = [];

    /// <summary>
    /// Where it waits. On a faulted instance: where it waited. Those are burned, as effects say, and resume nothing.
    /// </summary>
    public IReadOnlyList<Bookmark> Bookmarks { get; init; } = [];

    /// <summary>Questions that it asked and that are not answered.</summary>
    public IReadOnlyList<Requested> Questions { get; init; } = [];

    /// <summary>Workflow outputs set so far.</summary>
    public JsonObject Output { get; init; } = [];

    /// <summary>Named behaviours that it was created with; see <see cref="Execution.LogicFlags"/>.</summary>
    public IReadOnlyList<string> LogicFlags { get; init; } = [];

    /// <summary>Open executions, parents before children, and the root for ever.</summary>
    [JsonInclude]
    internal IReadOnlyList<ExecutionState> Executions { get; init; } = [];

    /// <summary>Executions that are to run next; only while a question is open.</summary>
    [JsonInclude]
    internal IReadOnlyList<string> Queue { get; init; } = [];

    /// <summary>Workflow inputs that survive suspension.</summary>
    [JsonInclude]
    internal JsonObject Input { get; init; } = [];

    /// <summary>What lasts for one burst only, kept while a question splits that burst in two.</summary>
    [JsonInclude]
    internal TransientState? Transient { get; init; }

    /// <summary>The last journal sequence used.</summary>
    [JsonInclude]
    internal long Sequence { get; init; }

    /// <summary>How many ids it has given out.</summary>
    [JsonInclude]
    internal long IdCount { get; init; }

    /// <summary>A new instance, Pending.</summary>
    /// <param name="id">Unique.</param>
    /// <param name="graph">What it will run on.</param>
    /// <param name="now">Its creation.</param>
    /// <param name="correlationId">Its correlation id, or <see langword="null"/>.</param>
    /// <param name="name">Its name, or <see langword="null"/>.</param>
    /// <param name="parentInstanceId">The instance that starts it as its child, or <see langword="null"/>.</param>
    /// <returns>The state to start.</returns>
    public static InstanceState New(
        string id, WorkflowGraph graph, DateTimeOffset now, string? correlationId = null, string? name = null,
        string? parentInstanceId = null) => new()
        {
            Id = id,
            DefinitionId = graph.Definition.DefinitionId,
            DefinitionVersionId = graph.Definition.Id,
            DefinitionVersion = graph.Definition.Version,
            CorrelationId = correlationId,
            ParentInstanceId = parentInstanceId,
            Name = name,
            CreatedAt = now,
            UpdatedAt = now,
            SubStatus = WorkflowSubStatus.Pending,
            LogicFlags = Execution.LogicFlags.Current,
        };

    /// <summary>The same instance on another version of its definition.</summary>
    internal InstanceState On(WorkflowGraph target, IReadOnlyList<ExecutionState> executions, IReadOnlyList<Bookmark> bookmarks) => new()
    {
        Id = Id,
        DefinitionId = DefinitionId,
        DefinitionVersionId = target.Definition.Id,
        DefinitionVersion = target.Definition.Version,
        CorrelationId = CorrelationId,
        ParentInstanceId = ParentInstanceId,
        Name = Name,
        CreatedAt = CreatedAt,
        UpdatedAt = UpdatedAt,
        Status = Status,
        SubStatus = SubStatus,
        Incidents = Incidents,
        Bookmarks = bookmarks,
        Questions = Questions,
        Output = Output,
        LogicFlags = LogicFlags,
        Executions = executions,
        Queue = Queue,
        Input = Input,
        Transient = Transient,
        Sequence = Sequence,
        IdCount = IdCount,
    };

    /// <summary>The workflow's own variables by name, as they stand: what was set and lasts, else the default.</summary>
    /// <param name="graph">What the instance runs on.</param>
    /// <returns>A new object.</returns>
    public JsonObject Variables(WorkflowGraph graph)
    {
        var stored = Executions.FirstOrDefault(execution => execution.ParentId is null)?.Variables;
        var variables = new JsonObject();
        foreach (var declaration in graph.Root.Variables)
        {
            variables[declaration.Name] = stored is not null && stored.TryGetPropertyValue(declaration.Id, out var value)
                ? value?.DeepClone() : Values.ToJson(declaration.Default);
        }

        return variables;
    }

    /// <summary>The state as compact UTF-8 JSON, for storage.</summary>
    /// <returns>What <see cref="FromUtf8"/> reads. The same array each time: not to be changed.</returns>
    public byte[] ToUtf8() => written ??= InstanceStateJson.Write(this);

    /// <summary>Reads a stored state of this or an earlier release.</summary>
    /// <param name="utf8Json">As written by <see cref="ToUtf8"/>.</param>
    /// <returns>The state.</returns>
    /// <exception cref="InvalidDataException">It was written by a later release, or is no state at all.</exception>
    public static InstanceState FromUtf8(ReadOnlyMemory<byte> utf8Json)
    {
        try
        {
            var state = JsonSerializer.Deserialize(utf8Json.Span, InstanceStateJson.Compact.InstanceState);
            return state is null ? throw new InvalidDataException("The stored state is the JSON null.")
                : state.Format > CurrentFormat ? throw new InvalidDataException(
                    $"The state of instance {state.Id} has format {state.Format}; this release reads up to {CurrentFormat}. Run a newer release.")
                {
                    Data = { [LaterRelease] = true },
                }
                : state;
        }
        catch (JsonException exception)
        {
            throw new InvalidDataException($"The stored state is not readable: {exception.Message}", exception);
        }
    }
}
