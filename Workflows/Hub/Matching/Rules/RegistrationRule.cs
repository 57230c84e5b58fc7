using StrongCities.Hub.Opportunities;

namespace StrongCities.Hub.Matching.Rules;

/// <summary>Every registration that is asked for is valid through the deadline. One that lacks or runs out can be mended.</summary>
internal static class RegistrationRule
{
    public static Finding Judge(in Pair pair)
    {
        var asked = pair.Opportunity.Eligibility;
        if (asked.Registrations.Count == 0)
        {
            return asked.NoRegistration
                ? new Finding(RuleState.Pass, "Match.Registration.None")
                : new Finding(RuleState.Unknown, "Match.Registration.Unknown");
        }

        if (pair.City.Profile.Registrations is not { } held)
        {
            return new Finding(RuleState.Unknown, "Match.Registration.UnknownCity") { Text = pair.Explains ? string.Join(',', asked.Registrations) : null };
        }

        string? unsure = null;
        foreach (var kind in asked.Registrations)
        {
            var registration = Find(held, kind);
            if (registration is null || registration.Until < pair.Time.Day)
            {
                return pair.Fix("Match.Registration.Missing", pair.Settings.RegistrationDays) with { Text = kind };
            }

            unsure ??= registration.Until is not null && pair.Time.Day is null ? kind : null;
        }

        return unsure is null
            ? new Finding(RuleState.Pass, "Match.Registration.Valid")
            : new Finding(RuleState.Unknown, "Match.Registration.NoDeadline") { Text = unsure };
    }

    // By index: this is asked of every pair, and an enumerator for each would be most of what a run allocates.
    private static Registration? Find(FactList<Registration> held, string kind)
    {
        for (var place = 0; place < held.Count; place++)
        {
            if (held[place].Kind.Equals(kind, StringComparison.OrdinalIgnoreCase))
            {
                return held[place];
            }
        }

        return null;
    }
}
