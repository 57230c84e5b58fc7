using StrongCities.Hub.Opportunities;

namespace StrongCities.Hub.Matching;

/// <summary>What the rules ask of an opportunity, prepared once for all cities.</summary>
internal sealed class OpportunitySide
{
    public OpportunitySide(MatchSubject subject, ThemeIndex index)
    {
        var (facts, eligibility) = (subject.Facts, subject.Eligibility);
        Id = subject.Id;
        Eligibility = eligibility;
        Status = facts.Status;
        FastLane = subject.FastLane;
        Number = facts.Number;
        Funder = facts.Funder;
        Countries = eligibility.Countries is { Count: > 0 } open ? new CountrySet(open) : null;
        Excluded = new CountrySet(eligibility.ExcludedCountries);
        Uncertain = new CountrySet(eligibility.UncertainCountries);
        Applicants = ApplicantsOf(facts.ApplicantTypes);
        Themes = index.SetOf(eligibility.Themes);
        ThemeCount = Themes.Count;
        var concept = eligibility.Stages == 2;
        IsConcept = concept;
        Closes = concept && facts.OtherDates.TryGetValue("conceptClose", out var first) ? first : facts.CloseDate;
        Least = facts.Funding.Min;
        Most = facts.Funding.Max ?? PerAward(facts.Funding);
        Fingerprint = Matching.Fingerprint.Of(new
        {
            facts.Status, facts.Number, facts.Funder, facts.Funding, facts.ApplicantTypes, Closes, Eligibility = eligibility with { Note = null }, subject.FastLane,
        });
    }

    public Guid Id { get; }

    /// <summary>Changes with whatever a verdict could depend on.</summary>
    public long Fingerprint { get; }

    public Eligibility Eligibility { get; }

    public OpportunityStatus Status { get; }

    public bool FastLane { get; }

    public string? Number { get; }

    public string? Funder { get; }

    /// <summary><see langword="null"/> while unknown.</summary>
    public CountrySet? Countries { get; }

    public CountrySet Excluded { get; }

    public CountrySet Uncertain { get; }

    /// <summary>Whether municipalities are among the applicants, as far as types tell.</summary>
    public RuleState Applicants { get; }

    public ThemeSet Themes { get; }

    public int ThemeCount { get; }

    /// <summary>Whether <see cref="Closes"/> is when a concept is due.</summary>
    public bool IsConcept { get; }

    /// <summary>The first deadline that an applicant must keep.</summary>
    public KeyDate? Closes { get; }

    public Money? Least { get; }

    public Money? Most { get; }

    // A source's own words, such as "Others (see text)", can mean municipalities: then nobody knows.
    private static RuleState ApplicantsOf(FactList<string> types)
    {
        if (types.Any(type => type is "government_municipal" or "organization" or "unrestricted"))
        {
            return RuleState.Pass;
        }

        return types.Count == 0 || types.Any(type => type.StartsWith("custom", StringComparison.Ordinal)) ? RuleState.Unknown : RuleState.Fail;
    }

    private static Money? PerAward(OpportunityFunding funding) =>
        funding.Total is { } total && (funding.EstimatedAwards ?? funding.MaxAwards) is > 0 and var awards ? total with { Amount = total.Amount / awards } : funding.Min;
}
