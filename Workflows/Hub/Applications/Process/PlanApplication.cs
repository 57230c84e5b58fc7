using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using StrongCities.Engine.Activities;
using StrongCities.Engine.Execution;
using StrongCities.Hub.Applications.Plan;
using StrongCities.Hub.Opportunities;
using StrongCities.Hub.Persistence;
using StrongCities.Runtime.Instances;
using StrongCities.Runtime.Persistence;

namespace StrongCities.Hub.Applications.Process;

/// <summary><c>StrongCities.PlanApplication</c>: plans an application back from the funder's deadline.</summary>
public sealed class PlanApplication : Activity
{
    internal const string QuestionName = "StrongCities.PlanApplication";

    private const string Planned = "Planned";
    private const string Short = "Short";

    /// <inheritdoc/>
    public override ActivityDescriptor Descriptor { get; } = new(QuestionName)
    {
        Category = ApplicationActivities.Category,
        DisplayName = "Plan the application",
        Description = "Plans the milestones back from the funder's deadline, in working days of city and funder. Short: so little time is left that steps share a day.",
        Outputs = [new("DaysLeft", "Int32", "Working days left.")],
        Outcomes = [Planned, Short],
    };

    /// <inheritdoc/>
    public override void Execute(ActivityContext context) => context.Ask(new Question(QuestionName, new JsonObject { ["instanceId"] = context.InstanceId }));

    /// <inheritdoc/>
    public override void Answered(ActivityContext context, JsonNode? value)
    {
        var plan = value.Deserialize<BackPlan>(FactsJson.Options)!;
        context.SetOutput("DaysLeft", plan.DaysLeft);
        context.Emit(new ApplicationPlanned(plan.Steps));
        context.Complete(plan.FloorBroken ? Short : Planned);
    }
}

/// <summary>An application has its first plan.</summary>
/// <param name="Steps">What is to be done.</param>
internal sealed record ApplicationPlanned(IReadOnlyList<PlannedStep> Steps) : HostEffect;

internal sealed class PlanApplicationAnswerer(HubDbFactory databases, IOptions<ApplicationOptions> options, TimeProvider clock) : IQuestionAnswerer
{
    public string Name => PlanApplication.QuestionName;

    public async Task<JsonNode?> AnswerAsync(string requestId, JsonObject arguments, CancellationToken cancellation)
    {
        await using var db = databases.Create(null);
        var instanceId = arguments["instanceId"]!.GetValue<string>();
        var about = await db.Cases.OfType<Application>().AsNoTracking().SingleAsync(c => c.InstanceId == instanceId, cancellation);
        var terms = await ApplicationTerms.OfAsync(db, about, options.Value, cancellation);
        var plan = terms is null ? new BackPlan([], false, false) : BackPlan.Of(terms, clock.GetUtcNow());
        return JsonSerializer.SerializeToNode(plan, FactsJson.Options);
    }
}

internal sealed class ApplicationPlannedHandler : EffectHandler<ApplicationPlanned>
{
    protected override async Task ApplyAsync(RuntimeDb db, ApplicationPlanned effect, EffectContext context, CancellationToken cancellation)
    {
        var hub = db.Hub();
        var about = await hub.ApplicationOfAsync(context, cancellation);
        about.Brief = about.Brief with { PlannedFor = about.Brief.ClosesAt };
        if (await hub.Milestones.AnyAsync(step => step.CaseId == about.Id, cancellation))
        {
            return;
        }

        foreach (var step in effect.Steps)
        {
            hub.Add(step.For(about, context.Now));
        }
    }
}
