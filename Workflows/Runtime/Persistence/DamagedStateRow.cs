namespace StrongCities.Runtime.Persistence;

/// <summary>The bytes of a state that could not be read, kept for whoever looks into it. Something readable took their place.</summary>
public sealed class DamagedStateRow
{
    /// <summary>Rises.</summary>
    public long Id { get; set; }

    /// <summary>The instance.</summary>
    public required string InstanceId { get; set; }

    /// <summary>The revision that the bytes belonged to: a backup of the same revision has lost nothing.</summary>
    public required long Revision { get; set; }

    /// <summary>As they lay in the database.</summary>
    public required byte[] State { get; set; }

    /// <summary>Why they cannot be read.</summary>
    public required string Reason { get; set; }

    /// <summary>When that was found.</summary>
    public required DateTimeOffset FoundAt { get; set; }
}
