using Microsoft.EntityFrameworkCore;
using StrongCities.Engine.Activities;
using StrongCities.Engine.Execution;
using StrongCities.Hub.Cases;
using StrongCities.Hub.Opportunities.Search;
using StrongCities.Hub.Persistence;
using StrongCities.Runtime.Instances;
using StrongCities.Runtime.Persistence;

namespace StrongCities.Hub.Practices.Process;

/// <summary><c>StrongCities.SetPracticePhase</c>: moves a good practice on. What its city has not released is not shown to others, whatever is drawn.</summary>
public sealed class SetPracticePhase : Activity
{
    internal const string Category = "Good practice";

    private static readonly string[] Phases = [.. Enum.GetNames<PracticePhase>().Where(name => name != nameof(PracticePhase.Withdrawn))];

    private static readonly Dictionary<string, string> Texts = new()
    {
        [nameof(PracticePhase.Draft)] = "The advisor writes",
        [nameof(PracticePhase.Release)] = "The city says what may be read",
        [nameof(PracticePhase.Review)] = "The hub's lead looks at it",
        [nameof(PracticePhase.Public)] = "Everybody may read it (ends the case)",
        [nameof(PracticePhase.Network)] = "The network may read it (ends the case)",
        [nameof(PracticePhase.Hub)] = "It stays with the hub (ends the case)",
        [nameof(PracticePhase.Dropped)] = "It was given up (ends the case)",
    };

    /// <inheritdoc/>
    public override ActivityDescriptor Descriptor { get; } = new("StrongCities.SetPracticePhase")
    {
        Category = Category,
        DisplayName = "Set phase of the good practice",
        Description = "Says where the good practice stands now. It is shown to others only as far as its city has released it as it is now; else it stays with the hub. Back in the draft, nothing is released any more.",
        Inputs = [new("Phase", "String") { Description = "Where it stands now.", UIHint = "dropdown", Options = Phases, OptionTexts = Texts, IsRequired = true }],
    };

    /// <inheritdoc/>
    public override void Execute(ActivityContext context)
    {
        if (context.Input<string>("Phase") is not { } name || !Phases.Contains(name))
        {
            context.Fault($"The input 'Phase' must be one of: {string.Join(", ", Phases)}.");
            return;
        }

        context.Emit(new PracticePhaseSet(Enum.Parse<PracticePhase>(name)));
        context.Complete();
    }
}

/// <summary>A good practice stands somewhere else now.</summary>
/// <param name="Phase">Where.</param>
internal sealed record PracticePhaseSet(PracticePhase Phase) : HostEffect;

internal sealed class PracticePhaseSetHandler : EffectHandler<PracticePhaseSet>
{
    private const int LongestSlug = 60;

    protected override async Task ApplyAsync(RuntimeDb db, PracticePhaseSet effect, EffectContext context, CancellationToken cancellation)
    {
        var hub = db.Hub();
        var practice = await hub.PracticeOfAsync(context.InstanceId, cancellation);
        var isShared = effect.Phase is PracticePhase.Public or PracticePhase.Network;
        if (isShared && !practice.IsReleased)
        {
            hub.Add(practice.Line(context.Now, "Practice.Event.NotReleased", null, true));
        }

        var phase = isShared && !practice.IsReleased ? PracticePhase.Hub : effect.Phase;
        (practice.Phase, practice.StatusSince) = (phase, context.Now);
        practice.ClosedAt = phase is PracticePhase.Draft or PracticePhase.Release or PracticePhase.Review ? null : context.Now;
        practice.Release = phase == PracticePhase.Draft ? null : practice.Release;
        if (phase is PracticePhase.Public or PracticePhase.Network)
        {
            practice.SharedAt ??= context.Now;
        }

        if (phase == PracticePhase.Public)
        {
            practice.Slug ??= await SlugOfAsync(hub, practice, cancellation);
        }

        hub.Add(practice.Line(context.Now, "Event.Status", null, true, $"Practice.Phase.{phase}"));
    }

    // Of the title as others read it, since an address is read too; the number makes it the only one.
    private static async Task<string> SlugOfAsync(HubDb db, GoodPractice practice, CancellationToken cancellation)
    {
        var city = await db.Cities.SingleAsync(one => one.Id == practice.CityId, cancellation);
        var hub = await db.Hubs.SingleAsync(one => one.Id == practice.HubId, cancellation);
        var title = PublicPractice.Of(practice, city, hub, practice.Release)!.Title;
        var words = FoldText.Slug(title);
        return $"{(words.Length > LongestSlug ? words[..LongestSlug].TrimEnd('-') : words)}-{practice.Number.ToLowerInvariant()}".TrimStart('-');
    }
}

/// <summary>Finds the good practice that an instance carries.</summary>
internal static class PracticeOfInstance
{
    public static Task<GoodPractice> PracticeOfAsync(this HubDb db, string instanceId, CancellationToken cancellation) =>
        db.Cases.OfType<GoodPractice>().SingleAsync(one => one.InstanceId == instanceId, cancellation);
}
