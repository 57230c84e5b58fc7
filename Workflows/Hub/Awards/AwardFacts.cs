using StrongCities.Hub.Opportunities;

namespace StrongCities.Hub.Awards;

/// <summary>What a funder's decision and its agreement say.</summary>
/// <param name="Awarded">What the funder gives; more than zero.</param>
/// <param name="Agreement">The funder's number of the agreement.</param>
/// <param name="AwardedOn">When the funder decided.</param>
/// <param name="InForceOn">When the agreement is in force.</param>
/// <param name="StartsOn">The first day of the work.</param>
/// <param name="EndsOn">The last day of the work; not before <paramref name="StartsOn"/>.</param>
public sealed record AwardFacts(Money Awarded, string Agreement, DateOnly AwardedOn, DateOnly InForceOn, DateOnly StartsOn, DateOnly EndsOn)
{
    /// <summary>How it is reported on and paid.</summary>
    public AwardTerms Terms { get; init; } = new();
}

/// <summary>How an award is reported on and paid. What is left out is as in most agreements of the European Union.</summary>
public sealed record AwardTerms
{
    /// <summary>Where the funder's days begin and end, as an IANA zone. Default Brussels.</summary>
    public string FunderZone { get; init; } = "Europe/Brussels";

    /// <summary>Whether the city has a seat in the country where the work is done; without one the last report may take six months instead of three. Default true.</summary>
    public bool HasSeat { get; init; } = true;

    /// <summary>How long a reporting period is, in months: 1 to 60. Default 12. <see cref="PeriodEnds"/> wins over it.</summary>
    public int ReportEveryMonths { get; init; } = 12;

    /// <summary>The last day of each reporting period but the last, rising, within the work; empty to count them by <see cref="ReportEveryMonths"/>.</summary>
    public IReadOnlyList<DateOnly> PeriodEnds { get; init; } = [];

    /// <summary>What was promised besides reports.</summary>
    public IReadOnlyList<Deliverable> Deliverables { get; init; } = [];

    /// <summary>Whether an auditor must report too, by the day of the last report. Default false.</summary>
    public bool NeedsAudit { get; init; }

    /// <summary>How much comes before the work, in percent: 0 to 100. Default 40.</summary>
    public decimal PreFinancingPercent { get; init; } = 40;

    /// <summary>How much comes after interim reports, all together, in percent: 0 to 100, with the pre-financing at most 100. Default 40. The rest is the balance.</summary>
    public decimal InterimPercent { get; init; } = 40;

    /// <summary>How much of the pre-financing is kept back for the funder's mutual insurance and comes with the balance, in percent of the award: 0 for none, or 5 to 8. Default 5.</summary>
    public decimal KeptPercent { get; init; } = 5;
}

/// <summary>Something that was promised.</summary>
/// <param name="Name">What it is, in people's words.</param>
/// <param name="DueOn">The last day on which the funder takes it.</param>
public sealed record Deliverable(string Name, DateOnly DueOn);
