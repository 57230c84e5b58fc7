using StrongCities.Engine.Activities;
using StrongCities.Engine.Execution;
using StrongCities.Hub.Applications;
using StrongCities.Hub.Applications.Process;
using StrongCities.Hub.Cases;
using StrongCities.Hub.Persistence;
using StrongCities.Runtime.Instances;
using StrongCities.Runtime.Persistence;

namespace StrongCities.Hub.Opportunities.Process;

/// <summary><c>StrongCities.SetStage</c>: moves a case of an opportunity on, for everybody to see.</summary>
public sealed class SetStage : Activity
{
    /// <inheritdoc/>
    public override ActivityDescriptor Descriptor { get; } = new("StrongCities.SetStage")
    {
        Category = ProcessActivities.Category,
        DisplayName = "Set stage",
        Description = "Says where the case of an opportunity, or an application, stands now. Some stages end the case; a later stage opens it again.",
        Inputs = [new("Stage", "String") { Description = "Where the case stands now.", UIHint = "dropdown", Options = Enum.GetNames<CaseStage>(), OptionTexts = CaseStages.Texts, IsRequired = true }],
    };

    /// <inheritdoc/>
    public override void Execute(ActivityContext context)
    {
        if (!Enum.TryParse<CaseStage>(context.Input<string>("Stage"), out var stage))
        {
            context.Fault($"The input 'Stage' must be one of: {string.Join(", ", Enum.GetNames<CaseStage>())}.");
            return;
        }

        context.Emit(new StageSet(stage));
        context.Complete();
    }
}

/// <summary>The case stands somewhere else now.</summary>
/// <param name="Stage">Where.</param>
internal sealed record StageSet(CaseStage Stage) : HostEffect;

internal sealed class StageSetHandler(TellTheEnd end) : EffectHandler<StageSet>
{
    protected override async Task ApplyAsync(RuntimeDb db, StageSet effect, EffectContext context, CancellationToken cancellation)
    {
        var about = await db.Hub().OpportunityCaseOfAsync(context, cancellation);
        if (about.Stage != effect.Stage || about.ClosedAt is not null != CaseStages.IsEnd(effect.Stage))
        {
            (about.Stage, about.StatusSince) = (effect.Stage, context.Now);
            about.ClosedAt = CaseStages.IsEnd(effect.Stage) ? context.Now : null;
            db.Add(about.Line(context.Now, "Event.Status", null, true, $"Stage.{effect.Stage}"));
        }

        if (about is Application application)
        {
            // Also where nothing changed: what has lapsed is over for good only when no proof can be brought any more.
            await end.AfterStageAsync(db.Hub(), application, context.Now, cancellation);
        }
    }
}
