using StrongCities.Engine.Activities;
using StrongCities.Engine.Execution;
using StrongCities.Hub.Persistence;
using StrongCities.Runtime.Instances;
using StrongCities.Runtime.Persistence;

namespace StrongCities.Hub.Opportunities.Process;

/// <summary><c>StrongCities.OpenApplication</c>: opens the application of a city that goes for an opportunity.</summary>
public sealed class OpenApplication : Activity
{
    /// <inheritdoc/>
    public override ActivityDescriptor Descriptor { get; } = new("StrongCities.OpenApplication")
    {
        Category = ProcessActivities.Category,
        DisplayName = "Open an application",
        Description = "Opens the application of this city for this opportunity, once; the process 'grant-application' carries it.",
    };

    /// <inheritdoc/>
    public override void Execute(ActivityContext context)
    {
        context.Emit(new ApplicationOpened());
        context.Complete();
    }
}

/// <summary><c>StrongCities.OpenSupportRequest</c>: opens a support request on a city's behalf.</summary>
public sealed class OpenSupportRequest : Activity
{
    /// <inheritdoc/>
    public override ActivityDescriptor Descriptor { get; } = new("StrongCities.OpenSupportRequest")
    {
        Category = ProcessActivities.Category,
        DisplayName = "Open a support request",
        Description = "Opens a support request about this opportunity in the name of whoever asked for help, once. Its own process asks for what is missing.",
        Inputs =
        [
            new("Words", "String") { Description = "What help is wanted, in the city's words. May stay empty.", UIHint = "multiline" },
            new("Asker", "String") { DisplayName = "Who asks", Description = "The person's id, such as the one who decided an earlier task.", IsRequired = true },
        ],
    };

    /// <inheritdoc/>
    public override void Execute(ActivityContext context)
    {
        if (!Guid.TryParse(context.Input<string>("Asker"), out var asker))
        {
            context.Fault("The input 'Asker' must be a person's id. Bind it to 'DecidedBy' of an earlier task.");
            return;
        }

        context.Emit(new HelpAsked(asker, context.Input<string>("Words")));
        context.Complete();
    }
}

/// <summary>A city goes for it.</summary>
internal sealed record ApplicationOpened : HostEffect;

/// <summary>A city wants help first.</summary>
/// <param name="AskerId">Who asked.</param>
/// <param name="Words">For what.</param>
internal sealed record HelpAsked(Guid AskerId, string? Words) : HostEffect;

internal sealed class ApplicationOpenedHandler : EffectHandler<ApplicationOpened>
{
    protected override async Task ApplyAsync(RuntimeDb db, ApplicationOpened effect, EffectContext context, CancellationToken cancellation)
    {
        var about = await db.Hub().OpportunityCaseOfAsync(context, cancellation);
        new ApplicationWanted(about.Id).Put(db, $"application:{effect.ActivityInstanceId}", context.Now);
    }
}

internal sealed class HelpAskedHandler : EffectHandler<HelpAsked>
{
    protected override async Task ApplyAsync(RuntimeDb db, HelpAsked effect, EffectContext context, CancellationToken cancellation)
    {
        var about = await db.Hub().OpportunityCaseOfAsync(context, cancellation);
        var words = string.IsNullOrWhiteSpace(effect.Words) ? null : effect.Words;
        new HelpWanted(about.Id, effect.AskerId, words).Put(db, $"help:{effect.ActivityInstanceId}", context.Now);
    }
}
