using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.EntityFrameworkCore;
using StrongCities.Engine.Activities;
using StrongCities.Engine.Execution;
using StrongCities.Hub.Cases;
using StrongCities.Hub.Matching;
using StrongCities.Hub.Persistence;
using StrongCities.Runtime.Instances;
using StrongCities.Runtime.Persistence;

namespace StrongCities.Hub.Opportunities.Process;

/// <summary><c>StrongCities.AlertCities</c>: opens a case for each confirmed city, whose process asks the city.</summary>
public sealed class AlertCities : Activity
{
    internal const string QuestionName = "StrongCities.AlertCities";

    private const string Alerted = "Alerted";
    private const string Nobody = "Nobody";

    /// <inheritdoc/>
    public override ActivityDescriptor Descriptor { get; } = new(QuestionName)
    {
        Category = ProcessActivities.Category,
        DisplayName = "Alert cities",
        Description = "Opens a case for each city that an advisor confirmed and that has none yet, exactly as the preview showed. The process 'opportunity-for-city' then asks it.",
        Outputs = [new("Cities", "Int32", "How many were alerted now.")],
        Outcomes = [Alerted, Nobody],
    };

    /// <inheritdoc/>
    public override void Execute(ActivityContext context) => context.Ask(new Question(QuestionName, new JsonObject { ["instanceId"] = context.InstanceId }));

    /// <inheritdoc/>
    public override void Answered(ActivityContext context, JsonNode? value)
    {
        var alerts = value.Deserialize<List<CityToAlert>>(FactsJson.Options)!;
        context.SetOutput("Cities", alerts.Count);
        if (alerts.Count > 0)
        {
            context.Emit(new CitiesAlerted(alerts));
        }

        context.Complete(alerts.Count > 0 ? Alerted : Nobody);
    }
}

/// <summary>Cities are to be asked.</summary>
/// <param name="Alerts">Which.</param>
internal sealed record CitiesAlerted(IReadOnlyList<CityToAlert> Alerts) : HostEffect;

internal sealed class AlertCitiesAnswerer(HubDbFactory databases, TimeProvider clock) : IQuestionAnswerer
{
    public string Name => AlertCities.QuestionName;

    public async Task<JsonNode?> AnswerAsync(string requestId, JsonObject arguments, CancellationToken cancellation)
    {
        await using var db = databases.Create(null);
        var instanceId = arguments["instanceId"]!.GetValue<string>();
        var about = await db.Cases.OfType<OpportunityCase>().AsNoTracking().SingleAsync(c => c.InstanceId == instanceId, cancellation);
        var asked = await AskedCities.OfAsync(db, about.Id, cancellation);
        var plan = await AlertPlan.OfAsync(db, about.HubId, about.OpportunityId, clock.GetUtcNow(), cancellation);
        return JsonSerializer.SerializeToNode(
            plan.Where(alert => !asked.Contains(alert.CityId)).Select(alert => new CityToAlert(about.Id, alert.CityId, alert.Overall, alert.Why, alert.Urgent)).ToList(),
            FactsJson.Options);
    }
}

internal sealed class CitiesAlertedHandler : EffectHandler<CitiesAlerted>
{
    protected override async Task ApplyAsync(RuntimeDb db, CitiesAlerted effect, EffectContext context, CancellationToken cancellation)
    {
        var about = await db.Hub().OpportunityCaseOfAsync(context, cancellation);
        foreach (var alert in effect.Alerts)
        {
            var key = AskedCities.KeyOf(about.Id, alert.CityId);
            if (!await db.Outbox.AnyAsync(row => row.Key == $"{OpportunityStep.OutboxKind}:{key}", cancellation))
            {
                alert.Put(db, key, context.Now);
            }
        }

        db.Add(about.Line(context.Now, "Event.Alerted", null, false, effect.Alerts.Count.ToString(CultureInfo.InvariantCulture)));
    }
}
