namespace StrongCities.Hub.Applications;

/// <summary>A question between the city and the funder about an application, in either direction.</summary>
public sealed class Clarification
{
    /// <summary>Its id.</summary>
    public required Guid Id { get; init; }

    /// <summary>The hub.</summary>
    public required Guid HubId { get; init; }

    /// <summary>The city.</summary>
    public required Guid CityId { get; init; }

    /// <summary>The application.</summary>
    public required Guid CaseId { get; init; }

    /// <summary>Whether the funder asks; otherwise the city does.</summary>
    public required bool ByFunder { get; init; }

    /// <summary>The question.</summary>
    public required string Question { get; init; }

    /// <summary>When it was written down, or came.</summary>
    public required DateTimeOffset AskedAt { get; init; }

    /// <summary>When the city's list with it went to the funder; <see langword="null"/> while it is only collected. The funder's own are never sent.</summary>
    public DateTimeOffset? SentAt { get; set; }

    /// <summary>When the answer must be out, as the funder says.</summary>
    public DateTimeOffset? DueAt { get; set; }

    /// <summary>The answer.</summary>
    public string? Answer { get; set; }

    /// <summary>When it was given.</summary>
    public DateTimeOffset? AnsweredAt { get; set; }
}
