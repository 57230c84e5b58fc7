using System.Collections.Concurrent;

namespace StrongCities.Crash.Tests.Load;

/// <summary>What became of a call, as far as its caller knows.</summary>
internal enum Fate
{
    /// <summary>Nothing came of it: refused, or never heard.</summary>
    Refused,

    /// <summary>The connection broke or the host failed: it may have been done.</summary>
    Unknown,

    /// <summary>The host said that it is done.</summary>
    Accepted,
}

/// <summary>What the clients of a run asked for and what they were told. The books are balanced against it.</summary>
internal sealed class Ledger
{
    /// <summary>Begins the correlation ids of every start, so that they are told from sample data.</summary>
    public const string Mark = "crash-";

    /// <summary>Starts of instances, by correlation id; each asked for once.</summary>
    public ConcurrentDictionary<string, Fate> Starts { get; } = new(StringComparer.Ordinal);

    /// <summary>Events, by the correlation id of the one instance that waits for it; the best fate of all tries.</summary>
    public ConcurrentDictionary<string, Fate> Events { get; } = new(StringComparer.Ordinal);

    /// <summary>Timers, by correlation id of their instance: when they are due.</summary>
    public ConcurrentDictionary<string, DateTimeOffset> Timers { get; } = new(StringComparer.Ordinal);

    /// <summary>Requests of cities, by form id; the best fate of all tries.</summary>
    public ConcurrentDictionary<string, Fate> Requests { get; } = new(StringComparer.Ordinal);

    /// <summary>Decisions, by the public id of the link; the best fate of all tries.</summary>
    public ConcurrentDictionary<string, Fate> Decisions { get; } = new(StringComparer.Ordinal);

    /// <summary>At how many kills each mail was in flight, by Message-ID.</summary>
    public ConcurrentDictionary<string, int> InFlight { get; } = new(StringComparer.Ordinal);

    /// <summary>Whatever a client saw that no host should answer.</summary>
    public ConcurrentQueue<string> Complaints { get; } = new();

    /// <summary>Notes a try; an earlier success stays one.</summary>
    public static void Note(ConcurrentDictionary<string, Fate> fates, string key, Fate fate) =>
        fates.AddOrUpdate(key, fate, (_, before) => before > fate ? before : fate);

    /// <summary>How many were accepted.</summary>
    public static int Accepted(ConcurrentDictionary<string, Fate> fates) => fates.Values.Count(fate => fate == Fate.Accepted);

    /// <summary>How many may or may not have been done.</summary>
    public static int Unknown(ConcurrentDictionary<string, Fate> fates) => fates.Values.Count(fate => fate == Fate.Unknown);
}
