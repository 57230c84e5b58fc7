namespace StrongCities.Hub.Opportunities.Sources;

/// <summary>What a run counts beside its row, because a unit of work may run again.</summary>
internal sealed class RunTally
{
    /// <summary>Records that came.</summary>
    public int Found { get; set; }

    /// <summary>Records that came again in the same run.</summary>
    public int Repeated { get; set; }

    /// <summary>Records that could not be stored.</summary>
    public int Unstored { get; set; }

    /// <summary>Keys that the source has, with those of faulty records.</summary>
    public HashSet<string> Seen { get; } = new(StringComparer.Ordinal);

    /// <summary>Faulty records whose own key could not be read.</summary>
    public int Nameless { get; private set; }

    /// <summary>Counts a faulty record.</summary>
    public void Note(FaultyRecord fault)
    {
        if (fault.OwnKey is { } key)
        {
            Seen.Add(key);
        }
        else
        {
            Nameless++;
        }
    }
}
