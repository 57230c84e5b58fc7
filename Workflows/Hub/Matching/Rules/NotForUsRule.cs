namespace StrongCities.Hub.Matching.Rules;

/// <summary>
/// What the city said is not for it: the funder, awards of a size, or a theme, unless the opportunity is about one of its priorities as well.
/// That it has no staff or money bears on capacity and own money instead.
/// </summary>
internal static class NotForUsRule
{
    public static Finding Judge(in Pair pair)
    {
        var (opportunity, city) = (pair.Opportunity, pair.City);
        if (city.Profile.Refusals.Count == 0)
        {
            return new Finding(RuleState.Pass, "Match.NotForUs.Nothing");
        }

        if (opportunity.Themes.Shared(city.Refused) > 0 && opportunity.Themes.Shared(city.Wanted) == 0)
        {
            var themes = opportunity.Eligibility.Themes;
            var refused = city.Profile.Refusals.Where(refusal => refusal.Kind == RefusalKind.Theme && themes.Contains(refusal.Value, StringComparer.OrdinalIgnoreCase));
            return new Finding(RuleState.Fail, "Match.NotForUs.Theme") { Text = pair.Explains ? string.Join(',', refused.Select(refusal => refusal.Value)) : null };
        }

        foreach (var refusal in city.Profile.Refusals)
        {
            if (refusal.Kind == RefusalKind.Funder && opportunity.Funder is { } funder && funder.Equals(refusal.Value, StringComparison.OrdinalIgnoreCase))
            {
                return new Finding(RuleState.Fail, "Match.NotForUs.Funder") { Text = funder };
            }

            if (refusal is { Kind: RefusalKind.Size, From: { } from } && opportunity.Least is { } least && least.Currency == from.Currency && least.Amount >= from.Amount)
            {
                return new Finding(RuleState.Fail, "Match.NotForUs.Size") { Amount = from };
            }
        }

        return new Finding(RuleState.Pass, "Match.NotForUs.Nothing");
    }
}
