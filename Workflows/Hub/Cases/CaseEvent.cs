namespace StrongCities.Hub.Cases;

/// <summary>One line of a case's timeline, in words that people read. Append-only.</summary>
public sealed class CaseEvent
{
    /// <summary>Rises.</summary>
    public long Id { get; init; }

    /// <summary>The hub.</summary>
    public required Guid HubId { get; init; }

    /// <summary>The city; <see langword="null"/> in a case of the hub's own.</summary>
    public Guid? CityId { get; init; }

    /// <summary>The case.</summary>
    public required Guid CaseId { get; init; }

    /// <summary>When.</summary>
    public required DateTimeOffset At { get; init; }

    /// <summary>A key of the hub's words, such as <c>Event.Submitted</c>.</summary>
    public required string Key { get; init; }

    /// <summary>Fill the text's places. Person names are kept as they were then.</summary>
    public IReadOnlyList<string> Values { get; init; } = [];

    /// <summary>Who did it; <see langword="null"/> for the system.</summary>
    public Guid? ActorId { get; init; }

    /// <summary>False for what only the hub sees.</summary>
    public bool CitySees { get; init; } = true;
}

/// <summary>Makes lines of a case's timeline.</summary>
internal static class CaseEvents
{
    public static CaseEvent Line(this Case about, DateTimeOffset at, string key, Guid? actorId, bool citySees, params IReadOnlyList<string> values) => new()
    {
        HubId = about.HubId,
        CityId = about.CityId,
        CaseId = about.Id,
        At = at,
        Key = key,
        Values = values,
        ActorId = actorId,
        CitySees = citySees,
    };
}
