namespace StrongCities.Hub.Mail.Inbound;

/// <summary>A message that came, and what became of it.</summary>
public sealed class InboundMail
{
    /// <summary>Its id.</summary>
    public required Guid Id { get; init; }

    /// <summary>Where it lay: account and folder. With <see cref="UidValidity"/> and <see cref="Uid"/> unique.</summary>
    public required string Mailbox { get; init; }

    /// <summary>The folder's UIDVALIDITY.</summary>
    public required long UidValidity { get; init; }

    /// <summary>Its number there.</summary>
    public required long Uid { get; init; }

    /// <summary>Its Message-ID, or empty. With <see cref="Sha256"/> unique.</summary>
    public required string MessageId { get; init; }

    /// <summary>SHA-256 of the message as it came, lower-case hex; names its encrypted file while that is kept.</summary>
    public required string Sha256 { get; init; }

    /// <summary>Bytes.</summary>
    public required long Length { get; init; }

    /// <summary>When it was fetched.</summary>
    public required DateTimeOffset ReceivedAt { get; init; }

    /// <summary>What it is.</summary>
    public InboundKind Kind { get; set; }

    /// <summary>Where it stands.</summary>
    public InboundState State { get; set; }

    /// <summary>Why, as a code such as <c>Decided</c> or <c>OtherSender</c>. Never personal data.</summary>
    public string Reason { get; set; } = "";

    /// <summary>The sender's address, lower case; emptied with the file.</summary>
    public string From { get; set; } = "";

    /// <summary>Who it is, when known.</summary>
    public Guid? PersonId { get; set; }

    /// <summary>The task it belongs to, when known.</summary>
    public string? TaskId { get; set; }

    /// <summary>The case it belongs to, when known.</summary>
    public Guid? CaseId { get; set; }

    /// <summary>Whether it was answered.</summary>
    public bool IsAnswered { get; set; }

    /// <summary>Whether its file is kept.</summary>
    public bool HasRaw { get; set; }
}

/// <summary>Where an incoming message stands.</summary>
public enum InboundState
{
    /// <summary>Stored, not yet judged.</summary>
    Waiting,

    /// <summary>Did what it could.</summary>
    Done,

    /// <summary>Put aside for a person to look at.</summary>
    Quarantined,
}

/// <summary>What an incoming message is.</summary>
public enum InboundKind
{
    /// <summary>Not yet known.</summary>
    Unknown,

    /// <summary>Somebody wrote it.</summary>
    Human,

    /// <summary>A mail server reports on a mail of ours.</summary>
    DeliveryReport,

    /// <summary>A mail client says that it was displayed or deleted.</summary>
    ReadReceipt,

    /// <summary>A complaint about spam.</summary>
    Complaint,

    /// <summary>A machine answered: out of office, ticket system.</summary>
    AutoReply,

    /// <summary>A mailing list or newsletter.</summary>
    List,

    /// <summary>Ours, come back, or of another installation of this program.</summary>
    OwnMail,

    /// <summary>Too large or too twisted to be read.</summary>
    Hostile,
}

/// <summary>An address that doesn't work, or is about to be given up.</summary>
public sealed class SuppressedAddress
{
    /// <summary>SHA-256 of the address in lower case, hex: the key.</summary>
    public required string Hash { get; init; }

    /// <summary>Soft bounces within the time.</summary>
    public int Score { get; set; }

    /// <summary>Gets no mail before this; <see langword="null"/> while only the score counts.</summary>
    public DateTimeOffset? Until { get; set; }

    /// <summary>The last bounce.</summary>
    public DateTimeOffset LastAt { get; set; }
}
