using System.Globalization;
using System.Resources;
using Microsoft.EntityFrameworkCore;
using StrongCities.Hub.Cities;
using StrongCities.Hub.Opportunities;
using StrongCities.Hub.People;
using StrongCities.Hub.Persistence;
using StrongCities.Hub.Risks;

namespace StrongCities.Hub.Matching;

/// <summary>
/// Says exactly whom an alert about an opportunity goes to. The preview asks it and so does the process that sends, so that the preview is true.
/// </summary>
public static class AlertPlan
{
    private static readonly ResourceManager Words = new(typeof(Words.Words));

    /// <summary>The alerts to the cities that are confirmed.</summary>
    /// <param name="db">Sees the whole hub.</param>
    /// <param name="hubId">The hub.</param>
    /// <param name="opportunityId">Which opportunity.</param>
    /// <param name="now">The moment.</param>
    /// <param name="cancellation">The caller gives up.</param>
    /// <returns>By city name; empty for one that is not screened.</returns>
    public static async Task<IReadOnlyList<PlannedAlert>> OfAsync(HubDb db, Guid hubId, Guid opportunityId, DateTimeOffset now, CancellationToken cancellation) =>
        [.. (await LinesAsync(db, hubId, opportunityId, null, now, cancellation)).Where(line => line.Bar is null).Select(line => line.Alert)];

    /// <summary>The alerts as they would be if exactly these cities were confirmed, and why others of them get none.</summary>
    /// <param name="db">Sees the whole hub.</param>
    /// <param name="hubId">The hub.</param>
    /// <param name="opportunityId">Which opportunity.</param>
    /// <param name="cities">Those to confirm; <see langword="null"/> for those that are.</param>
    /// <param name="now">The moment.</param>
    /// <param name="cancellation">The caller gives up.</param>
    /// <returns>A line for each of the cities, by name.</returns>
    public static async Task<IReadOnlyList<AlertLine>> LinesAsync(
        HubDb db, Guid hubId, Guid opportunityId, IReadOnlyCollection<Guid>? cities, DateTimeOffset now, CancellationToken cancellation)
    {
        if (await new ScreenedSubjects().FindAsync(db, hubId, opportunityId, cancellation) is not { } subject)
        {
            return [];
        }

        var stored = await db.Matches.AsNoTracking().Where(match => match.HubId == hubId && match.OpportunityId == opportunityId)
            .ToDictionaryAsync(match => match.CityId, cancellation);
        var chosen = (cities ?? [.. stored.Values.Where(match => match.ConfirmedAt is not null).Select(match => match.CityId)]).ToHashSet();
        var profiles = await db.CityProfiles.AsNoTracking().Where(row => row.HubId == hubId && chosen.Contains(row.CityId))
            .ToDictionaryAsync(row => row.CityId, row => row.Profile, cancellation);
        await RiskThemes.AddAsync(db, hubId, profiles, cancellation);
        var homes = await db.Cities.AsNoTracking().Where(city => city.HubId == hubId && chosen.Contains(city.Id)).ToListAsync(cancellation);
        var settings = (await db.MatchSettings.AsNoTracking().SingleOrDefaultAsync(row => row.HubId == hubId, cancellation))?.Settings ?? MatchSettings.Default;
        var readers = await AlertReaders.LoadAsync(db, hubId, opportunityId, now, cancellation);
        var sides = new MatchSides(hubId, [subject], homes.Select(city => (city, profiles.GetValueOrDefault(city.Id, CityProfile.Empty))), settings, now);
        var lines = new List<AlertLine>();
        foreach (var (city, side) in homes.Zip(sides.Cities).OrderBy(pair => pair.First.Name, StringComparer.Ordinal))
        {
            lines.Add(Line(sides, city, side, stored.GetValueOrDefault(city.Id), await readers.OfAsync(city.Id, cancellation)));
        }

        return lines;
    }

    private static AlertLine Line(MatchSides sides, City city, CitySide side, Match? stored, IReadOnlyList<Person> readers)
    {
        var opportunity = sides.Opportunities[0];
        var verdict = Judge.Explain(opportunity, side, sides.TimeOf(opportunity, side.Calendar), sides.Settings);
        var overall = stored?.Override ?? verdict.Overall;
        var least = opportunity.IsConcept ? sides.Settings.ConceptDays : sides.Settings.SingleStageDays;
        var isShort = verdict.WholeDays < least;
        AlertBar? bar = overall is not (Overall.Yes or Overall.YesIf) ? AlertBar.Verdict
            : verdict.Of(MatchRule.NotForUs).State == RuleState.Fail ? AlertBar.Refused
            : opportunity.Status == OpportunityStatus.Closed || verdict.WholeDays < sides.Settings.AlertDays ? AlertBar.Time
            : opportunity.Status == OpportunityStatus.Forecasted ? AlertBar.Forecast
            : isShort && !opportunity.FastLane ? AlertBar.Consent
            : null;
        var alert = new PlannedAlert(city.Id, city.Name, overall, readers, isShort, stored?.Override is null ? Why(verdict, city.Language) : stored.OverrideReason);
        return new AlertLine(city, verdict, alert, bar);
    }

    // The one line that is about this very city: what it wants. The rest is on the page.
    private static string? Why(Verdict verdict, string language)
    {
        var part = verdict.Of(ScoreKey.Theme);
        if (part.Points == 0 || part.Text is not { } themes)
        {
            return null;
        }

        var culture = CultureInfo.GetCultureInfo(language);
        var names = themes.Split(',').Select(theme => Words.GetString($"Theme.{theme}", culture) ?? theme);
        return string.Format(culture, Words.GetString(part.Reason, culture)!, string.Join(", ", names), part.Number);
    }
}

/// <summary>One alert.</summary>
/// <param name="CityId">The city.</param>
/// <param name="CityName">Its name.</param>
/// <param name="Overall">The verdict that counts.</param>
/// <param name="Readers">Who gets the mail.</param>
/// <param name="Urgent">It goes alone and at once; otherwise it is a line of the reader's next digest.</param>
/// <param name="Why">Why this city, in its language or in an advisor's words.</param>
public sealed record PlannedAlert(Guid CityId, string CityName, Overall Overall, IReadOnlyList<Person> Readers, bool Urgent, string? Why);

/// <summary>What the plan says of one city.</summary>
/// <param name="City">The city.</param>
/// <param name="Verdict">What the rules say now.</param>
/// <param name="Alert">What it would get.</param>
/// <param name="Bar">Why it gets nothing; <see langword="null"/> where it does.</param>
public sealed record AlertLine(City City, Verdict Verdict, PlannedAlert Alert, AlertBar? Bar);

/// <summary>Why a city gets no alert.</summary>
public enum AlertBar
{
    /// <summary>The verdict is neither yes nor yes-if.</summary>
    Verdict,

    /// <summary>The city said that such things are not for it; an advisor's verdict does not undo that.</summary>
    Refused,

    /// <summary>Too little time is left.</summary>
    Time,

    /// <summary>It is not open yet.</summary>
    Forecast,

    /// <summary>Little time is left, and the hub's lead has not agreed.</summary>
    Consent,
}
