namespace StrongCities.Hub.Matching.Rules;

/// <summary>How many applications to this opportunity the hub knows of, against how many one city may hand in.</summary>
internal static class MaxPerCityRule
{
    public static Finding Judge(in Pair pair)
    {
        var count = 0;
        if (pair.Opportunity.Number is { } number)
        {
            foreach (var result in pair.City.Profile.Results)
            {
                count += number.Equals(result.Number, StringComparison.OrdinalIgnoreCase) ? 1 : 0;
            }
        }

        return count == 0 ? new Finding(RuleState.Pass, "Match.MaxPerCity.Free")
            : pair.Opportunity.Eligibility.MaxPerCity is not { } most ? new Finding(RuleState.Unknown, "Match.MaxPerCity.Unknown") { Number = count }
            : count < most ? new Finding(RuleState.Pass, "Match.MaxPerCity.Free")
            : new Finding(RuleState.Fail, "Match.MaxPerCity.Used") { Number = most };
    }
}
