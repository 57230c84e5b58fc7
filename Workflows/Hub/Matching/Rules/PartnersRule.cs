namespace StrongCities.Hub.Matching.Rules;

/// <summary>Partners at hand against those that are asked for, and against the countries they must come from.</summary>
internal static class PartnersRule
{
    public static Finding Judge(in Pair pair)
    {
        var asked = pair.Opportunity.Eligibility;
        if (asked.PartnersMin is null && asked.PartnerCountriesMin is null)
        {
            return new Finding(RuleState.Unknown, "Match.Partners.Unknown");
        }

        var (partners, countries) = (asked.PartnersMin ?? 0, asked.PartnerCountriesMin ?? 0);
        if (partners <= 0 && countries <= 0)
        {
            return new Finding(RuleState.Pass, "Match.Partners.None");
        }

        var needed = Math.Max(partners, countries);
        if (pair.City.Profile.Partners is not { } atHand)
        {
            return new Finding(RuleState.Unknown, "Match.Partners.UnknownCity") { Number = needed };
        }

        return atHand.Count < partners ? pair.Fix("Match.Partners.Few", pair.Settings.PartnerDays) with { Number = partners - atHand.Count }
            : pair.City.PartnersAbroad < countries ? pair.Fix("Match.Partners.FewCountries", pair.Settings.PartnerDays) with { Number = countries - pair.City.PartnersAbroad }
            : new Finding(RuleState.Pass, "Match.Partners.Enough") { Number = needed };
    }
}
