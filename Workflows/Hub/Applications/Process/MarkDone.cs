using StrongCities.Engine.Activities;
using StrongCities.Engine.Execution;
using StrongCities.Hub.Persistence;
using StrongCities.Runtime.Instances;
using StrongCities.Runtime.Persistence;

namespace StrongCities.Hub.Applications.Process;

/// <summary><c>StrongCities.MarkDone</c>: says that a step of the plan is done. No new plan moves it from then on.</summary>
public sealed class MarkDone : Activity
{
    /// <inheritdoc/>
    public override ActivityDescriptor Descriptor { get; } = new("StrongCities.MarkDone")
    {
        Category = ApplicationActivities.Category,
        DisplayName = "Mark as done",
        Description = "Says that steps of the plan are done. From then on no new plan moves them.",
        Inputs = [new("Milestones", "String[]") { Description = "Which, by name: type one such as Review and press Enter.", UIHint = "multitext", IsRequired = true }],
    };

    /// <inheritdoc/>
    public override void Execute(ActivityContext context)
    {
        var names = context.Input<string[]>("Milestones") ?? [];
        if (names.Length == 0 || names.Any(name => !Enum.TryParse<MilestoneKind>(name, out _)))
        {
            context.Fault($"The input 'Milestones' must name some of: {string.Join(", ", Enum.GetNames<MilestoneKind>())}.");
            return;
        }

        context.Emit(new MilestonesDone([.. names.Select(name => Enum.Parse<MilestoneKind>(name))]));
        context.Complete();
    }
}

/// <summary>Steps of the plan are done.</summary>
/// <param name="Kinds">Which.</param>
internal sealed record MilestonesDone(IReadOnlyList<MilestoneKind> Kinds) : HostEffect;

internal sealed class MilestonesDoneHandler : EffectHandler<MilestonesDone>
{
    protected override async Task ApplyAsync(RuntimeDb db, MilestonesDone effect, EffectContext context, CancellationToken cancellation)
    {
        var hub = db.Hub();
        await hub.DoneAsync(await hub.ApplicationOfAsync(context, cancellation), context.Now, cancellation, [.. effect.Kinds]);
    }
}
