using StrongCities.Hub.Calendars;

namespace StrongCities.Hub.Awards.Schedule;

/// <summary>What is done about something that is owed, step by step. Words know it as <c>Obligation.Step.HeadsUp</c>.</summary>
public enum ObligationStep
{
    /// <summary>30 calendar days before: it comes closer.</summary>
    HeadsUp,

    /// <summary>14 calendar days before: the advisor should have a draft.</summary>
    Draft,

    /// <summary>5 working days before: mayor and finance check it.</summary>
    Check,

    /// <summary>1 working day before: the last reminder.</summary>
    LastDay,

    /// <summary>The day itself.</summary>
    Due,

    /// <summary>3 working days after: the hub's lead is told.</summary>
    Late,

    /// <summary>10 working days after: the city tells the funder.</summary>
    TellFunder,
}

/// <summary>When each step about something owed is taken, in the city's working calendar.</summary>
public static class ObligationLadder
{
    private const int HeadsUpDays = 30;
    private const int DraftDays = 14;
    private const int CheckDays = 5;
    private const int LateDays = 3;
    private const int TellDays = 10;

    /// <summary>All steps.</summary>
    /// <param name="dueOn">The last day, where the funder is.</param>
    /// <param name="city">The calendar of who must act.</param>
    /// <returns>In their order, each when offices open: steps before never fall on a day off, the day itself is what it is.</returns>
    public static IReadOnlyList<(ObligationStep Step, DateTimeOffset At)> Of(DateOnly dueOn, WorkingCalendar city)
    {
        var check = city.AddWorkingDays(dueOn, -CheckDays);
        var draft = city.AddWorkingDays(dueOn.AddDays(-DraftDays), 0);
        // Around New Year five working days can be longer than two weeks; the advisor still comes before mayor and finance.
        draft = draft < check ? draft : city.AddWorkingDays(check, -1);
        return
        [
            (ObligationStep.HeadsUp, Opening(city.AddWorkingDays(dueOn.AddDays(-HeadsUpDays), 0), city)),
            (ObligationStep.Draft, Opening(draft, city)),
            (ObligationStep.Check, Opening(check, city)),
            (ObligationStep.LastDay, Opening(city.AddWorkingDays(dueOn, -1), city)),
            (ObligationStep.Due, Opening(dueOn, city)),
            (ObligationStep.Late, Opening(city.AddWorkingDays(dueOn, LateDays), city)),
            (ObligationStep.TellFunder, Opening(city.AddWorkingDays(dueOn, TellDays), city)),
        ];
    }

    /// <summary>Where an obligation is on its ladder.</summary>
    /// <param name="owed">As stored.</param>
    /// <param name="dueOn">Its last day, where the funder is.</param>
    /// <param name="city">The calendar of who must act.</param>
    /// <param name="now">The present.</param>
    /// <returns>The newest step that should be taken and has not been: earlier ones that were missed are left out. And when the next comes.</returns>
    public static (ObligationStep? Due, DateTimeOffset? NextAt) Look(Obligation owed, DateOnly dueOn, WorkingCalendar city, DateTimeOffset now)
    {
        var left = Of(dueOn, city).Where(one => !IsMoot(owed.State, one.Step) && (owed.Told is not { } told || one.Step > told)).ToList();
        var reached = left.Where(one => one.At <= now).ToList();
        var ahead = left.Where(one => one.At > now).ToList();
        return (reached.Count > 0 ? reached.Max(one => one.Step) : null, ahead.Count > 0 ? ahead.Min(one => one.At) : null);
    }

    private static bool IsMoot(ObligationState state, ObligationStep step) => state switch
    {
        ObligationState.Submitted or ObligationState.Accepted or ObligationState.Waived => true,
        ObligationState.Checked => step is ObligationStep.Draft or ObligationStep.Check,
        ObligationState.Drafted => step == ObligationStep.Draft,
        _ => false,
    };

    /// <summary>When offices would open on a day, whether they do or not.</summary>
    internal static DateTimeOffset Opening(DateOnly day, WorkingCalendar city)
    {
        var local = day.ToDateTime(OfficeHours.Default.Opens);
        return new DateTimeOffset(local, city.Zone.GetUtcOffset(local));
    }
}
