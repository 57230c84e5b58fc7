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
        var around = Entries(file, year - 1).Concat(Entries(file, year)).Concat(Entries(file, year + 1)).ToList();

        // Where two holidays fall on one day, the one that stands first in the file names it.
        var everyone = new Dictionary<DateOnly, Holiday>();
        foreach (var (holiday, _) in around.Where(entry => entry.Holiday.Who is null))
        {
            everyone.TryAdd(holiday.Date, holiday);
        }

        // In order of date, so that substitutes queue up: Saturday takes Monday, Sunday takes Tuesday.
        // Once for each date: two holidays on one Sunday give one day off.
        foreach (var (holiday, _) in around
            .Where(entry => entry.Holiday.Who is null && GivesSubstitute(entry.Moves, entry.Holiday.Date, file.RestDays))
            .OrderBy(entry => entry.Holiday.Date)
            .DistinctBy(entry => entry.Holiday.Date))
        {
            var day = holiday.Date.AddDays(1);
            while (everyone.ContainsKey(day) || file.RestDays.Contains(day.DayOfWeek))
            {
                day = day.AddDays(1);
            }

            everyone.Add(day, holiday with { Date = day, MovedFrom = holiday.Date });
        }

        return new HolidayYear(
            everyone.Where(entry => entry.Key.Year == year).ToFrozenDictionary(),
            around.Select(entry => entry.Holiday)
                .Where(holiday => holiday.Who is not null && holiday.Date.Year == year)
                .ToLookup(holiday => holiday.Date));
    }

    private static bool GivesSubstitute(Moves moves, DateOnly date, IReadOnlyList<DayOfWeek> restDays) => moves switch
    {
        Moves.FromSunday => date.DayOfWeek == DayOfWeek.Sunday,
        Moves.FromWeekend => restDays.Contains(date.DayOfWeek),
        _ => false,
    };

    private static IEnumerable<(Holiday Holiday, Moves Moves)> Entries(CalendarFile file, int year)
    {
        foreach (var rule in file.Rules)
        {
            foreach (var day in rule.DaysIn(year))
            {
                yield return (new Holiday(day, rule.Name, rule.LocalName, Certainty.Certain, rule.Who, rule.Scope, null, rule.NativeCheck), rule.Moves);
            }
        }

        foreach (var date in file.Dates.Where(date => date.Date.Year == year))
        {
            for (var i = 0; i < date.Days; i++)
            {
                yield return (new Holiday(date.Date.AddDays(i), date.Name, date.LocalName, date.Certainty, date.Who, date.Scope, null, date.NativeCheck), date.Moves);
            }
        }
    }
}
