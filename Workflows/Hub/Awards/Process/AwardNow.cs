using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using StrongCities.Hub.Awards.Schedule;
using StrongCities.Hub.Calendars;
using StrongCities.Hub.Opportunities;
using StrongCities.Hub.Persistence;
using StrongCities.Runtime.Instances;

namespace StrongCities.Hub.Awards.Process;

/// <summary>How an award stands now. Looked up between two bursts, so that a process never has to trust what an event told it.</summary>
internal sealed record AwardNow
{
    /// <summary>The ways of <see cref="WaitForAward"/> that hold, each with its step where it has one.</summary>
    public Dictionary<string, AwardStep?> Steps { get; init; } = [];

    /// <summary>When something can be due next; <see langword="null"/> for never.</summary>
    public DateTimeOffset? NextAt { get; init; }

    public JsonObject ToJson() => JsonSerializer.SerializeToNode(this, FactsJson.Options)!.AsObject();

    public static AwardNow FromJson(JsonNode node) => node.Deserialize<AwardNow>(FactsJson.Options)!;
}

/// <summary>Something to be done about an award now.</summary>
/// <param name="Kind">One of <see cref="WaitForAward.Ways"/>.</param>
/// <param name="Id">The obligation, instalment or amendment.</param>
/// <param name="What">The name of its step.</param>
internal sealed record AwardStep(string Kind, Guid Id, string What)
{
    public JsonObject ToJson() => JsonSerializer.SerializeToNode(this, FactsJson.Options)!.AsObject();

    public static AwardStep? FromJson(JsonObject? node) => node?.Deserialize<AwardStep>(FactsJson.Options);
}

internal sealed class AwardNowAnswerer(HubDbFactory databases, IOptions<AwardOptions> options, TimeProvider clock) : IQuestionAnswerer
{
    public const string QuestionName = "StrongCities.AwardNow";

    public string Name => QuestionName;

    public async Task<JsonNode?> AnswerAsync(string requestId, JsonObject arguments, CancellationToken cancellation)
    {
        await using var db = databases.Create(null);
        var instanceId = arguments["instanceId"]!.GetValue<string>();
        var award = await db.Cases.OfType<Award>().AsNoTracking().SingleOrDefaultAsync(c => c.InstanceId == instanceId, cancellation)
            ?? throw new InvalidOperationException("This activity works only in a process that carries an award.");
        var calendar = WorkingCalendars.Get(await db.Cities.Where(city => city.Id == award.CityId).Select(city => city.Calendar).SingleAsync(cancellation));
        var owed = await db.Obligations.AsNoTracking().Where(one => one.CaseId == award.Id).ToListAsync(cancellation);
        var parts = await db.Instalments.AsNoTracking().Where(part => part.CaseId == award.Id).OrderBy(part => part.Number).ToListAsync(cancellation);
        var changes = await db.Amendments.AsNoTracking().Where(change => change.CaseId == award.Id).OrderBy(change => change.Number).ToListAsync(cancellation);
        var now = clock.GetUtcNow();
        List<(AwardStep? Step, DateTimeOffset? NextAt)> looks =
        [
            .. owed.OrderBy(one => one.DueAt).Select(one => OfObligation(one, award, calendar, now)),
            .. parts.Select(part => OfInstalment(part, calendar, now)),
            .. changes.Select(change => OfAmendment(change, award, now)),
        ];
        var steps = new Dictionary<string, AwardStep?>();
        if (award.End == AwardEnd.Cancelled)
        {
            steps[WaitForAward.Cancelled] = null;
        }
        else if (award.End == AwardEnd.Fulfilled || IsFinished(owed, parts))
        {
            steps[WaitForAward.Finished] = null;
        }

        foreach (var step in looks.Select(look => look.Step).OfType<AwardStep>())
        {
            steps.TryAdd(step.Kind, step);
        }

        return new AwardNow { Steps = steps, NextAt = looks.Min(look => look.NextAt) }.ToJson();
    }

    /// <summary>Whether nothing is left to hand in and nothing to be paid.</summary>
    private static bool IsFinished(List<Obligation> owed, List<Instalment> parts) =>
        owed.All(one => one.IsOver) && parts.All(part => part.PaidOn is not null) && owed.Any(one => one.State == ObligationState.Accepted);

    private static (AwardStep? Step, DateTimeOffset? NextAt) OfObligation(Obligation owed, Award award, WorkingCalendar calendar, DateTimeOffset now)
    {
        var (due, next) = ObligationLadder.Look(owed, FunderDay.Of(owed.DueAt, award.Terms.FunderZone), calendar, now);
        return (due is { } step ? new(WaitForAward.Obligation, owed.Id, step.ToString()) : null, next);
    }

    private (AwardStep? Step, DateTimeOffset? NextAt) OfInstalment(Instalment part, WorkingCalendar calendar, DateTimeOffset now)
    {
        if (part.PaidOn is not null || part.ExpectedOn is not { } day)
        {
            return (null, null);
        }

        (InstalmentStep Step, DateTimeOffset At)[] ladder =
        [
            (InstalmentStep.Expected, ObligationLadder.Opening(day, calendar)), (InstalmentStep.Late, ObligationLadder.Opening(day.AddDays(options.Value.PaymentGraceDays), calendar)),
        ];
        var left = ladder.Where(one => part.Told is not { } told || one.Step > told).ToList();
        var due = left.Where(one => one.At <= now).Select(one => (InstalmentStep?)one.Step).LastOrDefault();
        return (due is { } step ? new(WaitForAward.Instalment, part.Id, step.ToString()) : null, left.Where(one => one.At > now).Select(one => (DateTimeOffset?)one.At).FirstOrDefault());
    }

    // The day from which it should hold comes without an answer: it does not hold, and people are told so.
    private static (AwardStep? Step, DateTimeOffset? NextAt) OfAmendment(Amendment change, Award award, DateTimeOffset now)
    {
        var dayBegins = FunderDay.EndOf(change.HoldsFrom.AddDays(-1), award.Terms.FunderZone).AddMinutes(1);
        var step = change.IsGranted is not null ? AmendmentStep.Answered : dayBegins <= now ? AmendmentStep.Unanswered : AmendmentStep.Asked;
        return (change.Told is not { } told || step > told ? new(WaitForAward.Amendment, change.Id, step.ToString()) : null, step == AmendmentStep.Asked ? dayBegins : null);
    }
}
