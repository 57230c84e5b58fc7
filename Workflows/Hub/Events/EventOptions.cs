using System.ComponentModel.DataAnnotations;

namespace StrongCities.Hub.Events;

/// <summary>Limits of events. Section <c>Events</c>.</summary>
public sealed class EventOptions
{
    /// <summary>How many dates a poll offers at least: 1 to 5. Default 2.</summary>
    [Range(1, 5)]
    public int LeastDates { get; set; } = 2;

    /// <summary>How many at most: 5 to 15. Default 5.</summary>
    [Range(5, 15)]
    public int MostDates { get; set; } = 5;

    /// <summary>How many people may be invited: 1 to 1,000. Default 150.</summary>
    [Range(1, 1_000)]
    public int MostInvited { get; set; } = 150;

    /// <summary>How many parts a programme may have: 1 to 100. Default 20.</summary>
    [Range(1, 100)]
    public int MostParts { get; set; } = 20;

    /// <summary>How many promises may be kept of one event: 1 to 500. Default 60.</summary>
    [Range(1, 500)]
    public int MostCommitments { get; set; } = 60;

    /// <summary>After how many calendar days a promise without a day is due: 1 to 365. Default 30.</summary>
    [Range(1, 365)]
    public int CommitmentDays { get; set; } = 30;

    /// <summary>How many calendar days after its end an event stays in the calendars that read a city's address: 1 to 365. Default 30.</summary>
    [Range(1, 365)]
    public int CalendarDays { get; set; } = 30;

    /// <summary>After how many calendar days it is asked about again when "not yet" came without a new day: 1 to 90. Default 14.</summary>
    [Range(1, 90)]
    public int AskAgainDays { get; set; } = 14;

    /// <summary>After how many calendar days a promise that nobody answered for holds the report up no more: 14 to 180. Default 21.</summary>
    [Range(14, 180)]
    public int GiveUpDays { get; set; } = 21;
}
