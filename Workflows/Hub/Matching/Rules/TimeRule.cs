using StrongCities.Hub.Opportunities;

namespace StrongCities.Hub.Matching.Rules;

/// <summary>
/// Working days of the city's calendar against the least that an application needs. Below it the hub lead must consent, so that the advisor is
/// asked; below the least for an alert it is only recorded.
/// </summary>
internal static class TimeRule
{
    public static Finding Judge(in Pair pair)
    {
        var (opportunity, time, settings) = (pair.Opportunity, pair.Time, pair.Settings);
        if (opportunity.Status == OpportunityStatus.Closed || (time.Day is not null && time.Left < 0))
        {
            return new Finding(RuleState.Fail, "Match.Time.Over");
        }

        if (time.Day is null)
        {
            return new Finding(RuleState.Unknown, "Match.Time.Unknown");
        }

        if (time.Whole < settings.AlertDays)
        {
            return new Finding(RuleState.Fail, time.Whole < time.Left ? "Match.Time.ShortLastDay" : "Match.Time.Short") { Number = time.Left, Days = settings.AlertDays };
        }

        var least = opportunity.IsConcept ? settings.ConceptDays : settings.SingleStageDays;
        return time.Whole >= least ? new Finding(RuleState.Pass, "Match.Time.Enough") { Number = time.Left }
            : opportunity.FastLane ? new Finding(RuleState.Pass, "Match.Time.Consented") { Number = time.Left }
            : new Finding(RuleState.Unknown, "Match.Time.Fast") { Number = time.Left, Days = least };
    }

    /// <summary>How the city would hear of it.</summary>
    public static AlertLane LaneOf(in Pair pair)
    {
        var (opportunity, time, settings) = (pair.Opportunity, pair.Time, pair.Settings);
        if (opportunity.Status == OpportunityStatus.Closed || (time.Day is not null && time.Whole < settings.AlertDays))
        {
            return AlertLane.RecordOnly;
        }

        return opportunity.Status == OpportunityStatus.Forecasted ? AlertLane.Watching
            : time.Day is not null && time.Whole < (opportunity.IsConcept ? settings.ConceptDays : settings.SingleStageDays) ? AlertLane.Fast
            : AlertLane.Ordinary;
    }
}
