using Microsoft.EntityFrameworkCore;
using StrongCities.Hub.Calendars;
using StrongCities.Hub.Opportunities.Process;
using StrongCities.Hub.Persistence;

namespace StrongCities.Hub.Applications.Process;

/// <summary>The short time after a deadline in which a proof from before it is still taken.</summary>
internal static class ProofGrace
{
    /// <summary>Until when; <see langword="null"/> where there is none: no deadline, or the application was not frozen before it.</summary>
    public static async Task<DateTimeOffset?> UntilAsync(HubDb db, Application about, ApplicationOptions options, CancellationToken cancellation)
    {
        var key = await db.Cities.Where(city => city.Id == about.CityId).Select(city => city.Calendar).SingleAsync(cancellation);
        return Until(about, WorkingCalendars.Get(key), options);
    }

    /// <inheritdoc cref="UntilAsync"/>
    public static DateTimeOffset? Until(Application about, WorkingCalendar calendar, ApplicationOptions options) =>
        options.ProofGraceDays > 0 && about.Brief.ClosesAt is { } deadline && about.FrozenAt <= deadline ? calendar.DueAfter(deadline, options.ProofGraceDays) : null;

    /// <summary>The same for a concept note. Nothing freezes it: it must have waited only for being handed in before its own deadline.</summary>
    /// <returns>Until when; <see langword="null"/> where there is none.</returns>
    public static DateTimeOffset? UntilOfConcept(Application about, WorkingCalendar calendar, ApplicationOptions options) =>
        options.ProofGraceDays > 0 && about is { ConceptClosesAt: { } deadline, FrozenAt: null, Stage: CaseStage.Submitting } && about.StatusSince <= deadline
            ? calendar.DueAfter(deadline, options.ProofGraceDays)
            : null;
}
