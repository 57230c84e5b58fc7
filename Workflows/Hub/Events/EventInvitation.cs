namespace StrongCities.Hub.Events;

/// <summary>One person who is invited to an event, with what came of it.</summary>
public sealed class EventInvitation
{
    /// <summary>The event.</summary>
    public required Guid CaseId { get; init; }

    /// <summary>Who.</summary>
    public required Guid PersonId { get; init; }

    /// <summary>The hub.</summary>
    public required Guid HubId { get; init; }

    /// <summary>Their city. It reads the event from <see cref="AskedAt"/> on.</summary>
    public required Guid CityId { get; init; }

    /// <summary>When they first heard of it; <see langword="null"/> while it is an idea of the hub.</summary>
    public DateTimeOffset? AskedAt { get; set; }

    /// <summary>Whether they come.</summary>
    public EventAnswer Answer { get; set; }

    /// <summary>When they said so, last.</summary>
    public DateTimeOffset? AnsweredAt { get; set; }

    /// <summary>Whether they came.</summary>
    public bool Came { get; set; }

    /// <summary>How useful it was for them, 1 to 5; <see langword="null"/> while they have not said.</summary>
    public int? Usefulness { get; set; }
}

/// <summary>Whether somebody comes. Words know them as <c>HubEvent.Answer.Yes</c>.</summary>
public enum EventAnswer
{
    /// <summary>They have not said.</summary>
    Invited,

    /// <summary>They come.</summary>
    Yes,

    /// <summary>Perhaps.</summary>
    Maybe,

    /// <summary>They do not come.</summary>
    No,
}
