namespace StrongCities.Hub.Calendars;

/// <summary>Which church's reckoning an Easter date follows.</summary>
public enum EasterReckoning
{
    /// <summary>Catholic and Protestant: the Gregorian computus.</summary>
    Western,

    /// <summary>The Orthodox churches of the region: the Julian computus.</summary>
    Orthodox,
}

/// <summary>Easter Sunday by arithmetic, as Gregorian dates.</summary>
public static class Easter
{
    /// <summary>Easter Sunday of a year.</summary>
    /// <param name="reckoning">Whose Easter.</param>
    /// <param name="year">A Gregorian year, 1583 to 9998.</param>
    /// <returns>The Sunday as a Gregorian date.</returns>
    public static DateOnly Sunday(EasterReckoning reckoning, int year) =>
        reckoning == EasterReckoning.Western ? Western(year) : Orthodox(year);

    // The anonymous Gregorian algorithm (Nature, 1876; Meeus, Astronomical Algorithms, chapter 8).
    private static DateOnly Western(int year)
    {
        var golden = year % 19;
        var century = year / 100;
        var lunar = (century - ((century + 8) / 25) + 1) / 3;
        var epact = ((19 * golden) + century - (century / 4) - lunar + 15) % 30;
        var weekday = (32 + (2 * (century % 4)) + (2 * (year % 100 / 4)) - epact - (year % 100 % 4)) % 7;
        var late = (golden + (11 * epact) + (22 * weekday)) / 451;
        var days = epact + weekday - (7 * late) + 114;
        return new DateOnly(year, days / 31, (days % 31) + 1);
    }

    // Meeus' Julian algorithm gives a Julian date; the Gregorian one lies 13 days later until 2100.
    private static DateOnly Orthodox(int year)
    {
        var epact = ((19 * (year % 19)) + 15) % 30;
        var weekday = ((2 * (year % 4)) + (4 * (year % 7)) - epact + 34) % 7;
        var days = epact + weekday + 114;
        var drift = (year / 100) - (year / 400) - 2;
        return new DateOnly(year, days / 31, (days % 31) + 1).AddDays(drift);
    }
}
