namespace StrongCities.Hub.Matching.Rules;

/// <summary>The city can write in a language that is taken, or have it translated.</summary>
internal static class LanguageRule
{
    public static Finding Judge(in Pair pair)
    {
        if (pair.Opportunity.Eligibility.Languages is not { Count: > 0 } taken)
        {
            return new Finding(RuleState.Unknown, "Match.Language.Unknown");
        }

        if (pair.City.Profile.Languages is not { } written)
        {
            return new Finding(RuleState.Unknown, "Match.Language.UnknownCity") { Text = pair.Explains ? string.Join(',', taken) : null };
        }

        foreach (var language in taken)
        {
            if (written.Contains(language, StringComparer.OrdinalIgnoreCase))
            {
                return new Finding(RuleState.Pass, "Match.Language.Fits") { Text = language };
            }
        }

        return pair.Fix("Match.Language.Translate", pair.Settings.TranslationDays) with { Text = pair.Explains ? string.Join(',', taken) : null };
    }
}
