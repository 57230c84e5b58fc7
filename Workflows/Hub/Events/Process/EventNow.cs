using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using StrongCities.Engine.Execution;
using StrongCities.Hub.Calendars;
using StrongCities.Hub.Opportunities;
using StrongCities.Hub.Persistence;
using StrongCities.Runtime.Instances;
using StrongCities.Runtime.Persistence;

namespace StrongCities.Hub.Events.Process;

/// <summary>How an event stands now. Looked up between two bursts, so that a process never has to trust what a deed told it.</summary>
/// <param name="Ways">The ways of <see cref="WaitForEvent"/> that hold.</param>
/// <param name="NextAt">When the next look is due; <see langword="null"/> for never.</param>
/// <param name="Dates">The dates that the poll offers, by <see cref="EventDate.Key"/>.</param>
/// <param name="StartsAt">When it begins.</param>
/// <param name="Promise">The promise that is due now, or <see langword="null"/>.</param>
internal sealed record EventNow(IReadOnlyList<string> Ways, DateTimeOffset? NextAt, IReadOnlyList<string> Dates, DateTimeOffset? StartsAt, DuePromise? Promise)
{
    public JsonObject ToJson() => JsonSerializer.SerializeToNode(this, FactsJson.Options)!.AsObject();

    public static EventNow FromJson(JsonNode node) => node.Deserialize<EventNow>(FactsJson.Options)!;
}

/// <summary>A promise that is due.</summary>
/// <param name="Id">Which.</param>
/// <param name="PersonId">Whose.</param>
/// <param name="What">What.</param>
internal sealed record DuePromise(Guid Id, Guid PersonId, string What);

internal sealed class EventNowAnswerer(HubDbFactory databases, IOptions<EventOptions> options, TimeProvider clock) : IQuestionAnswerer
{
    public const string QuestionName = "StrongCities.EventNow";

    // When reminders are sent, where the hub is.
    private static readonly TimeOnly Opening = new(8, 0);
    private const int Week = 7;

    public string Name => QuestionName;

    public async Task<JsonNode?> AnswerAsync(string requestId, JsonObject arguments, CancellationToken cancellation)
    {
        await using var db = databases.Create(null);
        var instanceId = arguments["instanceId"]!.GetValue<string>();
        var about = await db.Cases.OfType<HubEvent>().AsNoTracking().SingleOrDefaultAsync(one => one.InstanceId == instanceId, cancellation)
            ?? throw new InvalidOperationException("This activity works only in a process that carries an event.");
        var promises = await db.Commitments.AsNoTracking().Where(one => one.CaseId == about.Id && one.State == CommitmentState.Open).OrderBy(one => one.DueOn).ToListAsync(cancellation);
        var anybody = await db.EventInvitations.AnyAsync(one => one.CaseId == about.Id && one.Came, cancellation);
        var calendar = WorkingCalendars.Get(await db.Hubs.Where(hub => hub.Id == about.HubId).Select(hub => hub.Calendar).SingleAsync(cancellation));
        return Of(about, promises, anybody, options.Value.GiveUpDays, calendar, clock.GetUtcNow()).ToJson();
    }

