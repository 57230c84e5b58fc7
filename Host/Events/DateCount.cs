using StrongCities.Hub.Events;

namespace StrongCities.Host.Events;

/// <summary>How many a date of a poll suits, for its picture.</summary>
/// <param name="Date">The date.</param>
/// <param name="Yes">Whom it suits.</param>
/// <param name="IfNeeded">Whom it suits if need be.</param>
/// <param name="No">Whom it does not suit.</param>
public sealed record DateCount(EventDate Date, int Yes, int IfNeeded, int No)
{
    /// <summary>Of each date that a poll offers.</summary>
    /// <param name="about">The event.</param>
    /// <returns>In their order.</returns>
    public static IReadOnlyList<DateCount> Of(HubEvent about) =>
    [
        .. about.Dates.Select(date => new DateCount(date, Count(about, date, DateFit.Yes), Count(about, date, DateFit.IfNeeded), Count(about, date, DateFit.No))),
    ];

    private static int Count(HubEvent about, EventDate date, DateFit fit) => about.Poll.Count(vote => vote.Fits.TryGetValue(date.Key, out var said) && said == fit);
}
