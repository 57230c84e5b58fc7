using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.EntityFrameworkCore;
using StrongCities.Engine.Activities;
using StrongCities.Engine.Execution;
using StrongCities.Hub.Applications;
using StrongCities.Hub.Opportunities;
using StrongCities.Hub.Persistence;
using StrongCities.Runtime.Instances;
using StrongCities.Runtime.Persistence;

namespace StrongCities.Hub.Awards.Process;

/// <summary><c>StrongCities.OpenAward</c>: opens the award of an application that has won.</summary>
public sealed class OpenAward : Activity
{
    internal const string Category = "Awards";

    private static readonly AwardTerms Usual = new();

    /// <inheritdoc/>
    public override ActivityDescriptor Descriptor { get; } = new("StrongCities.OpenAward")
    {
        Category = Category,
        DisplayName = "Open an award",
        Description = "Opens the award of this application, once; the process 'award-follow-up' carries it. Reports, deliverables and payments follow from what is given here.",
        Inputs =
        [
            new("Amount", "Decimal?") { Description = "What the funder gives, more than zero. Empty: what the proposal asked for." },
            new("Currency", "String") { Description = "ISO 4217, such as EUR. Empty: the proposal's." },
            new("Agreement", "String") { DisplayName = "Number of the agreement", Description = "The funder's, at most 100 characters.", IsRequired = true },
            new("AwardedOn", "String") { DisplayName = "Awarded on", Description = "A day such as 2026-10-01. Empty: today." },
            new("InForceOn", "String") { DisplayName = "In force on", Description = "When the agreement is in force. Empty: today." },
            new("StartsOn", "String") { DisplayName = "Work begins on", Description = "The first day of the work. Empty: the proposal's." },
            new("EndsOn", "String") { DisplayName = "Work ends on", Description = "The last day of the work. Empty: the proposal's." },
            new("FunderZone", "String") { DisplayName = "The funder's time zone", Description = "An IANA zone such as Europe/Brussels.", Default = Usual.FunderZone },
            new("HasSeat", "Boolean") { DisplayName = "The city has a seat in the country", Description = "Without one the last report is due after six months instead of three.", UIHint = "checkbox", Default = Usual.HasSeat },
            new("ReportEveryMonths", "Int32") { DisplayName = "A report every (months)", Description = "1 to 60.", Default = Usual.ReportEveryMonths },
            new("PeriodEnds", "String[]") { DisplayName = "Reporting periods end on", Description = "The last day of each period but the last, such as 2027-12-31. Empty: counted by months.", UIHint = "multitext" },
            new("Deliverables", "JsonArray") { Description = "What was promised besides reports: a list such as [{\"Name\":\"A study\",\"DueOn\":\"2027-06-30\"}]. May stay empty.", UIHint = "json-editor" },
            new("NeedsAudit", "Boolean") { DisplayName = "An auditor reports too", Description = "By the day of the last report.", UIHint = "checkbox", Default = Usual.NeedsAudit },
            new("PreFinancingPercent", "Decimal") { DisplayName = "Before the work (%)", Description = "0 to 100.", Default = Usual.PreFinancingPercent },
            new("InterimPercent", "Decimal") { DisplayName = "After interim reports (%)", Description = "0 to 100, with what comes before the work at most 100. The rest is the balance.", Default = Usual.InterimPercent },
            new("KeptPercent", "Decimal") { DisplayName = "Kept back until the end (%)", Description = "Of the award, out of what comes before the work: 0, or 5 to 8.", Default = Usual.KeptPercent },
        ],
    };

    /// <inheritdoc/>
    public override void Execute(ActivityContext context) =>
        context.Ask(new Question(AwardBasisAnswerer.QuestionName, new JsonObject { ["instanceId"] = context.InstanceId }));

    /// <inheritdoc/>
    public override void Answered(ActivityContext context, JsonNode? value)
    {
        var basis = AwardBasis.FromJson(value!);
        if (FactsOf(context, basis, out var fault) is not { } facts)
        {
            context.Fault(fault);
        }
        else if (AwardRules.Problems(facts).Select(problem => problem.Field).ToList() is { Count: > 0 } fields)
        {
            context.Fault($"The award can't be opened: look at {string.Join(", ", fields)}. {What(facts)}");
        }
        else
        {
            context.Emit(new AwardOpened(basis.ApplicationId, facts));
            context.Complete();
        }
    }

