namespace StrongCities.Hub.Opportunities.Sources;

/// <summary>Understands sources' words for where an opportunity stands; an unknown word stays a word.</summary>
internal static class SourceStatus
{
    public static OpportunityStatus Of(string? word)
    {
        var plain = word?.Trim() ?? "";
        return Is("forecasted", "forecast", "forthcoming", "upcoming", "planned") ? OpportunityStatus.Forecasted
            : Is("open", "posted", "synopsis", "open for submission", "active") ? OpportunityStatus.Open
            : Is("closed", "archived", "expired") ? OpportunityStatus.Closed
            : OpportunityStatus.Custom;

        bool Is(params ReadOnlySpan<string> words)
        {
            foreach (var known in words)
            {
                if (plain.Equals(known, StringComparison.OrdinalIgnoreCase))
                {
                    return true;
                }
            }

            return false;
        }
    }
}
