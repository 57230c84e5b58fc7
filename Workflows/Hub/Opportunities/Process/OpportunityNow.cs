using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.EntityFrameworkCore;
using StrongCities.Hub.Calendars;
using StrongCities.Hub.Matching;
using StrongCities.Hub.Persistence;
using StrongCities.Runtime.Instances;

namespace StrongCities.Hub.Opportunities.Process;

/// <summary>How an opportunity stands now, seen from a case. Looked up between two bursts, so that a process never has to trust what an event told it.</summary>
internal sealed record OpportunityNow
{
    /// <summary>The title.</summary>
    public required string Title { get; init; }

    /// <summary>The last minute in which an application may come in.</summary>
    public DateTimeOffset? ClosesAt { get; init; }

    /// <summary>Calendar days until then, begun ones not counted.</summary>
    public int? DaysLeft { get; init; }

    /// <summary>Working days left where the city is, in a case of the hub's own where the hub is.</summary>
    public int? WorkingDaysLeft { get; init; }

    /// <summary>The most that one city gets.</summary>
    public Money? Support { get; init; }

    /// <summary>What the city adds itself.</summary>
    public Money? OwnShare { get; init; }

    /// <summary>What is so now: some of <see cref="WaitForOpportunity.Ways"/>.</summary>
    public IReadOnlyList<string> Is { get; init; } = [];

    public JsonObject ToJson() => JsonSerializer.SerializeToNode(this, FactsJson.Options)!.AsObject();

    public static OpportunityNow FromJson(JsonNode node) => node.Deserialize<OpportunityNow>(FactsJson.Options)!;
}

internal sealed class OpportunityNowAnswerer(HubDbFactory databases, TimeProvider clock) : IQuestionAnswerer
{
    public const string QuestionName = "StrongCities.OpportunityNow";

    public string Name => QuestionName;

    public async Task<JsonNode?> AnswerAsync(string requestId, JsonObject arguments, CancellationToken cancellation)
    {
        await using var db = databases.Create(null);
        var instanceId = arguments["instanceId"]!.GetValue<string>();
        var about = await db.Cases.OfType<CaseOfOpportunity>().AsNoTracking().SingleOrDefaultAsync(c => c.InstanceId == instanceId, cancellation)
            ?? throw new InvalidOperationException("This activity works only in a process that carries the case of an opportunity.");
        var opportunity = await db.Opportunities.AsNoTracking().SingleOrDefaultAsync(o => o.Id == about.OpportunityId, cancellation)
            ?? throw new InvalidOperationException("The opportunity of this case is not in the catalogue.");
        var now = clock.GetUtcNow();
        var calendar = await db.Cities.Where(city => city.Id == about.CityId).Select(city => city.Calendar).SingleOrDefaultAsync(cancellation)
            ?? await db.Hubs.Where(hub => hub.Id == about.HubId).Select(hub => hub.Calendar).SingleAsync(cancellation);
        var time = TimeLeft.Of(opportunity.Facts.CloseDate, DayLine.At(WorkingCalendars.Get(calendar), now));
        var brief = OpportunityBrief.Of(opportunity);
        return new OpportunityNow
        {
            Title = opportunity.Title,
            ClosesAt = opportunity.ClosesAt,
            DaysLeft = opportunity.ClosesAt is { } closes ? (int)Math.Floor((closes - now).TotalDays) : null,
            WorkingDaysLeft = time.Day is null ? null : time.Whole,
            Support = brief.Support,
            OwnShare = brief.OwnShare,
            Is = [.. about is OpportunityCase hubs ? await HubsWaysAsync(db, hubs, opportunity, now, cancellation) : CitysWays(about, opportunity, now)],
        }.ToJson();
    }

    private static IEnumerable<string> CitysWays(CaseOfOpportunity about, Opportunity opportunity, DateTimeOffset now)
    {
        if (opportunity.StandingAt(now) == OpportunityStatus.Closed || opportunity.State is ScreeningState.Rejected or ScreeningState.Merged)
        {
            yield return WaitForOpportunity.Closed;
            yield break;
        }

        yield return WaitForOpportunity.Open;
        if (about.Brief.ClosesAt != about.Brief.PlannedFor)
        {
            yield return WaitForOpportunity.Changed;
        }
    }

    private static async Task<IReadOnlyList<string>> HubsWaysAsync(HubDb db, OpportunityCase about, Opportunity opportunity, DateTimeOffset now, CancellationToken cancellation)
    {
        if (opportunity.State is ScreeningState.Rejected or ScreeningState.Merged)
        {
            return [WaitForOpportunity.Rejected];
        }

        switch (opportunity.StandingAt(now))
        {
            case OpportunityStatus.Closed:
                return [WaitForOpportunity.Closed];
            case OpportunityStatus.Forecasted:
                return [WaitForOpportunity.Forecast];
        }

        if (opportunity.State == ScreeningState.New)
        {
            return [WaitForOpportunity.Open, WaitForOpportunity.ToScreen];
        }

        List<string> ways = [WaitForOpportunity.Open, WaitForOpportunity.Screened];
        if (about.Brief.Version != opportunity.Version)
        {
            ways.Add(WaitForOpportunity.Changed);
        }

        var asked = await AskedCities.OfAsync(db, about.Id, cancellation);
        if ((await AlertPlan.OfAsync(db, about.HubId, opportunity.Id, now, cancellation)).Any(alert => !asked.Contains(alert.CityId)))
        {
            ways.Add(WaitForOpportunity.Confirmed);
        }
        else if (about.Brief.ReviewedVersion == opportunity.Version || (asked.Count > 0 && !await HasUnconfirmedAsync(db, opportunity.Id, asked, cancellation)))
        {
            ways.Add(WaitForOpportunity.Settled);
        }

        return ways;
    }

    private static Task<bool> HasUnconfirmedAsync(HubDb db, Guid opportunityId, HashSet<Guid> asked, CancellationToken cancellation) =>
        db.Matches.AnyAsync(
            match => match.OpportunityId == opportunityId && match.ConfirmedAt == null && !asked.Contains(match.CityId)
                && ((match.Override ?? match.Overall) == Overall.Yes || (match.Override ?? match.Overall) == Overall.YesIf),
            cancellation);
}
