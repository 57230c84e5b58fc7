namespace StrongCities.Hub.People;

/// <summary>Somebody is away, and who stands in for them meanwhile.</summary>
public sealed class Absence
{
    /// <summary>Its id.</summary>
    public required Guid Id { get; init; }

    /// <summary>Who is away.</summary>
    public required Guid PersonId { get; init; }

    /// <summary>Who stands in.</summary>
    public required Guid SubstituteId { get; init; }

    /// <summary>The first day, in the zone of who is away.</summary>
    public required DateOnly From { get; init; }

    /// <summary>The last day.</summary>
    public required DateOnly Until { get; set; }

    /// <summary>Who said so.</summary>
    public required Guid SetById { get; init; }

    /// <summary>When.</summary>
    public required DateTimeOffset SetAt { get; init; }

    /// <summary>When it was taken back.</summary>
    public DateTimeOffset? EndedAt { get; set; }
}
