namespace StrongCities.Hub.Experts;

/// <summary>Somebody of the pool who may help with one case, and how far that has come.</summary>
public sealed class Candidate
{
    /// <summary>Its id.</summary>
    public required Guid Id { get; init; }

    /// <summary>The hub.</summary>
    public required Guid HubId { get; init; }

    /// <summary>The case.</summary>
    public required Guid CaseId { get; init; }

    /// <summary>The entry of the pool.</summary>
    public required Guid ExpertId { get; init; }

    /// <summary>Who is asked.</summary>
    public required Guid PersonId { get; init; }

    /// <summary>Their place among those whom the advisor proposes, from 1: asked in this order.</summary>
    public required int Place { get; init; }

    /// <summary>What the ranking said when they were proposed, 0 to 100.</summary>
    public required int Score { get; init; }

    /// <summary>Who proposed them.</summary>
    public required Guid ProposedById { get; init; }

    /// <summary>Where it stands.</summary>
    public CandidateState State { get; set; }

    /// <summary>Since when.</summary>
    public required DateTimeOffset Since { get; set; }

    /// <summary>How useful the city found the help, 1 to 5; <see langword="null"/> while it has not said.</summary>
    public int? Usefulness { get; set; }

    /// <summary>Whether they are in the case's business now.</summary>
    public bool IsHelping => State is CandidateState.Accepted or CandidateState.Helping;
}

/// <summary>How far a candidate has come. Words know it as <c>Candidate.Proposed</c>.</summary>
public enum CandidateState
{
    /// <summary>The advisor would have them.</summary>
    Proposed,

    /// <summary>They are asked.</summary>
    Asked,

    /// <summary>They want to help; the city has not agreed yet.</summary>
    Accepted,

    /// <summary>They help.</summary>
    Helping,

    /// <summary>They have helped.</summary>
    Done,

    /// <summary>They said no.</summary>
    Declined,

    /// <summary>They said nothing in time.</summary>
    Silent,

    /// <summary>They have a personal interest; the case is hidden from them.</summary>
    Recused,

    /// <summary>The city does not want them.</summary>
    Vetoed,
}
