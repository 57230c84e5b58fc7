using StrongCities.Engine.Definitions;
using StrongCities.Runtime.Persistence;

namespace StrongCities.Runtime.Definitions;

/// <summary>How a change to a definition ended.</summary>
public abstract record DefinitionResult;

/// <summary>It is stored.</summary>
/// <param name="Row">The version as it stands now.</param>
/// <param name="Warnings">What does not keep it from running.</param>
public sealed record DefinitionStored(DefinitionRow Row, IReadOnlyList<DefinitionProblem> Warnings) : DefinitionResult
{
    /// <summary>Whether publishing found it published, so that nothing changed.</summary>
    public bool AlreadyPublished { get; init; }

    /// <summary>Definitions that use it as an activity and were moved to this version.</summary>
    public IReadOnlyList<string> UpdatedConsumers { get; init; } = [];
}

/// <summary>There is no such definition or version.</summary>
public sealed record NoSuchDefinition : DefinitionResult;

/// <summary>The draft is stored, and a second person is asked to publish it.</summary>
/// <param name="Row">The version as it stands now, not published.</param>
public sealed record DefinitionAwaitsSecond(DefinitionRow Row) : DefinitionResult;

/// <summary>Somebody else has the draft, or changed it since. It is as it was; what would have been saved is kept.</summary>
/// <param name="By">Their last change, without its content.</param>
/// <param name="Problems">The same in words, and how to go on.</param>
public sealed record DraftHeld(DefinitionChangeRow By, IReadOnlyList<DefinitionProblem> Problems) : DefinitionResult;

/// <summary>Nothing was changed.</summary>
/// <param name="Problems">Why, and how to mend it.</param>
public sealed record DefinitionRefused(IReadOnlyList<DefinitionProblem> Problems) : DefinitionResult
{
    internal static DefinitionRefused Because(string source, string place, string message, string mend) =>
        new([new DefinitionProblem(true, source, place, message, mend)]);
}
