namespace StrongCities.Hub.Equity;

/// <summary>What a hub did with a city, or a city with its hub. Words know it as <c>Equity.Kind.Alerted</c>.</summary>
public enum EquityKind
{
    /// <summary>The hub told the city of an opportunity: once for each, when the first mail went.</summary>
    Alerted,

    /// <summary>The city answered such an alert, whatever it said: once for each, at the first answer.</summary>
    Answered,

    /// <summary>The city handed an application in, its concept note or the whole: once for each, at the first of both.</summary>
    Applied,

    /// <summary>The city got help: once for each request, when it came to its delivery, for a question when the hub set about its answer.</summary>
    Supported,
}

/// <summary>A quarter of a year.</summary>
/// <param name="Year">The year.</param>
/// <param name="Number">1 to 4.</param>
public sealed record Quarter(int Year, int Number)
{
    /// <summary>The quarter of a day.</summary>
    /// <param name="day">The day, where the hub is.</param>
    /// <returns>Its quarter.</returns>
    public static Quarter Of(DateTime day) => new(day.Year, ((day.Month - 1) / 3) + 1);

    /// <summary>One before or after.</summary>
    /// <param name="steps">How many quarters on; negative for back.</param>
    /// <returns>That quarter.</returns>
    public Quarter Plus(int steps)
    {
        var all = (Year * 4) + Number - 1 + steps;
        return new Quarter(all / 4, (all % 4) + 1);
    }
}
