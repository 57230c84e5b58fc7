namespace StrongCities.Hub.Awards;

/// <summary>A change of the agreement that the city asks the funder for. The funder's silence is never a yes.</summary>
public sealed class Amendment
{
    /// <summary>Its id.</summary>
    public required Guid Id { get; init; }

    /// <summary>The hub.</summary>
    public required Guid HubId { get; init; }

    /// <summary>The city.</summary>
    public required Guid CityId { get; init; }

    /// <summary>The award.</summary>
    public required Guid CaseId { get; init; }

    /// <summary>Its place, from 1.</summary>
    public required int Number { get; init; }

    /// <summary>What is to change, in people's words.</summary>
    public required string Change { get; init; }

    /// <summary>Why.</summary>
    public required string Reason { get; init; }

    /// <summary>The new last day of the work; <see langword="null"/> where it stays.</summary>
    public DateOnly? NewEndsOn { get; init; }

    /// <summary>When it was asked for.</summary>
    public required DateTimeOffset AskedAt { get; init; }

    /// <summary>From when it is to hold: at least 30 days after it was asked for.</summary>
    public required DateOnly HoldsFrom { get; init; }

    /// <summary>Whether the funder agreed; <see langword="null"/> while it has not said.</summary>
    public bool? IsGranted { get; set; }

    /// <summary>When it said so.</summary>
    public DateTimeOffset? AnsweredAt { get; set; }

    /// <summary>What was told of it last; <see langword="null"/> for nothing.</summary>
    public AmendmentStep? Told { get; set; }
}

/// <summary>What is told of a change of an agreement. Words know it as <c>Amendment.Step.Asked</c>.</summary>
public enum AmendmentStep
{
    /// <summary>The city asks for it.</summary>
    Asked,

    /// <summary>Its day came without an answer: the agreement holds as it is.</summary>
    Unanswered,

    /// <summary>The funder has answered.</summary>
    Answered,
}
