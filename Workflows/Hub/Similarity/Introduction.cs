namespace StrongCities.Hub.Similarity;

/// <summary>A hub would like two cities to meet. Neither learns how to reach the other before both have agreed.</summary>
public sealed class Introduction
{
    /// <summary>Its id.</summary>
    public required Guid Id { get; init; }

    /// <summary>The hub.</summary>
    public required Guid HubId { get; init; }

    /// <summary>One of the cities.</summary>
    public required Guid FirstId { get; init; }

    /// <summary>The other.</summary>
    public required Guid SecondId { get; init; }

    /// <summary>Why they should meet, in the advisor's words; both read it. At most 1,000 characters.</summary>
    public required string Words { get; init; }

    /// <summary>Who proposed it.</summary>
    public required Guid ProposedById { get; init; }

    /// <summary>When.</summary>
    public required DateTimeOffset ProposedAt { get; init; }

    /// <summary>Who said yes for the first city.</summary>
    public Guid? FirstAcceptedById { get; set; }

    /// <summary>Who said yes for the second.</summary>
    public Guid? SecondAcceptedById { get; set; }

    /// <summary>When somebody said no, or the last yes came; <see langword="null"/> while it waits.</summary>
    public DateTimeOffset? EndedAt { get; set; }

    /// <summary>Whether both have said yes.</summary>
    public bool HaveMet => FirstAcceptedById is not null && SecondAcceptedById is not null;

    /// <summary>Where it stands.</summary>
    public IntroductionState State => HaveMet ? IntroductionState.Met : EndedAt is not null ? IntroductionState.Declined : IntroductionState.Asked;

    /// <summary>The other city.</summary>
    /// <param name="cityId">One of the two.</param>
    /// <returns>The other.</returns>
    public Guid OtherOf(Guid cityId) => cityId == FirstId ? SecondId : FirstId;

    /// <summary>Who said yes for a city.</summary>
    /// <param name="cityId">One of the two.</param>
    /// <returns>The person, or <see langword="null"/>.</returns>
    public Guid? AcceptedBy(Guid cityId) => cityId == FirstId ? FirstAcceptedById : SecondAcceptedById;
}

/// <summary>Where an introduction stands. Words know it as <c>Introduction.State.Asked</c>. Who said no is nobody else's business.</summary>
public enum IntroductionState
{
    /// <summary>Both are asked.</summary>
    Asked,

    /// <summary>Both said yes: each knows how to reach the other.</summary>
    Met,

    /// <summary>It came to nothing.</summary>
    Declined,
}