    // What is left out is as the proposal says, or today.
    private static AwardFacts? FactsOf(ActivityContext context, AwardBasis basis, out string problem)
    {
        problem = "";
        var days = new Dictionary<string, DateOnly?>();
        foreach (var name in new[] { "AwardedOn", "InForceOn", "StartsOn", "EndsOn" })
        {
            var said = context.Input<string>(name);
            days[name] = Day(said);
            if (days[name] is null && !string.IsNullOrWhiteSpace(said))
            {
                problem = $"The input '{name}' must be a day such as 2026-10-01, not '{said}'.";
                return null;
            }
        }

        var periods = (context.Input<string[]>("PeriodEnds") ?? []).Where(said => !string.IsNullOrWhiteSpace(said)).Select(Day).ToList();
        var deliverables = DeliverablesOf(context.Input<JsonArray>("Deliverables") ?? []).ToList();
        if (periods.Contains(null) || deliverables.Contains(null))
        {
            problem = "The input 'PeriodEnds' must hold days such as 2027-12-31, and 'Deliverables' things with a Name and a day DueOn.";
            return null;
        }

        var (today, asked) = (DateOnly.FromDateTime(context.Now.UtcDateTime), basis.Requested);
        var amount = context.Input<decimal>("Amount") is not 0 and var given ? given : asked?.Amount ?? 0;
        var money = new Money(amount, context.Input<string>("Currency") is { Length: > 0 } currency ? currency : asked?.Currency ?? "");
        var starts = days["StartsOn"] ?? basis.StartsOn ?? today;
        return new AwardFacts(
            money, context.Input<string>("Agreement") ?? "", days["AwardedOn"] ?? today, days["InForceOn"] ?? today, starts, days["EndsOn"] ?? basis.EndsOn ?? DateOnly.MinValue)
        {
            Terms = new AwardTerms
            {
                FunderZone = context.Input<string>("FunderZone") is { Length: > 0 } zone ? zone : Usual.FunderZone,
                HasSeat = context.Input<bool>("HasSeat"),
                ReportEveryMonths = context.Input<int>("ReportEveryMonths"),
                PeriodEnds = [.. periods.OfType<DateOnly>()],
                Deliverables = [.. deliverables.OfType<Deliverable>()],
                NeedsAudit = context.Input<bool>("NeedsAudit"),
                PreFinancingPercent = context.Input<decimal>("PreFinancingPercent"),
                InterimPercent = context.Input<decimal>("InterimPercent"),
                KeptPercent = context.Input<decimal>("KeptPercent"),
            },
        };
    }

    private static string What(AwardFacts facts) => string.Create(
        CultureInfo.InvariantCulture,
        $"It says {facts.Awarded.Amount} {facts.Awarded.Currency}, agreement '{facts.Agreement}', work from {facts.StartsOn:yyyy-MM-dd} to {facts.EndsOn:yyyy-MM-dd}.");

    private static IEnumerable<Deliverable?> DeliverablesOf(JsonArray list) => list.Select(one =>
        one is JsonObject promised && promised["Name"]?.ToString() is { Length: > 0 } name && Day(promised["DueOn"]?.ToString()) is { } day ? new Deliverable(name, day) : null);

    private static DateOnly? Day(string? said) =>
        DateOnly.TryParseExact(said, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) ? day : null;
}

/// <summary>What an application says of the award that it asked for.</summary>
internal sealed record AwardBasis(Guid ApplicationId)
{
    public Money? Requested { get; init; }

    public DateOnly? StartsOn { get; init; }

    public DateOnly? EndsOn { get; init; }

    public static AwardBasis FromJson(JsonNode node) => node.Deserialize<AwardBasis>(FactsJson.Options)!;
}

internal sealed class AwardBasisAnswerer(HubDbFactory databases) : IQuestionAnswerer
{
    public const string QuestionName = "StrongCities.AwardBasis";

    public string Name => QuestionName;

    public async Task<JsonNode?> AnswerAsync(string requestId, JsonObject arguments, CancellationToken cancellation)
    {
        await using var db = databases.Create(null);
        var instanceId = arguments["instanceId"]!.GetValue<string>();
        var application = await db.Cases.OfType<Application>().AsNoTracking().SingleOrDefaultAsync(about => about.InstanceId == instanceId, cancellation)
            ?? throw new InvalidOperationException("This activity works only in a process that carries an application.");
        var proposal = application.Proposal;
        return JsonSerializer.SerializeToNode(
            new AwardBasis(application.Id) { Requested = proposal.Requested, StartsOn = proposal.StartsOn, EndsOn = proposal.EndsOn }, FactsJson.Options);
    }
}

/// <summary>An application has won.</summary>
/// <param name="ApplicationId">Which.</param>
/// <param name="Facts">What the funder decided and agreed.</param>
internal sealed record AwardOpened(Guid ApplicationId, AwardFacts Facts) : HostEffect;

internal sealed class AwardOpenedHandler : EffectHandler<AwardOpened>
{
    protected override Task ApplyAsync(RuntimeDb db, AwardOpened effect, EffectContext context, CancellationToken cancellation)
    {
        new AwardWanted(effect.ApplicationId, effect.Facts).Put(db, $"open:{effect.ApplicationId:N}", context.Now);
        return Task.CompletedTask;
    }
}
