namespace StrongCities.Hub.Record;

/// <summary>
/// A row of a case's record: what somebody answered or did. It is only ever added, and carries the hash of the row before it, so that a row
/// which was changed, taken out or put in later shows. See <see cref="RecordChain"/>.
/// </summary>
public abstract class RecordRow
{
    /// <summary>Rises.</summary>
    public long Id { get; init; }

    /// <summary>The case whose record it is in; <see langword="null"/> for a row that nobody linked.</summary>
    public Guid? CaseId { get; private set; }

    /// <summary>Its place in the record, from 1.</summary>
    public int Position { get; private set; }

    /// <summary>The hash of the row before it, hex; empty for the first.</summary>
    public string Before { get; private set; } = "";

    /// <summary>HMAC-SHA-256 over the case, its place, <see cref="Before"/> and all that it says; hex.</summary>
    public string Hash { get; private set; } = "";

    /// <summary>All that it says, in an order that never changes: what is added to a row later goes to the end.</summary>
    internal abstract IReadOnlyList<object?> Said { get; }

    /// <summary>What it is called where people read about it, such as <c>vote 12</c>.</summary>
    internal string Name => $"{GetType().Name switch { nameof(Tasks.TaskDecision) => "vote", _ => "act" }} {Id}";

    internal void Link(Guid caseId, int position, string before, string hash) => (CaseId, Position, Before, Hash) = (caseId, position, before, hash);
}
