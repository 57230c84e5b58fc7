using System.Globalization;

namespace StrongCities.Hub.Assistance.Board;

/// <summary>Counts how soon a request should be judged, 0 to 100 in six parts. A pure function; it orders a list and never decides.</summary>
public static class TriageScore
{
    private const int MostRisk = 35;
    private const int MostUrgency = 20;
    private const int MostMandate = 10;
    private const int MostFeasibility = 15;
    private const int MostReuse = 10;
    private const int MostEquity = 10;
    private const int HighestRisk = 25;
    private const int SmallCity = 20_000;

    /// <summary>Counts.</summary>
    /// <param name="facts">What is known.</param>
    /// <param name="today">In the hub's zone.</param>
    /// <returns>The parts, in their order.</returns>
    public static IReadOnlyList<ScorePart> Of(TriageFacts facts, DateOnly today) =>
    [
        facts switch
        {
            { Risk: { } risk } => new("Triage.Risk.Rated", Share(MostRisk, Math.Clamp(risk, 0, HighestRisk), HighestRisk), MostRisk, Text(risk)),
            { NamesRisk: true } => new("Triage.Risk.Named", 10, MostRisk),
            _ => new("Triage.Risk.None", 0, MostRisk),
        },
        facts switch
        {
            { Lane: Lane.Urgent } => new("Triage.Urgency.Now", MostUrgency, MostUrgency),
            { WishedBy: { } day } => new("Triage.Urgency.Day", (day.DayNumber - today.DayNumber) switch { <= 15 => 15, <= 60 => 10, _ => 5 }, MostUrgency, Text(Math.Max(day.DayNumber - today.DayNumber, 0))),
            _ => new("Triage.Urgency.None", 0, MostUrgency),
        },
        facts switch
        {
            { NamesAuthority: true, HasLetter: true } => new("Triage.Mandate.Letter", MostMandate, MostMandate),
            { NamesAuthority: true } => new("Triage.Mandate.Named", 5, MostMandate),
            _ => new("Triage.Mandate.None", 0, MostMandate),
        },
        facts.BestHelper is { } best
            ? new("Triage.Feasibility.Best", Share(MostFeasibility, Math.Clamp(best, 0, 100), 100), MostFeasibility, Text(best))
            : new("Triage.Feasibility.Nobody", 0, MostFeasibility),
        facts.OtherCities > 0
            ? new("Triage.Reuse.Cities", Math.Min(MostReuse, facts.OtherCities * 5), MostReuse, Text(facts.OtherCities))
            : new("Triage.Reuse.None", 0, MostReuse),
        new(
            facts.HelpedLately ? "Triage.Equity.Helped" : "Triage.Equity.NotHelped",
            (facts.HelpedLately ? 0 : MostEquity / 2) + (facts.Population is > 0 and < SmallCity ? MostEquity / 2 : 0),
            MostEquity,
            Text(facts.Population)),
    ];

    private static int Share(int most, int part, int whole) => (int)Math.Round((double)most * part / whole, MidpointRounding.AwayFromZero);

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);
}

/// <summary>What the score of a request counts.</summary>
public sealed record TriageFacts
{
    /// <summary>How big and urgent.</summary>
    public Lane? Lane { get; init; }

    /// <summary>By when help is wished.</summary>
    public DateOnly? WishedBy { get; init; }

    /// <summary>The residual score of the linked risk, 1 to 25; <see langword="null"/> where none is linked.</summary>
    public int? Risk { get; init; }

    /// <summary>Whether the request names a risk in words.</summary>
    public bool NamesRisk { get; init; }

    /// <summary>Whether it says who stands behind it.</summary>
    public bool NamesAuthority { get; init; }

    /// <summary>Whether a file came with it, such as the mayor's letter.</summary>
    public bool HasLetter { get; init; }

    /// <summary>The best score among those who could help, 0 to 100; <see langword="null"/> where nobody could.</summary>
    public int? BestHelper { get; init; }

    /// <summary>How many other cities ask for the same.</summary>
    public int OtherCities { get; init; }

    /// <summary>Whether the city had help in the last twelve months.</summary>
    public bool HelpedLately { get; init; }

    /// <summary>Inhabitants; 0 where not known.</summary>
    public int Population { get; init; }
}

/// <summary>A part of a score.</summary>
/// <param name="Key">A key of the hub's words.</param>
/// <param name="Points">Reached.</param>
/// <param name="Most">That could be reached.</param>
/// <param name="Values">Fill the text's places.</param>
public sealed record ScorePart(string Key, int Points, int Most, params IReadOnlyList<string> Values);
