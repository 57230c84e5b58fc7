namespace StrongCities.Hub.Matching.Rules;

/// <summary>The city is neither too small nor too large. An advisor who found no limit says so with a lower one of 0.</summary>
internal static class PopulationRule
{
    public static Finding Judge(in Pair pair)
    {
        var (least, most, count) = (pair.Opportunity.Eligibility.MinPopulation, pair.Opportunity.Eligibility.MaxPopulation, pair.City.Population);
        if (least is null && most is null)
        {
            return new Finding(RuleState.Unknown, "Match.Population.Unknown");
        }

        if (count <= 0 && (least > 0 || most is not null))
        {
            return new Finding(RuleState.Unknown, "Match.Population.UnknownCity");
        }

        return count < least ? new Finding(RuleState.Fail, "Match.Population.Small") { Number = least.Value }
            : count > most ? new Finding(RuleState.Fail, "Match.Population.Large") { Number = most.Value }
            : new Finding(RuleState.Pass, "Match.Population.Fits");
    }
}
