using System.Globalization;
using System.Text.Json.Nodes;
using Microsoft.EntityFrameworkCore;
using StrongCities.Engine.Activities;
using StrongCities.Engine.Execution;
using StrongCities.Hub.Cases;
using StrongCities.Hub.Persistence;
using StrongCities.Runtime.Instances;
using StrongCities.Runtime.Persistence;

namespace StrongCities.Hub.Assistance.Process;

/// <summary><c>StrongCities.KeepTerms</c>: keeps the terms of reference with the request, as a draft or as agreed.</summary>
public sealed class KeepTerms : Activity
{
    private const int MostDays = 250;

    /// <inheritdoc/>
    public override ActivityDescriptor Descriptor { get; } = new("StrongCities.KeepTerms")
    {
        Category = "Case",
        DisplayName = "Keep the terms of reference",
        Description = "Keeps what help is meant: as a draft from a form, or as agreed when no form is given. Everybody who decides about the request then sees it.",
        Inputs = [new("Answers", "Object") { Description = "The answers of the form: Objective, Deliverables, WorkDays, HelpUntil, HelpLanguage, Access, HelpBudget, SuccessTest. Empty: the draft is agreed." }],
    };

    /// <inheritdoc/>
    public override void Execute(ActivityContext context)
    {
        var answers = context.Input<JsonObject>("Answers");
        context.Emit(answers is null ? new TermsKept(null) : new TermsKept(new TermsOfReference
        {
            Objective = Text("Objective") ?? "",
            Deliverables = Text("Deliverables") ?? "",
            Days = int.TryParse(Text("WorkDays"), NumberStyles.None, CultureInfo.InvariantCulture, out var days) ? Math.Clamp(days, 1, MostDays) : 1,
            Until = DateOnly.TryParseExact(Text("HelpUntil"), "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var until) ? until : null,
            Language = Text("HelpLanguage"),
            Access = Text("Access"),
            Budget = int.TryParse(Text("HelpBudget"), NumberStyles.None, CultureInfo.InvariantCulture, out var budget) ? budget : 0,
            SuccessTest = Text("SuccessTest"),
        }));
        context.Complete();

        string? Text(string key) => answers[key]?.ToString() is { Length: > 0 } said ? said : null;
    }
}

/// <summary>The terms of reference were written, or agreed.</summary>
/// <param name="Draft">What was written; <see langword="null"/> when the city agreed to what there is.</param>
internal sealed record TermsKept(TermsOfReference? Draft) : HostEffect;

internal sealed class TermsKeptHandler : EffectHandler<TermsKept>
{
    protected override async Task ApplyAsync(RuntimeDb db, TermsKept effect, EffectContext context, CancellationToken cancellation)
    {
        var hub = db.Hub();
        var about = await hub.Requests.SingleAsync(r => r.InstanceId == context.InstanceId, cancellation);
        about.Terms = effect.Draft ?? about.Terms! with { AgreedAt = context.Now };
        hub.Add(about.Line(context.Now, effect.Draft is null ? "Event.TermsAgreed" : "Event.TermsDrafted", null, true));
    }
}
