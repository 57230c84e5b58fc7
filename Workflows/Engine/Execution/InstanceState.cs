using System.Text.Json.Nodes;
using StrongCities.Engine.Definitions;

namespace StrongCities.Engine.Execution;

/// <summary>
/// Everything about an instance that must last from burst to burst. It grows with open work, not with age:
/// the journal lies beside it.
/// </summary>
public sealed class InstanceState
{
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

    /// <summary>The name people see.</summary>
    public string? Name { get; init; }

    /// <summary>Whether it can still change.</summary>
    public WorkflowStatus Status { get; init; }

    /// <summary>How it runs or ended.</summary>
    public WorkflowSubStatus SubStatus { get; init; }

    /// <summary>What went wrong so far.</summary>
    public IReadOnlyList<Incident> Incidents { get; init; } = [];

    /// <summary>Where it waits.</summary>
    public IReadOnlyList<Bookmark> Bookmarks { get; init; } = [];

    /// <summary>Questions that it asked and that are not answered.</summary>
    public IReadOnlyList<Requested> Questions { get; init; } = [];

    /// <summary>Workflow outputs set so far.</summary>
    public JsonObject Output { get; init; } = [];

    /// <summary>A new instance, Pending.</summary>
    /// <param name="id">Unique.</param>
    /// <param name="graph">What it will run on.</param>
    /// <param name="now">Its creation.</param>
    /// <param name="correlationId">Its correlation id, or <see langword="null"/>.</param>
    /// <param name="name">Its name, or <see langword="null"/>.</param>
    /// <returns>The state to start.</returns>
    public static InstanceState New(
        string id, WorkflowGraph graph, DateTimeOffset now, string? correlationId = null, string? name = null) => throw new NotImplementedException();

    /// <summary>The state as compact UTF-8 JSON, for storage.</summary>
    /// <returns>What <see cref="FromUtf8"/> reads.</returns>
    public byte[] ToUtf8() => throw new NotImplementedException();

    /// <summary>Reads a stored state of this or an earlier release.</summary>
    /// <param name="utf8Json">As written by <see cref="ToUtf8"/>.</param>
    /// <returns>The state.</returns>
    public static InstanceState FromUtf8(ReadOnlyMemory<byte> utf8Json) => throw new NotImplementedException();
}
