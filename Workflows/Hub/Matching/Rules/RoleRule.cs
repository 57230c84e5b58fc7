using StrongCities.Hub.Opportunities;

namespace StrongCities.Hub.Matching.Rules;

/// <summary>A municipality may lead; where it may only be a partner, somebody who leads must be found.</summary>
internal static class RoleRule
{
    public static Finding Judge(in Pair pair) => pair.Opportunity.Eligibility.CityRole switch
    {
        CityRole.Lead => new Finding(RuleState.Pass, "Match.Role.Lead"),
        CityRole.PartnerOnly => pair.Fix("Match.Role.Partner", pair.Settings.PartnerDays),
        CityRole.None => new Finding(RuleState.Fail, "Match.Role.None"),
        _ => new Finding(RuleState.Unknown, "Match.Role.Unknown"),
    };
}
