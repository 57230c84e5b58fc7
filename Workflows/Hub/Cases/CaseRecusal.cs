namespace StrongCities.Hub.Cases;

/// <summary>Somebody with a personal interest stepped aside: the case is hidden from them, and they are asked nothing about it any more.</summary>
public sealed class CaseRecusal
{
    /// <summary>Its id.</summary>
    public required Guid Id { get; init; }

    /// <summary>The case.</summary>
    public required Guid CaseId { get; init; }

    /// <summary>Who stepped aside.</summary>
    public required Guid PersonId { get; init; }

    /// <summary>The task at which they said so.</summary>
    public required string TaskId { get; init; }

    /// <summary>When.</summary>
    public required DateTimeOffset At { get; init; }
}
