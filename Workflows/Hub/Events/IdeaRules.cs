namespace StrongCities.Hub.Events;

/// <summary>What can be wrong with an idea's dates and with how many it invites: when it is proposed, and when it is changed.</summary>
internal static class IdeaRules
{
    /// <param name="slots">As typed.</param>
    /// <param name="dates">The same as moments.</param>
    /// <param name="options">Limits.</param>
    /// <param name="now">The present.</param>
    public static IEnumerable<FieldProblem> OfDates(IReadOnlyList<EventSlot> slots, IReadOnlyList<EventDate> dates, EventOptions options, DateTimeOffset now)
    {
        if (dates.Count < options.LeastDates || dates.Count > options.MostDates)
        {
            yield return new FieldProblem("Dates[0]", "HubEvent.Problem.DateCount", options.LeastDates, options.MostDates);
        }

        if (dates.DistinctBy(date => date.StartsAt).Count() != dates.Count)
        {
            yield return new FieldProblem("Dates[0]", "HubEvent.Problem.SameDate");
        }

        foreach (var problem in slots.SelectMany((slot, place) => EventRules.Problems($"Dates[{place}]", slot, dates[place], now)))
        {
            yield return problem;
        }
    }

    /// <param name="people">How many would be invited.</param>
    /// <param name="options">Limits.</param>
    public static IEnumerable<FieldProblem> OfPeople(int people, EventOptions options)
    {
        if (people == 0)
        {
            yield return new FieldProblem("Cities", "HubEvent.Problem.Nobody");
        }
        else if (people > options.MostInvited)
        {
            yield return new FieldProblem("Cities", "HubEvent.Problem.TooManyInvited", options.MostInvited);
        }
    }
}
