namespace StrongCities.Hub.Matching.Rules;

/// <summary>What a rule judges.</summary>
/// <param name="Opportunity">The opportunity.</param>
/// <param name="City">The city.</param>
/// <param name="Time">How much time the city has.</param>
/// <param name="Settings">The hub's.</param>
/// <param name="Explains">Whether the reasons are read: a run over all cities leaves out what only readers need.</param>
internal readonly record struct Pair(OpportunitySide Opportunity, CitySide City, TimeLeft Time, MatchSettings Settings, bool Explains)
{
    /// <summary>Something that can be mended, if there is time for it.</summary>
    public Finding Fix(string reason, int days) => Time.Day is not null && days > Time.Whole
        ? new Finding(RuleState.Fail, "Match.TooLate") { Number = Math.Max(0, Time.Whole), Days = days }
        : new Finding(RuleState.Fixable, reason) { Days = days };
}

/// <summary>One rule.</summary>
/// <param name="pair">What it judges.</param>
/// <returns>What it found.</returns>
internal delegate Finding RuleOf(in Pair pair);

/// <summary>Every rule, at the place of its <see cref="MatchRule"/>.</summary>
internal static class EveryRule
{
    public static RuleOf[] InOrder { get; } =
    [
        CountryRule.Judge, ApplicantTypeRule.Judge, PopulationRule.Judge, RoleRule.Judge, NotForUsRule.Judge, TimeRule.Judge, CoFinancingRule.Judge, RegistrationRule.Judge,
        LanguageRule.Judge, PartnersRule.Judge, DoubleFundingRule.Judge, MaxPerCityRule.Judge,
    ];
}