    /// <summary>Looks.</summary>
    /// <param name="about">The event.</param>
    /// <param name="promises">The open ones, by day.</param>
    /// <param name="anybody">Whether somebody came.</param>
    /// <param name="giveUpDays">After how many days a promise that nobody answered for holds the report up no more.</param>
    /// <param name="calendar">The hub's.</param>
    /// <param name="now">The present.</param>
    internal static EventNow Of(HubEvent about, IReadOnlyList<Commitment> promises, bool anybody, int giveUpDays, WorkingCalendar calendar, DateTimeOffset now)
    {
        var ways = new List<string>();
        var moments = new List<DateTimeOffset>();
        DuePromise? due = null;
        switch (about.Phase)
        {
            case EventPhase.Idea or EventPhase.Programme when about.WantedAt is not null:
                ways.Add(WaitForEvent.Wanted);
                break;
            case EventPhase.Invited when about is { StartsAt: { } from, EndsAt: { } until }:
                if (about.Sequence > about.ToldSequence && now < from)
                {
                    ways.Add(WaitForEvent.Changed);
                }

                var (week, day) = (Before(calendar, from, Week), Before(calendar, from, 1));
                When(WaitForEvent.WeekBefore, about.WeekTold is null && week > about.PlacedAt && now < day ? week : null);
                When(WaitForEvent.DayBefore, about.DayTold is null && day > about.PlacedAt && now < from ? day : null);
                When(WaitForEvent.Over, until);
                break;
            case EventPhase.Attendance when about.ListedAt is not null:
                ways.Add(anybody ? WaitForEvent.Listed : WaitForEvent.Nobody);
                break;
            case EventPhase.FollowUp:
                // What nobody answered for is given up after a while, as far as the report is concerned.
                When(WaitForEvent.Settled, promises.Count == 0 || about.ReportWantedAt is not null ? now
                    : promises.All(one => one.AskedFor == one.DueOn) ? Asks(calendar, promises[^1]).AddDays(giveUpDays) : null);

                // A promise is asked about in the morning of its day, once for each day that is set.
                var waiting = promises.Where(one => one.AskedFor != one.DueOn).ToList();
                if (waiting.FirstOrDefault(one => Asks(calendar, one) <= now) is { } ripe)
                {
                    ways.Add(WaitForEvent.Promise);
                    due = new DuePromise(ripe.Id, ripe.PersonId, ripe.What);
                }

                moments.AddRange(waiting.Select(one => Asks(calendar, one)).Where(moment => moment > now));
                break;
        }

        return new EventNow(ways, moments.Count > 0 ? moments.Min() : null, [.. about.Dates.Select(date => date.Key)], about.StartsAt, due);

        void When(string way, DateTimeOffset? moment)
        {
            if (moment <= now)
            {
                ways.Add(way);
            }
            else if (moment is { } later)
            {
                moments.Add(later);
            }
        }
    }

    private static DateTimeOffset Asks(WorkingCalendar calendar, Commitment promise) => calendar.NextAllowedMoment(calendar.At(promise.DueOn, Opening));

    // On a working day: a reminder that waits for Monday is none for a Monday.
    private static DateTimeOffset Before(WorkingCalendar calendar, DateTimeOffset start, int days)
    {
        var day = calendar.LocalDay(start).AddDays(-days);
        while (!calendar.IsWorkingDay(day))
        {
            day = day.AddDays(-1);
        }

        return calendar.At(day, Opening);
    }
}

/// <summary>People are told of an event: each thing once.</summary>
/// <param name="Way">One of the ways of <see cref="WaitForEvent"/>.</param>
/// <param name="PromiseId">The promise asked about, or <see langword="null"/>.</param>
internal sealed record EventTold(string Way, Guid? PromiseId) : HostEffect;

internal sealed class EventToldHandler : EffectHandler<EventTold>
{
    protected override async Task ApplyAsync(RuntimeDb db, EventTold effect, EffectContext context, CancellationToken cancellation)
    {
        var hub = db.Hub();
        var about = await hub.EventOfAsync(context.InstanceId, cancellation);
        switch (effect.Way)
        {
            case WaitForEvent.Changed:
                about.ToldSequence = about.Sequence;
                break;
            case WaitForEvent.WeekBefore:
                about.WeekTold = context.Now;
                break;
            case WaitForEvent.DayBefore:
                about.DayTold = context.Now;
                break;
            case WaitForEvent.Promise when await hub.Commitments.SingleOrDefaultAsync(one => one.Id == effect.PromiseId, cancellation) is { } promise:
                promise.AskedFor = promise.DueOn;
                break;
        }
    }
}

/// <summary>Finds the event that an instance carries.</summary>
internal static class EventOfInstance
{
    public static Task<HubEvent> EventOfAsync(this HubDb db, string instanceId, CancellationToken cancellation) =>
        db.Cases.OfType<HubEvent>().SingleAsync(one => one.InstanceId == instanceId, cancellation);
}
