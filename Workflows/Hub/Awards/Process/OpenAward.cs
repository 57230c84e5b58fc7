using System.Globalization;
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
    public override void Execute(ActivityContext context)
    {
        foreach (var name in new[] { "AwardedOn", "InForceOn", "StartsOn", "EndsOn" })
        {
            if (context.Input<string>(name) is { Length: > 0 } said && Day(said) is null)
            {
                context.Fault($"The input '{name}' must be a day such as 2026-10-01, not '{said}'.");
                return;
            }
        }

        var periods = (context.Input<string[]>("PeriodEnds") ?? []).Where(said => !string.IsNullOrWhiteSpace(said)).Select(Day).ToList();
        var deliverables = DeliverablesOf(context.Input<JsonArray>("Deliverables") ?? []).ToList();
        if (periods.Contains(null) || deliverables.Contains(null))
        {
            context.Fault("The input 'PeriodEnds' must hold days such as 2027-12-31, and 'Deliverables' things with a Name and a day DueOn.");
            return;
        }

        context.Emit(new AwardOpened(context.Input<decimal?>("Amount"), context.Input<string>("Currency"), context.Input<string>("Agreement") ?? "")
        {
            AwardedOn = Day(context.Input<string>("AwardedOn")),
            InForceOn = Day(context.Input<string>("InForceOn")),
            StartsOn = Day(context.Input<string>("StartsOn")),
            EndsOn = Day(context.Input<string>("EndsOn")),
            Terms = Usual with
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
        });
        context.Complete();
    }

    private static IEnumerable<Deliverable?> DeliverablesOf(JsonArray list) => list.Select(one =>
        one is JsonObject promised && promised["Name"]?.ToString() is { Length: > 0 } name && Day(promised["DueOn"]?.ToString()) is { } day ? new Deliverable(name, day) : null);

    private static DateOnly? Day(string? said) =>
        DateOnly.TryParseExact(said, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) ? day : null;
}

/// <summary>An application has won. What is left out is as its proposal says, or today.</summary>
/// <param name="Amount">What the funder gives.</param>
/// <param name="Currency">ISO 4217.</param>
/// <param name="Agreement">The funder's number.</param>
internal sealed record AwardOpened(decimal? Amount, string? Currency, string Agreement) : HostEffect
{
    public DateOnly? AwardedOn { get; init; }

    public DateOnly? InForceOn { get; init; }

    public DateOnly? StartsOn { get; init; }

    public DateOnly? EndsOn { get; init; }

    public required AwardTerms Terms { get; init; }
}

internal sealed class AwardOpenedHandler : EffectHandler<AwardOpened>
{
    protected override async Task ApplyAsync(RuntimeDb db, AwardOpened effect, EffectContext context, CancellationToken cancellation)
    {
        var application = await db.Hub().Cases.OfType<Application>().SingleOrDefaultAsync(about => about.InstanceId == context.InstanceId, cancellation)
            ?? throw new InvalidOperationException("'Open an award' works only in a process that carries an application.");
        var (proposal, today) = (application.Proposal, DateOnly.FromDateTime(context.Now.UtcDateTime));
        var money = new Money(effect.Amount ?? proposal.Requested?.Amount ?? 0, effect.Currency is { Length: > 0 } currency ? currency : proposal.Requested?.Currency ?? "");
        var starts = effect.StartsOn ?? proposal.StartsOn ?? today;
        var facts = new AwardFacts(money, effect.Agreement, effect.AwardedOn ?? today, effect.InForceOn ?? today, starts, effect.EndsOn ?? proposal.EndsOn ?? starts) { Terms = effect.Terms };
        if (AwardRules.Problems(facts).ToList() is { Count: > 0 } problems)
        {
            throw new InvalidOperationException($"The award can't be opened: {string.Join(", ", problems.Select(problem => $"{problem.Field} ({problem.Key})"))}.");
        }

        new AwardWanted(application.Id, facts).Put(db, $"open:{application.Id:N}", context.Now);
    }
}
