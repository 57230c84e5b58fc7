namespace StrongCities.Runtime.Persistence;

/// <summary>
/// One change to a definition: who did what and when, and what the definition looked like after it. Who edits, whose draft it is and whether
/// a publication is asked for are read from the newest of these rows; nothing else stores it.
/// </summary>
public sealed class DefinitionChangeRow
{
    /// <summary>Rises with each change; given by the database.</summary>
    public long Id { get; set; }

    /// <summary>The definition.</summary>
    public required string DefinitionId { get; set; }

    /// <summary>The number of the version that was changed; 0 when it is about none or all.</summary>
    public required int Version { get; set; }

    /// <summary>What was done.</summary>
    public required ChangeKind Kind { get; set; }

    /// <summary>When.</summary>
    public required DateTimeOffset At { get; set; }

    /// <summary>What kind of author it was.</summary>
    public required AuthorKind AuthorKind { get; set; }

    /// <summary>The person's id, or the program's name.</summary>
    public required string AuthorId { get; set; }

    /// <summary>The author's name at that time.</summary>
    public required string AuthorName { get; set; }

    /// <summary>The browser tab that did it; <see langword="null"/> when it came from none.</summary>
    public string? Session { get; set; }

    /// <summary>In the author's words, such as why a publication was declined.</summary>
    public string? Note { get; set; }

    /// <summary>See <see cref="DefinitionRow.ContentHash"/>; of the draft after the change, or of what was not saved.</summary>
    public string? ContentHash { get; set; }

    /// <summary>The JSON after the change, UTF-8; <see langword="null"/> where the change left none, and once it is too old to be kept.</summary>
    public byte[]? Content { get; set; }
}

/// <summary>What was done to a definition. Stored by name.</summary>
public enum ChangeKind
{
    /// <summary>There already when the first change was recorded.</summary>
    Found,

    /// <summary>Read from a file of the installation, and published.</summary>
    Loaded,

    /// <summary>The draft was saved.</summary>
    Saved,

    /// <summary>A draft came in as a file.</summary>
    Imported,

    /// <summary>An earlier version became the draft.</summary>
    Reverted,

    /// <summary>A kept draft became the draft.</summary>
    Restored,

    /// <summary>It was moved to the new version of a workflow that it uses.</summary>
    Moved,

    /// <summary>A save was refused; what it held is kept.</summary>
    Refused,

    /// <summary>Somebody took the draft over from whoever edited it.</summary>
    TakenOver,

    /// <summary>The draft's author asked for its publication.</summary>
    PublishRequested,

    /// <summary>A second person declined it.</summary>
    PublishDeclined,

    /// <summary>New instances start on it.</summary>
    Published,

    /// <summary>New instances no longer start on it.</summary>
    Retracted,

    /// <summary>The newest version was deleted, alone or with the definition.</summary>
    Deleted,

    /// <summary>An earlier version was deleted.</summary>
    VersionDeleted,
}

/// <summary>What kind of author changes a definition. Stored by name.</summary>
public enum AuthorKind
{
    /// <summary>A person who is signed in.</summary>
    Person,

    /// <summary>A program with a key.</summary>
    Program,

    /// <summary>The host itself, from its files.</summary>
    Host,
}
