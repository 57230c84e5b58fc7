using System.Collections.Frozen;

namespace StrongCities.Hub.Calendars;

/// <summary>The holidays of one year, worked out from a file's rules and dates.</summary>
/// <param name="ForEveryone">Days off for all, substitutes included, by day.</param>
/// <param name="ForSome">Days on which only some people may be absent, by day.</param>
internal sealed record HolidayYear(FrozenDictionary<DateOnly, Holiday> ForEveryone, ILookup<DateOnly, Holiday> ForSome)
{
    public static HolidayYear Of(CalendarFile file, int year)
    {
        // Neighbour years too: a run of days, or a substitute, may cross New Year.
        var around = Enumerable.Range(year - 1, 3).SelectMany(each => Entries(file, each)).ToList();
        var forEveryone = around.Where(entry => entry.Holiday.Who is null).ToList();

        // Where two holidays fall on one day, the one that stands first in the file names it.
        var daysOff = forEveryone.Select(entry => entry.Holiday).DistinctBy(holiday => holiday.Date).ToDictionary(holiday => holiday.Date);

        // In order of date, so that substitutes queue up: Saturday takes Monday, Sunday takes Tuesday.
        // Once for each date: two holidays on one Sunday give one day off.
        var lost = forEveryone
            .Where(entry => GivesSubstitute(entry.Moves, entry.Holiday.Date, file.RestDays))
            .Select(entry => entry.Holiday)
            .DistinctBy(holiday => holiday.Date)
            .OrderBy(holiday => holiday.Date);
        foreach (var holiday in lost)
        {
            var day = holiday.Date.AddDays(1);
            while (daysOff.ContainsKey(day) || file.RestDays.Contains(day.DayOfWeek))
            {
                day = day.AddDays(1);
            }

            daysOff.Add(day, holiday with { Date = day, MovedFrom = holiday.Date });
        }

        return new HolidayYear(
            daysOff.Where(entry => entry.Key.Year == year).ToFrozenDictionary(),
            around.Select(entry => entry.Holiday)
                .Where(holiday => holiday.Who is not null && holiday.Date.Year == year)
                .ToLookup(holiday => holiday.Date));
    }

    private static IEnumerable<(Holiday Holiday, Moves Moves)> Entries(CalendarFile file, int year) =>
        file.Rules.SelectMany(rule => rule.HolidaysIn(year), (rule, holiday) => (holiday, rule.Moves))
            .Concat(file.Dates
                .Where(date => date.Date.Year == year)
                .SelectMany(date => date.Holidays(), (date, holiday) => (holiday, date.Moves)));

    private static bool GivesSubstitute(Moves moves, DateOnly date, IReadOnlyList<DayOfWeek> restDays) => moves switch
    {
        Moves.FromSunday => date.DayOfWeek == DayOfWeek.Sunday,
        Moves.FromWeekend => restDays.Contains(date.DayOfWeek),
        _ => false,
    };
}
