namespace StrongCities.Hub.Events;

/// <summary>Something that somebody promised at an event, or after it. When it is due they are asked whether it is done.</summary>
public sealed class Commitment
{
    /// <summary>Its id.</summary>
    public required Guid Id { get; init; }

    /// <summary>The event.</summary>
    public required Guid CaseId { get; init; }

    /// <summary>The hub.</summary>
    public required Guid HubId { get; init; }

    /// <summary>The city of whoever promised; <see langword="null"/> for the hub itself.</summary>
    public Guid? CityId { get; init; }

    /// <summary>Who promised.</summary>
    public required Guid PersonId { get; init; }

    /// <summary>What they were called then.</summary>
    public required string PersonName { get; init; }

    /// <summary>What.</summary>
    public required string What { get; init; }

    /// <summary>Until when.</summary>
    public required DateOnly DueOn { get; set; }

    /// <summary>Whether it is done.</summary>
    public CommitmentState State { get; set; }

    /// <summary>For which day they were last asked.</summary>
    public DateOnly? AskedFor { get; set; }

    /// <summary>When it was promised.</summary>
    public required DateTimeOffset AddedAt { get; init; }
}

/// <summary>How a promise stands. Words know them as <c>HubEvent.Commitment.Kept</c>.</summary>
public enum CommitmentState
{
    /// <summary>Not done.</summary>
    Open,

    /// <summary>Done.</summary>
    Kept,

    /// <summary>It will not be done.</summary>
    Dropped,
}
