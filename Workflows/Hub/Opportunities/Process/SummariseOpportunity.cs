using System.Globalization;
using System.Text.Json.Nodes;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using StrongCities.Engine.Activities;
using StrongCities.Engine.Execution;
using StrongCities.Hub.Applications;
using StrongCities.Hub.Cases;
using StrongCities.Hub.Matching;
using StrongCities.Hub.Persistence;
using StrongCities.Runtime.Instances;
using StrongCities.Runtime.Persistence;

namespace StrongCities.Hub.Opportunities.Process;

/// <summary><c>StrongCities.SummariseOpportunity</c>: counts what came of an opportunity.</summary>
public sealed class SummariseOpportunity : Activity
{
    internal const string QuestionName = "StrongCities.SummariseOpportunity";

    private const string Told = "Told";
    private const string Nobody = "Nobody";

    /// <inheritdoc/>
    public override ActivityDescriptor Descriptor { get; } = new(QuestionName)
    {
        Category = ProcessActivities.Category,
        DisplayName = "Summarise",
        Description = "Counts how many cities were alerted, answered, went for it and won, and writes it into the case's timeline. Nobody: no city was alerted.",
        Outputs = [new("Summary", "Object", "Alerted, Answered, Went and Won.")],
        Outcomes = [Told, Nobody],
    };

    /// <inheritdoc/>
    public override void Execute(ActivityContext context) => context.Ask(new Question(QuestionName, new JsonObject { ["instanceId"] = context.InstanceId }));

    /// <inheritdoc/>
    public override void Answered(ActivityContext context, JsonNode? value)
    {
        var summary = value.Deserialize<OpportunitySummed>(FactsJson.Options)!;
        context.SetOutput(
            "Summary",
            new JsonObject { [nameof(summary.Alerted)] = summary.Alerted, [nameof(summary.Answered)] = summary.Answered, [nameof(summary.Went)] = summary.Went, [nameof(summary.Won)] = summary.Won });
        context.Emit(summary);
        context.Complete(summary.Alerted > 0 ? Told : Nobody);
    }
}

/// <summary>What came of an opportunity, in cities.</summary>
/// <param name="Alerted">Were asked.</param>
/// <param name="Answered">Said something.</param>
/// <param name="Went">Opened an application or joined one.</param>
/// <param name="Won">Got it, as far as the hub knows.</param>
internal sealed record OpportunitySummed(int Alerted, int Answered, int Went, int Won) : HostEffect;

internal sealed class SummariseAnswerer(HubDbFactory databases) : IQuestionAnswerer
{
    public string Name => SummariseOpportunity.QuestionName;

    public async Task<JsonNode?> AnswerAsync(string requestId, JsonObject arguments, CancellationToken cancellation)
    {
        await using var db = databases.Create(null);
        var instanceId = arguments["instanceId"]!.GetValue<string>();
        var about = await db.Cases.OfType<OpportunityCase>().AsNoTracking().SingleAsync(c => c.InstanceId == instanceId, cancellation);
        var number = await db.Opportunities.Where(o => o.Id == about.OpportunityId).Select(o => o.NumberKey).SingleAsync(cancellation);
        var cities = await db.Cases.OfType<CityOpportunity>().AsNoTracking().Where(c => c.ParentCaseId == about.Id).ToListAsync(cancellation);
        var ids = cities.Select(c => c.CityId!.Value).ToList();
        var answered = await db.Matches.CountAsync(match => match.OpportunityId == about.OpportunityId && ids.Contains(match.CityId) && match.Answer != null, cancellation);
        var applications = await db.Cases.OfType<Application>().Where(c => c.OpportunityId == about.OpportunityId && ids.Contains(c.CityId!.Value)).Select(c => c.CityId!.Value).ToListAsync(cancellation);
        var went = cities.Count(c => c.Stage is CaseStage.Went or CaseStage.Partnered || applications.Contains(c.CityId!.Value));
        var profiles = number is null ? [] : await db.CityProfiles.AsNoTracking().Where(row => ids.Contains(row.CityId)).ToListAsync(cancellation);
        var won = profiles.Count(row => row.Profile.Results.Any(result => result.Outcome == ApplicationOutcome.Won && SameOpportunity.NumberKey(result.Number) == number));
        return JsonSerializer.SerializeToNode(new OpportunitySummed(cities.Count, answered, went, won), FactsJson.Options);
    }
}

internal sealed class OpportunitySummedHandler : EffectHandler<OpportunitySummed>
{
    protected override async Task ApplyAsync(RuntimeDb db, OpportunitySummed effect, EffectContext context, CancellationToken cancellation)
    {
        var about = await db.Hub().OpportunityCaseOfAsync(context, cancellation);
        string[] counts = [.. new[] { effect.Alerted, effect.Answered, effect.Went, effect.Won }.Select(count => count.ToString(CultureInfo.InvariantCulture))];
        db.Add(about.Line(context.Now, "Event.Summary", null, false, counts));
    }
}
