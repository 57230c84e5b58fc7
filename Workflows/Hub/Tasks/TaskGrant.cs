namespace StrongCities.Hub.Tasks;

/// <summary>A capability: who holds the link may act on one task as one person. Each mail mints its own.</summary>
public sealed class TaskGrant
{
    /// <summary>72 random bits, base64url: names the grant, opens nothing.</summary>
    public required string PublicId { get; init; }

    /// <summary>SHA-256 of the 160-bit secret.</summary>
    public required byte[] SecretHash { get; init; }

    /// <summary>The task.</summary>
    public required string TaskId { get; init; }

    /// <summary>As whom.</summary>
    public required Guid PersonId { get; init; }

    /// <summary>When it was minted.</summary>
    public required DateTimeOffset IssuedAt { get; init; }

    /// <summary>After this it only says so.</summary>
    public required DateTimeOffset ExpiresAt { get; init; }
}
