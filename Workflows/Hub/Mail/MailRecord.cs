namespace StrongCities.Hub.Mail;

/// <summary>A mail as the case remembers it: what went to whom, when, and how that ended.</summary>
public sealed class MailRecord
{
    /// <summary>Its id.</summary>
    public required Guid Id { get; init; }

    /// <summary>The hub.</summary>
    public required Guid HubId { get; init; }

    /// <summary>The case, where it applies.</summary>
    public Guid? CaseId { get; init; }

    /// <summary>The task, where it applies.</summary>
    public string? TaskId { get; init; }

    /// <summary>The order's key: the same deed is mailed once. Unique.</summary>
    public required string Key { get; init; }

    /// <summary>One of <see cref="MailKind"/>.</summary>
    public required string Kind { get; init; }

    /// <summary>To whom.</summary>
    public required Guid ToPersonId { get; init; }

    /// <summary>Their address then; the other one when that failed before the mail was sent.</summary>
    public required string ToEmail { get; set; }

    /// <summary>Its language.</summary>
    public required string Language { get; init; }

    /// <summary>Its subject.</summary>
    public required string Subject { get; init; }

    /// <summary>Its text part, links redacted.</summary>
    public required string Text { get; init; }

    /// <summary>SHA-256 of the message as sent, hex.</summary>
    public required string Digest { get; set; }

    /// <summary>Its Message-ID, the same at every try.</summary>
    public required string MessageId { get; init; }

    /// <summary>Where it stands.</summary>
    public MailState State { get; set; }

    /// <summary>When it was queued.</summary>
    public required DateTimeOffset QueuedAt { get; init; }

    /// <summary>When a server took it, or it was given up.</summary>
    public DateTimeOffset? EndedAt { get; set; }
}

/// <summary>Where a mail stands.</summary>
public enum MailState
{
    /// <summary>Waits in the outbox.</summary>
    Queued,

    /// <summary>A server took it.</summary>
    Sent,

    /// <summary>Refused for good.</summary>
    Failed,

    /// <summary>Taken back before it was sent: what it asks for is over.</summary>
    Dropped,

    /// <summary>Told in a daily digest, of which it waits until it has ended.</summary>
    Gathered,

    /// <summary>Not sent: its reader wants none of its kind.</summary>
    Unwanted,
}
