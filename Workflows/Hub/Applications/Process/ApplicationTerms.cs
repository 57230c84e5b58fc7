using Microsoft.EntityFrameworkCore;
using StrongCities.Hub.Applications.Plan;
using StrongCities.Hub.Calendars;
using StrongCities.Hub.Opportunities;
using StrongCities.Hub.Persistence;

namespace StrongCities.Hub.Applications.Process;

/// <summary>Reads from the store what an application's plan hangs on.</summary>
internal static class ApplicationTerms
{
    private const string Brussels = "Europe/Brussels";
    private const string BrusselsCalendar = "BRU";

    /// <summary>The terms; <see langword="null"/> where the funder has no deadline.</summary>
    public static async Task<PlanTerms?> OfAsync(HubDb db, Application about, ApplicationOptions options, CancellationToken cancellation)
    {
        if (about.Brief.ClosesAt is not { } deadline)
        {
            return null;
        }

        var key = await db.Cities.Where(city => city.Id == about.CityId).Select(city => city.Calendar).SingleAsync(cancellation);
        var opportunity = await db.Opportunities.AsNoTracking().SingleAsync(o => o.Id == about.OpportunityId, cancellation);
        var city = WorkingCalendars.Get(key);
        return new PlanTerms(deadline, city, FunderOf((opportunity.Facts.CloseDate as DayDate)?.Zone, city))
        {
            ConceptDeadline = about.ConceptClosesAt,
            HasPartners = await db.Partners.AnyAsync(p => p.CaseId == about.Id && p.Mandate != MandateState.Declined && p.Mandate != MandateState.Dropped, cancellation),
            NeedsCouncil = NeedsCouncil(about, options),
            CouncilSession = about.CouncilSessionAt,
            QuestionsClose = about.QuestionsCloseAt,
            AnswersOut = about.AnswersOutAt,
        };
    }

    /// <summary>Whether the city adds more than its mayor may promise alone.</summary>
    public static bool NeedsCouncil(Application about, ApplicationOptions options) =>
        (about.Proposal.OwnShare ?? about.Brief.OwnShare) is { Amount: > 0 } share && (share.Currency != "EUR" || share.Amount > options.CouncilAbove);

    // Of funders we know only where their clock is. Where no calendar of ours has that clock, the city's days are all that can be counted.
    private static WorkingCalendar FunderOf(string? zone, WorkingCalendar city) =>
        zone == Brussels ? WorkingCalendars.Get(BrusselsCalendar)
        : zone is null || zone == city.Zone.Id ? city
        : WorkingCalendars.All.FirstOrDefault(calendar => calendar.Zone.Id == zone) ?? city;
}
