namespace StrongCities.Hub.Opportunities;

/// <summary>Two opportunities that look like one, without being sure: an advisor decides.</summary>
public sealed class OpportunityLikeness
{
    /// <summary>Its id.</summary>
    public required Guid Id { get; init; }

    /// <summary>The newer one.</summary>
    public required Guid OpportunityId { get; init; }

    /// <summary>The one that was there.</summary>
    public required Guid OtherId { get; init; }

    /// <summary>What they share.</summary>
    public required Likeness Why { get; init; }

    /// <summary>Noticed when.</summary>
    public required DateTimeOffset At { get; init; }

    /// <summary>When an advisor decided; <see langword="null"/> while open.</summary>
    public DateTimeOffset? SettledAt { get; set; }
}

/// <summary>What two opportunities share.</summary>
public enum Likeness
{
    /// <summary>The funder's number.</summary>
    Number,

    /// <summary>The address where people read about it.</summary>
    Address,

    /// <summary>The title, and funder or close date.</summary>
    Title,
}
