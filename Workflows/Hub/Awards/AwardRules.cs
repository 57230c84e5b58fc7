using System.Text.RegularExpressions;

namespace StrongCities.Hub.Awards;

/// <summary>What must hold of the facts of an award.</summary>
internal static partial class AwardRules
{
    public const int MaxText = 2_000;
    public const int MaxName = 200;
    public const int MaxAgreement = 100;

    /// <summary>How many obligations an award may have: more than any agreement we have seen.</summary>
    public const int MaxObligations = 200;

    private const int MaxMonths = 60;

    /// <summary>Says what is wrong, field by field; nothing where all is well.</summary>
    public static IEnumerable<FieldProblem> Problems(AwardFacts facts)
    {
        if (facts.Awarded.Amount <= 0 || !Currency().IsMatch(facts.Awarded.Currency))
        {
            yield return new FieldProblem(nameof(facts.Awarded), "Award.Problem.Amount");
        }

        if (string.IsNullOrWhiteSpace(facts.Agreement) || facts.Agreement.Length > MaxAgreement)
        {
            yield return new FieldProblem(nameof(facts.Agreement), "Award.Problem.Agreement", MaxAgreement);
        }

        if (facts.EndsOn < facts.StartsOn)
        {
            yield return new FieldProblem(nameof(facts.EndsOn), "Award.Problem.Ends");
        }

        foreach (var problem in Problems(facts.Terms, facts))
        {
            yield return problem;
        }
    }

    private static IEnumerable<FieldProblem> Problems(AwardTerms terms, AwardFacts facts)
    {
        if (!TimeZoneInfo.TryFindSystemTimeZoneById(terms.FunderZone, out _))
        {
            yield return new FieldProblem(nameof(terms.FunderZone), "Award.Problem.Zone", terms.FunderZone);
        }

        if (terms.ReportEveryMonths is < 1 or > MaxMonths)
        {
            yield return new FieldProblem(nameof(terms.ReportEveryMonths), "Award.Problem.Months", MaxMonths);
        }

        if (terms.PeriodEnds.Any(end => end < facts.StartsOn || end >= facts.EndsOn) || terms.PeriodEnds.Zip(terms.PeriodEnds.Skip(1)).Any(pair => pair.First >= pair.Second))
        {
            yield return new FieldProblem(nameof(terms.PeriodEnds), "Award.Problem.Periods");
        }

        if (terms.Deliverables.Count > MaxObligations || terms.Deliverables.Any(promised => !IsName(promised.Name) || promised.DueOn < facts.StartsOn))
        {
            yield return new FieldProblem(nameof(terms.Deliverables), "Award.Problem.Deliverables");
        }

        if (terms.PreFinancingPercent is < 0 or > 100 || terms.InterimPercent is < 0 or > 100 || terms.PreFinancingPercent + terms.InterimPercent > 100)
        {
            yield return new FieldProblem(nameof(terms.PreFinancingPercent), "Award.Problem.Percent");
        }

        if (terms.KeptPercent is not (0 or (>= 5 and <= 8)) || terms.KeptPercent > terms.PreFinancingPercent)
        {
            yield return new FieldProblem(nameof(terms.KeptPercent), "Award.Problem.Kept");
        }
    }

    /// <summary>Whether somebody's words can stand as a name.</summary>
    public static bool IsName(string? text) => !string.IsNullOrWhiteSpace(text) && text.Length <= MaxName;

    [GeneratedRegex("^[A-Z]{3}$")]
    private static partial Regex Currency();
}
