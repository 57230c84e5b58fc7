namespace StrongCities.Hub.Matching.Rules;

/// <summary>The city's country is open, excluded, or still uncertain. What is excluded or uncertain counts before what is open.</summary>
internal static class CountryRule
{
    public static Finding Judge(in Pair pair)
    {
        var (opportunity, city) = (pair.Opportunity, pair.City);
        var (state, reason) = opportunity.Excluded.Has(city.CountryAt) ? (RuleState.Fail, "Match.Country.Excluded")
            : opportunity.Uncertain.Has(city.CountryAt) ? (RuleState.Unknown, "Match.Country.Uncertain")
            : opportunity.Countries is not { } open ? (RuleState.Unknown, "Match.Country.Unknown")
            : open.Has(city.CountryAt) ? (RuleState.Pass, "Match.Country.Open")
            : (RuleState.Fail, "Match.Country.Closed");
        return new Finding(state, reason) { Text = city.Country };
    }
}
