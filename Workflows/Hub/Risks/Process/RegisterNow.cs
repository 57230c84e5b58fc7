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

namespace StrongCities.Hub.Risks.Process;

/// <summary>How a register stands now. Looked up between two bursts, so that a process never has to trust what an event told it.</summary>
/// <param name="Steps">The ways of <see cref="WaitForRegister"/> that hold.</param>
/// <param name="NextAt">When the next look is due; <see langword="null"/> for never.</param>
internal sealed record RegisterNow(IReadOnlyDictionary<string, RegisterStep> Steps, DateTimeOffset? NextAt)
{
    public JsonObject ToJson() => JsonSerializer.SerializeToNode(this, FactsJson.Options)!.AsObject();

    public static RegisterNow FromJson(JsonNode node) => node.Deserialize<RegisterNow>(FactsJson.Options)!;
}

/// <summary>Something to be done about risks now.</summary>
/// <param name="About">Which, as a process may keep it: numbers, and a name only where the hub may read it.</param>
/// <param name="Risks">Which.</param>
internal sealed record RegisterStep(string About, IReadOnlyList<Guid> Risks);

internal sealed class RegisterNowAnswerer(HubDbFactory databases, IOptions<RiskOptions> options, TimeProvider clock) : IQuestionAnswerer
{
    public const string QuestionName = "StrongCities.RegisterNow";

    public string Name => QuestionName;

    public async Task<JsonNode?> AnswerAsync(string requestId, JsonObject arguments, CancellationToken cancellation)
    {
        await using var db = databases.Create(null);
        var instanceId = arguments["instanceId"]!.GetValue<string>();
        var register = await db.Cases.OfType<RiskRegister>().AsNoTracking().SingleOrDefaultAsync(one => one.InstanceId == instanceId, cancellation)
            ?? throw new InvalidOperationException("This activity works only in a process that carries a register of risks.");
        var risks = await db.Risks.AsNoTracking().Where(risk => risk.CaseId == register.Id && risk.ArchivedAt == null).OrderBy(risk => risk.Number).ToListAsync(cancellation);
        var calendar = WorkingCalendars.Get(await db.Cities.Where(city => city.Id == register.CityId).Select(city => city.Calendar).SingleAsync(cancellation));
        var isReplaced = await db.RegisterEndorsements.AnyAsync(
            signed => db.Cases.OfType<RiskRegister>().Any(later => later.Id == signed.CaseId && later.CityId == register.CityId && later.Cycle > register.Cycle), cancellation);
        var missed = await MissedLooks.OfAsync(db, register.Id, cancellation);
        return Of(register, risks, isReplaced, missed.Count >= options.Value.MissedLooks, options.Value, calendar, clock.GetUtcNow()).ToJson();
    }

    /// <summary>Looks.</summary>
    private static RegisterNow Of(RiskRegister register, IReadOnlyList<Risk> risks, bool isReplaced, bool hasStopped, RiskOptions options, WorkingCalendar calendar, DateTimeOffset now)
    {
        var steps = new Dictionary<string, RegisterStep>();
        if (isReplaced)
        {
            steps[WaitForRegister.Replaced] = new("", []);
        }

        if (register.SubmittedAt is not null)
        {
            steps[WaitForRegister.Submitted] = new("", []);
        }

        foreach (var risk in risks)
        {
            var band = options.Bands.Of(risk.Score.Residual.Product);
            var isShared = risk.Visibility != RiskVisibility.City;
            if (band == RiskBand.Critical && isShared && risk.HubTold != RiskBand.Critical)
            {
                steps.TryAdd(WaitForRegister.RedShared, new($"№ {risk.Number}: {risk.Facts.Title} ({risk.Score.Residual.Product}/25)", [risk.Id]));
            }

            if (band == RiskBand.Critical && !isShared && risk.CityTold != RiskBand.Critical)
            {
                steps.TryAdd(WaitForRegister.Red, new($"№ {risk.Number}", [risk.Id]));
            }

            if (band == RiskBand.High && !(risk.CityTold >= RiskBand.High))
            {
                steps.TryAdd(WaitForRegister.Orange, new($"№ {risk.Number}", [risk.Id]));
            }
        }

        var today = calendar.LocalDay(now);
        // A city that has stopped looking is asked about all of its risks at once, and rarely.
        var quiet = hasStopped ? risks.Max(risk => risk.AskedOn)?.AddMonths(options.QuietMonths) : null;
        var looks = risks.Select(risk => (Risk: risk, On: (quiet ?? risk.AskedOn?.AddDays(options.AskAgainDays)) is { } again && again > risk.ReviewDueOn ? again : risk.ReviewDueOn)).ToList();
        var due = looks.Where(look => look.On <= today).Select(look => look.Risk).ToList();
        if (due.Count > 0)
        {
            steps[WaitForRegister.Review] = new(string.Join(", ", due.Select(risk => $"№ {risk.Number}")), [.. due.Select(risk => risk.Id)]);
            if (hasStopped)
            {
                steps[WaitForRegister.QuietReview] = steps[WaitForRegister.Review];
            }
        }

        var next = looks.Where(look => look.On > today).Select(look => (DateOnly?)look.On).Min();
        return new RegisterNow(steps, next is { } day ? calendar.NextAllowedMoment(calendar.At(day, TimeOnly.MinValue)) : null);
    }
}

/// <summary>People are told of risks: each once for each colour, and of each look once a month, or once a quarter where nobody answers.</summary>
/// <param name="Way">One of the ways of <see cref="WaitForRegister"/>.</param>
/// <param name="Risks">Which.</param>
internal sealed record RisksTold(string Way, IReadOnlyList<Guid> Risks) : HostEffect;

internal sealed class RisksToldHandler(IOptions<RiskOptions> options) : EffectHandler<RisksTold>
{
    protected override async Task ApplyAsync(RuntimeDb db, RisksTold effect, EffectContext context, CancellationToken cancellation)
    {
        var hub = db.Hub();
        foreach (var risk in await hub.Risks.Where(one => effect.Risks.Contains(one.Id)).ToListAsync(cancellation))
        {
            var band = options.Value.Bands.Of(risk.Score.Residual.Product);
            switch (effect.Way)
            {
                case WaitForRegister.RedShared:
                    (risk.HubTold, risk.CityTold) = (band, band);
                    break;
                case WaitForRegister.Review or WaitForRegister.QuietReview:
                    risk.AskedOn = DateOnly.FromDateTime(context.Now.UtcDateTime);
                    break;
                default:
                    risk.CityTold = band;
                    break;
            }
        }
    }
}
