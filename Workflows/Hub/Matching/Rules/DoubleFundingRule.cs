namespace StrongCities.Hub.Matching.Rules;

/// <summary>
/// Nothing is paid twice, as far as the hub knows: what this opportunity already pays and still runs is a no; what the same funder pays for the
/// same theme must be looked at.
/// </summary>
internal static class DoubleFundingRule
{
    public static Finding Judge(in Pair pair)
    {
        var opportunity = pair.Opportunity;
        Finding? look = null;
        foreach (var result in pair.City.Profile.Results)
        {
            if (result.Outcome != ApplicationOutcome.Won || result.Until < pair.Time.Day)
            {
                continue;
            }

            if (opportunity.Number is { } number && number.Equals(result.Number, StringComparison.OrdinalIgnoreCase))
            {
                return new Finding(RuleState.Fail, "Match.DoubleFunding.Same");
            }

            if (result.Until is not null && opportunity.Funder is { } funder && funder.Equals(result.Funder, StringComparison.OrdinalIgnoreCase)
                && result.Themes.Any(theme => opportunity.Eligibility.Themes.Contains(theme, StringComparer.OrdinalIgnoreCase)))
            {
                look = new Finding(RuleState.Unknown, "Match.DoubleFunding.Look") { Text = funder };
            }
        }

        return look ?? new Finding(RuleState.Pass, "Match.DoubleFunding.None");
    }
}
