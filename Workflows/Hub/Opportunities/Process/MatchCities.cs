using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.EntityFrameworkCore;
using StrongCities.Engine.Activities;
using StrongCities.Engine.Execution;
using StrongCities.Hub.Matching;
using StrongCities.Hub.Persistence;
using StrongCities.Runtime.Instances;
using StrongCities.Runtime.Persistence;

namespace StrongCities.Hub.Opportunities.Process;

/// <summary><c>StrongCities.MatchCities</c>: runs the rules, so that every city has its verdict.</summary>
public sealed class MatchCities : Activity
{
    internal const string QuestionName = "StrongCities.MatchCities";

    private const string Matched = "Matched";
    private const string Nobody = "Nobody";

    /// <inheritdoc/>
    public override ActivityDescriptor Descriptor { get; } = new(QuestionName)
    {
        Category = ProcessActivities.Category,
        DisplayName = "Match cities",
        Description = "Runs the eligibility rules of the opportunity for all cities that changed since the last time, and remembers what it said. Nobody: the verdict is no for every city.",
        Outputs = [new("Verdicts", "Object", "How many cities have each verdict: Yes, YesIf and Ask.")],
        Outcomes = [Matched, Nobody],
    };

    /// <inheritdoc/>
    public override void Execute(ActivityContext context) => context.Ask(new Question(QuestionName, new JsonObject { ["instanceId"] = context.InstanceId }));

    /// <inheritdoc/>
    public override void Answered(ActivityContext context, JsonNode? value)
    {
        var matched = value.Deserialize<CitiesMatched>(FactsJson.Options)!;
        context.SetOutput("Verdicts", JsonSerializer.SerializeToNode(matched.Verdicts));
        context.Emit(matched);
        context.Complete(matched.Verdicts.Values.Sum() > 0 ? Matched : Nobody);
    }
}

/// <summary>An opportunity was matched.</summary>
/// <param name="Version">The version that was.</param>
/// <param name="Verdicts">How many cities have which verdict; a no is not counted.</param>
internal sealed record CitiesMatched(int Version, IReadOnlyDictionary<string, int> Verdicts) : HostEffect;

internal sealed class MatchCitiesAnswerer(HubDbFactory databases, RunMatching matching) : IQuestionAnswerer
{
    public string Name => MatchCities.QuestionName;

    public async Task<JsonNode?> AnswerAsync(string requestId, JsonObject arguments, CancellationToken cancellation)
    {
        await using var db = databases.Create(null);
        var instanceId = arguments["instanceId"]!.GetValue<string>();
        var about = await db.Cases.OfType<OpportunityCase>().AsNoTracking().SingleAsync(c => c.InstanceId == instanceId, cancellation);
        // Read first: a change during the run is one to look at afterwards.
        var version = await db.Opportunities.Where(o => o.Id == about.OpportunityId).Select(o => o.Version).SingleAsync(cancellation);
        await matching.RunAsync(about.HubId, everything: false, cancellation);
        var verdicts = await db.Matches.Where(match => match.OpportunityId == about.OpportunityId).GroupBy(match => match.Override ?? match.Overall)
            .Select(group => new { group.Key, Count = group.Count() }).ToListAsync(cancellation);
        return JsonSerializer.SerializeToNode(
            new CitiesMatched(version, verdicts.Where(verdict => verdict.Key != Overall.No).ToDictionary(verdict => verdict.Key.ToString(), verdict => verdict.Count)),
            FactsJson.Options);
    }
}

internal sealed class CitiesMatchedHandler : EffectHandler<CitiesMatched>
{
    protected override async Task ApplyAsync(RuntimeDb db, CitiesMatched effect, EffectContext context, CancellationToken cancellation)
    {
        var hub = db.Hub();
        var about = await hub.OpportunityCaseOfAsync(context, cancellation);
        var opportunity = await hub.Opportunities.SingleAsync(o => o.Id == about.OpportunityId, cancellation);
        // Whoever screened it owns it, until somebody says otherwise.
        about.AdvisorId ??= await hub.OpportunityChanges.Where(change => change.OpportunityId == opportunity.Id && change.Field == OpportunityChange.Eligible)
            .OrderByDescending(change => change.Id).Select(change => change.ById).FirstOrDefaultAsync(cancellation);
        about.Title = opportunity.Title;
        about.Brief = OpportunityBrief.Of(opportunity) with { Version = effect.Version, ReviewedVersion = about.Brief.ReviewedVersion };
    }
}
