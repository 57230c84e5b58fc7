using Microsoft.EntityFrameworkCore;
using StrongCities.Hub.Assistance;
using StrongCities.Hub.Calendars;
using StrongCities.Hub.Cases;
using StrongCities.Hub.Persistence;
using StrongCities.Hub.Risks.Process;

namespace StrongCities.Hub.Risks;

/// <summary>The risk from which a city asked for help.</summary>
internal static class LinkedRisk
{
    /// <summary>Reads it, whoever else may: by asking for help from it the city itself tells its score and themes.</summary>
    /// <param name="db">Anybody's.</param>
    /// <param name="request">The request.</param>
    /// <param name="cancellation">The host stops.</param>
    /// <returns>The risk; <see langword="null"/> where none is linked, it is archived, or it is another city's.</returns>
    public static Task<Risk?> OfAsync(HubDb db, SupportRequest request, CancellationToken cancellation) =>
        Open(db, request).AsNoTracking().SingleOrDefaultAsync(cancellation);

    /// <summary>Help has ended: the city is asked for a new look at the risk, today, by its register's process.</summary>
    /// <param name="db">The unit's context.</param>
    /// <param name="request">The request that is closed.</param>
    /// <param name="now">When.</param>
    /// <param name="cancellation">The host stops.</param>
    /// <returns>When it is stored.</returns>
    public static async Task LookAgainAsync(HubDb db, SupportRequest request, DateTimeOffset now, CancellationToken cancellation)
    {
        if (await Open(db, request).SingleOrDefaultAsync(cancellation) is not { } risk)
        {
            return;
        }

        var calendar = await db.Cities.Where(city => city.Id == request.CityId).Select(city => city.Calendar).SingleAsync(cancellation);
        (risk.ReviewDueOn, risk.AskedOn) = (WorkingCalendars.Get(calendar).LocalDay(now), null);
        var process = await db.Cases.Where(register => register.Id == risk.CaseId).Select(register => register.InstanceId).SingleAsync(cancellation);
        new ProcessTouched(process, WaitForRegister.StimulusName).Put(db, now);
    }

    private static IQueryable<Risk> Open(HubDb db, SupportRequest request) =>
        db.Risks.IgnoreQueryFilters().Where(risk => risk.Id == request.Form.RiskId && risk.HubId == request.HubId && risk.CityId == request.CityId && risk.ArchivedAt == null);
}
