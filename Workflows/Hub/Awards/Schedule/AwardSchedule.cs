using StrongCities.Hub.Opportunities;

namespace StrongCities.Hub.Awards.Schedule;

/// <summary>What follows from an agreement: what is owed and by when, what is paid and when it should come. A pure function of the facts.</summary>
/// <param name="Obligations">By day; of one day in the order of <see cref="ObligationKind"/>.</param>
/// <param name="Instalments">In their order; together they are the award, to the cent.</param>
public sealed record AwardSchedule(IReadOnlyList<PlannedObligation> Obligations, IReadOnlyList<PlannedInstalment> Instalments)
{
    /// <summary>Works it out.</summary>
    /// <param name="facts">Without problems, by <c>AwardRules</c>.</param>
    /// <param name="options">How long reports and money take.</param>
    /// <returns>The whole schedule.</returns>
    public static AwardSchedule Of(AwardFacts facts, AwardOptions options)
    {
        IReadOnlyList<PlannedObligation> owed = [.. Owed(facts, options).OrderBy(one => one.DueOn).ThenBy(one => one.Kind).ThenBy(one => one.Number)];
        return new AwardSchedule(owed, [.. Paid(facts, options, owed.Count(one => one.Kind == ObligationKind.InterimReport))]);
    }

    /// <summary>The last day of every reporting period but the last, which ends with the work.</summary>
    /// <param name="facts">Without problems.</param>
    /// <returns>Rising.</returns>
    public static IReadOnlyList<DateOnly> PeriodsOf(AwardFacts facts)
    {
        if (facts.Terms.PeriodEnds.Count > 0)
        {
            return facts.Terms.PeriodEnds;
        }

        var ends = new List<DateOnly>();
        // Counted from the first day each time: a step from month end to month end would lose days.
        for (var period = 1; EndOf(period) < facts.EndsOn; period++)
        {
            ends.Add(EndOf(period));
        }

        return ends;

        DateOnly EndOf(int period) => facts.StartsOn.AddMonths(period * facts.Terms.ReportEveryMonths).AddDays(-1);
    }

    /// <summary>The last day on which the funder takes the last report.</summary>
    /// <param name="endsOn">The last day of the work.</param>
    /// <param name="terms">Whether the city has a seat there.</param>
    /// <param name="options">How many months it has.</param>
    /// <returns>The same day of the month; the month's last where there is none.</returns>
    public static DateOnly FinalReportOn(DateOnly endsOn, AwardTerms terms, AwardOptions options) =>
        endsOn.AddMonths(terms.HasSeat ? options.FinalReportMonths : options.FinalReportMonthsWithoutSeat);

    /// <summary>When the money before the work should be there.</summary>
    /// <param name="facts">The agreement's days.</param>
    /// <param name="options">How many days either takes.</param>
    /// <returns>So long after entry into force or so long before the work begins, whichever is later.</returns>
    public static DateOnly PreFinancingOn(AwardFacts facts, AwardOptions options)
    {
        var (afterForce, beforeStart) = (facts.InForceOn.AddDays(options.PreFinancingDays), facts.StartsOn.AddDays(-options.PreFinancingLeadDays));
        return afterForce > beforeStart ? afterForce : beforeStart;
    }

    private static IEnumerable<PlannedObligation> Owed(AwardFacts facts, AwardOptions options)
    {
        var (terms, number) = (facts.Terms, 0);
        foreach (var end in PeriodsOf(facts))
        {
            yield return Of(ObligationKind.InterimReport, ++number, end.AddDays(options.InterimReportDays)) with { PeriodEnds = end };
        }

        var last = FinalReportOn(facts.EndsOn, terms, options);
        yield return Of(ObligationKind.FinalReport, 1, last) with { PeriodEnds = facts.EndsOn };
        if (terms.NeedsAudit)
        {
            yield return Of(ObligationKind.Audit, 1, last);
        }

        foreach (var (promised, place) in terms.Deliverables.OrderBy(promised => promised.DueOn).Select((promised, index) => (promised, index + 1)))
        {
            yield return Of(ObligationKind.Deliverable, place, promised.DueOn) with { Name = promised.Name };
        }

        PlannedObligation Of(ObligationKind kind, int place, DateOnly day) => new(kind, place, day, FunderDay.EndOf(day, terms.FunderZone));
    }

    // Parts are rounded down to the cent; what is lost by that comes with the balance.
    private static IEnumerable<PlannedInstalment> Paid(AwardFacts facts, AwardOptions options, int interims)
    {
        var (terms, left, number) = (facts.Terms, facts.Awarded.Amount, 0);
        if (Part(terms.PreFinancingPercent - terms.KeptPercent) is > 0 and var first)
        {
            yield return Next(InstalmentKind.PreFinancing, first) with { ExpectedOn = PreFinancingOn(facts, options) };
        }

        for (var report = 1; report <= interims; report++)
        {
            if (Cents(Part(terms.InterimPercent) / interims) is > 0 and var part)
            {
                yield return Next(InstalmentKind.Interim, part) with { Report = report };
            }
        }

        if (left > 0)
        {
            yield return Next(InstalmentKind.Balance, left);
        }

        decimal Part(decimal percent) => Cents(facts.Awarded.Amount * percent / 100);

        PlannedInstalment Next(InstalmentKind kind, decimal amount)
        {
            left -= amount;
            return new(kind, ++number, facts.Awarded with { Amount = amount });
        }
    }

    private static decimal Cents(decimal amount) => decimal.Floor(amount * 100) / 100;
}

/// <summary>Something that will be owed.</summary>
/// <param name="Kind">What kind.</param>
/// <param name="Number">Which of its kind, from 1.</param>
/// <param name="DueOn">The last day, where the funder is.</param>
/// <param name="DueAt">The last minute of that day.</param>
public sealed record PlannedObligation(ObligationKind Kind, int Number, DateOnly DueOn, DateTimeOffset DueAt)
{
    /// <summary>What it is called, where its kind does not say enough.</summary>
    public string? Name { get; init; }

    /// <summary>The end of the period that it reports on.</summary>
    public DateOnly? PeriodEnds { get; init; }
}

/// <summary>A part of the money.</summary>
/// <param name="Kind">What it is for.</param>
/// <param name="Number">Its place, from 1.</param>
/// <param name="Amount">How much.</param>
public sealed record PlannedInstalment(InstalmentKind Kind, int Number, Money Amount)
{
    /// <summary>When it should come; <see langword="null"/> where that follows from a report that is not in.</summary>
    public DateOnly? ExpectedOn { get; init; }

    /// <summary>The number of the interim report that it waits for; a balance waits for the last report.</summary>
    public int? Report { get; init; }
}
