namespace StrongCities.Hub.Mail.Inbound;

/// <summary>An address of ours that a mail was sent with. Of its secret only the hash is stored.</summary>
public sealed class MailGrant
{
    /// <summary>SHA-256 of the address's secret, lower-case hex: the key.</summary>
    public required string Hash { get; init; }

    /// <summary>What it is for. An address for one purpose is nothing for another.</summary>
    public required MailGrantPurpose Purpose { get; init; }

    /// <summary>Whose mail it was.</summary>
    public required Guid PersonId { get; init; }

    /// <summary>For replies: the task.</summary>
    public string? TaskId { get; init; }

    /// <summary>For replies: SHA-256 of what the task asked about when the mail was written, hex.</summary>
    public string? SeenDigest { get; init; }

    /// <summary>For bounces: the key of the mail that was sent with it.</summary>
    public string? MailKey { get; init; }

    /// <summary>When the mail was written.</summary>
    public required DateTimeOffset IssuedAt { get; init; }

    /// <summary>After this it does nothing.</summary>
    public required DateTimeOffset ExpiresAt { get; init; }
}

/// <summary>What an address of ours is for.</summary>
public enum MailGrantPurpose
{
    /// <summary>Takes replies to a task.</summary>
    Reply,

    /// <summary>Takes bounces of a mail.</summary>
    Bounce,
}
