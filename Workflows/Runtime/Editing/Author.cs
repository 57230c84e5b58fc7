using StrongCities.Runtime.Persistence;

namespace StrongCities.Runtime.Editing;

/// <summary>Who changes a definition.</summary>
/// <param name="Kind">A person, a program, or the host.</param>
/// <param name="Id">The person's id, or the program's name; at most 100 characters.</param>
/// <param name="Name">As others shall read it; longer than 250 characters it is cut.</param>
public sealed record Author(AuthorKind Kind, string Id, string Name)
{
    /// <summary>The host, which loads files.</summary>
    public static Author Host { get; } = new(AuthorKind.Host, "host", "StrongCities");

    /// <summary>The browser tab, 1 to 64 characters; <see langword="null"/> when the change comes from none, or from a program.</summary>
    public string? Session { get; init; }

    /// <summary>The newest change (<see cref="DefinitionChangeRow.Id"/>) that this tab had seen when it was opened. Without a session it says nothing.</summary>
    public long Seen { get; init; }

    internal bool Wrote(DefinitionChangeRow change) => change.AuthorKind == Kind && change.AuthorId == Id;
}
