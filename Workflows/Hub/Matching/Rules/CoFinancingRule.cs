using StrongCities.Hub.Opportunities;

namespace StrongCities.Hub.Matching.Rules;

/// <summary>
/// The applicant's own part against what the city has free this year, for the least award: whoever can't pay for that can't take part. Amounts in
/// another currency are not compared.
/// </summary>
internal static class CoFinancingRule
{
    public static Finding Judge(in Pair pair)
    {
        var (opportunity, city) = (pair.Opportunity, pair.City);
        if (opportunity.Eligibility.CoFinancingRate is not { } rate || rate is < 0 or >= 1)
        {
            return new Finding(RuleState.Unknown, "Match.CoFinancing.Unknown");
        }

        if (rate == 0)
        {
            return new Finding(RuleState.Pass, "Match.CoFinancing.None");
        }

        if (city.OwnMoney is not { } free)
        {
            return city.HasNoMoney
                ? pair.Fix("Match.CoFinancing.NoMoney", pair.Settings.MoneyDays)
                : new Finding(RuleState.Unknown, "Match.CoFinancing.UnknownCity");
        }

        if ((opportunity.Least ?? opportunity.Most) is not { } award)
        {
            return new Finding(RuleState.Unknown, "Match.CoFinancing.NoAmount");
        }

        if (award.Currency != free.Currency)
        {
            return new Finding(RuleState.Unknown, "Match.CoFinancing.Currency") { Text = $"{award.Currency}, {free.Currency}" };
        }

        // The rate is a part of the whole cost, and the award is the rest of it.
        var needed = award.Amount * rate / (1 - rate);
        if (free.Amount >= needed)
        {
            return new Finding(RuleState.Pass, "Match.CoFinancing.Covered") { Amount = new Money(needed, award.Currency) };
        }

        return opportunity.Least is null && free.Amount > 0
            ? new Finding(RuleState.Unknown, "Match.CoFinancing.NoAmount")
            : pair.Fix("Match.CoFinancing.Short", pair.Settings.MoneyDays) with { Amount = new Money(needed - free.Amount, award.Currency) };
    }
}
