using StrongCities.Hub.Opportunities.Sources;

namespace StrongCities.Hub.Opportunities;

/// <summary>What a reader made of one record.</summary>
public abstract record ReadRecord
{
    /// <summary>Reads one record; what it throws is its fault and nobody else's.</summary>
    /// <param name="key">Where it stands, until its own key is known.</param>
    /// <param name="read">Reads it.</param>
    /// <returns>The record or the fault.</returns>
    internal static ReadRecord Of(string key, Func<FoundOpportunity> read)
    {
        try
        {
            return new ReadFound(read());
        }
        catch (RecordException fault)
        {
            return new ReadFaulty(new FaultyRecord(SourceText.Cut(fault.Key ?? key, SourceText.MaxKey), fault.Message) { OwnKey = fault.Key });
        }
        catch (Exception fault) when (fault is FormatException or InvalidOperationException or OverflowException or ArgumentException)
        {
            return new ReadFaulty(new FaultyRecord(SourceText.Cut(key, SourceText.MaxKey), $"It is not in the shape of its kind: {fault.Message}"));
        }
    }
}

/// <summary>A record that was read.</summary>
/// <param name="Found">What it says.</param>
public sealed record ReadFound(FoundOpportunity Found) : ReadRecord;

/// <summary>A record that could not be read.</summary>
/// <param name="Fault">Why.</param>
public sealed record ReadFaulty(FaultyRecord Fault) : ReadRecord;

/// <summary>A page of records.</summary>
/// <param name="Records">In their order.</param>
/// <param name="Total">How many there are on all pages, as the source says.</param>
public sealed record RecordPage(IReadOnlyList<ReadRecord> Records, int? Total);

/// <summary>A record is faulty. Never leaves <see cref="ReadRecord.Of"/>.</summary>
/// <param name="message">What is wrong and how to mend it.</param>
/// <param name="key">Its key, once known.</param>
#pragma warning disable CA1064, CA1032 // Nobody outside ever sees one.
internal sealed class RecordException(string message, string? key = null) : Exception(message)
#pragma warning restore CA1064, CA1032
{
    public string? Key { get; } = key;
}
