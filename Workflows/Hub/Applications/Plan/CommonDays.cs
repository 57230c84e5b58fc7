using StrongCities.Hub.Calendars;

namespace StrongCities.Hub.Applications.Plan;

/// <summary>The days before a deadline on which both city and funder work.</summary>
internal sealed class CommonDays(PlanTerms terms)
{
    private static readonly TimeOnly Closes = OfficeHours.Default.Closes;

    // A deadline at midnight ends the day before it. Where city and funder write different days, the earlier one is safe for both.
    private readonly DateOnly last = Earlier(terms.City.LocalDay(terms.Deadline.AddTicks(-1)), terms.Funder.LocalDay(terms.Deadline.AddTicks(-1)));

    /// <summary>How many days are left; the day itself counts while the city's offices are open.</summary>
    public int LeftAt(DateTimeOffset now)
    {
        var today = terms.City.LocalDay(now);
        return Between(now < terms.City.At(today, Closes) ? today : today.AddDays(1));
    }

    /// <summary>How many days before the deadline a moment's day lies.</summary>
    public int From(DateTimeOffset moment) => Between(terms.City.LocalDay(moment));

    /// <summary>When the city's offices close so many days before the deadline; never after the deadline itself.</summary>
    public DateTimeOffset Before(int days)
    {
        var day = last;
        for (var left = days; left > 0;)
        {
            day = day.AddDays(-1);
            left -= IsCommon(day) ? 1 : 0;
        }

        var due = terms.City.At(day, Closes);
        return due < terms.Deadline ? due : terms.Deadline;
    }

    private int Between(DateOnly first)
    {
        var count = 0;
        for (var day = first; day < last; day = day.AddDays(1))
        {
            count += IsCommon(day) ? 1 : 0;
        }

        return count;
    }

    private bool IsCommon(DateOnly day) => terms.City.IsWorkingDay(day) && terms.Funder.IsWorkingDay(day);

    private static DateOnly Earlier(DateOnly one, DateOnly other) => one < other ? one : other;
}
