using System.Text.Json.Nodes;
using StrongCities.Engine.Activities;

namespace StrongCities.Engine.Definitions;

/// <summary>
/// One version of a workflow definition, in Elsa 3's JSON. What we did not understand stays in
/// <see cref="Source"/>, so writing it back loses nothing.
/// </summary>
public sealed class WorkflowDefinition
{
    /// <summary>The id of this version's row.</summary>
    public required string Id { get; init; }

    /// <summary>The id shared by all versions.</summary>
    public required string DefinitionId { get; init; }

    /// <summary>From 1.</summary>
    public required int Version { get; init; }

    /// <summary>The name people see.</summary>
    public string? Name { get; init; }

    /// <summary>What it is for.</summary>
    public string? Description { get; init; }

    /// <summary>Whether it is the newest version.</summary>
    public bool IsLatest { get; init; }

    /// <summary>Whether new instances start on it.</summary>
    public bool IsPublished { get; init; }

    /// <summary>How its flowcharts run; <see langword="null"/> for the host's setting. Not part of the JSON: Elsa has no place for it.</summary>
    public FlowchartMode? FlowchartMode { get; init; }

    /// <summary>The whole JSON as read.</summary>
    public required JsonObject Source { get; init; }
}

/// <summary>What reading or compiling a definition found.</summary>
/// <param name="IsError">Errors keep the definition from loading; the rest are warnings.</param>
/// <param name="Source">The file or row it came from.</param>
/// <param name="Place">A JSON path, with line and column where the text itself is broken.</param>
/// <param name="Message">What is wrong.</param>
/// <param name="Mend">How to mend it.</param>
public sealed record DefinitionProblem(bool IsError, string Source, string Place, string Message, string Mend);

/// <summary>A definition, or why there is none.</summary>
/// <param name="Definition"><see langword="null"/> when a problem is an error.</param>
/// <param name="Problems">Errors and warnings.</param>
public sealed record DefinitionReading(WorkflowDefinition? Definition, IReadOnlyList<DefinitionProblem> Problems);
