using Microsoft.EntityFrameworkCore;
using StrongCities.Engine.Activities;
using StrongCities.Engine.Execution;
using StrongCities.Hub.Cases;
using StrongCities.Hub.Persistence;
using StrongCities.Runtime.Instances;
using StrongCities.Runtime.Persistence;

namespace StrongCities.Hub.Risks.Process;

/// <summary><c>StrongCities.SetRegisterPhase</c>: moves a register of risks on. Before the mayor it is copied as it stands, and nothing changes meanwhile.</summary>
public sealed class SetRegisterPhase : Activity
{
    private static readonly Dictionary<string, string> Texts = new()
    {
        [nameof(RegisterPhase.Draft)] = "The coordinator writes",
        [nameof(RegisterPhase.DepartmentInput)] = "The departments rate",
        [nameof(RegisterPhase.Workshop)] = "The city talks about it",
        [nameof(RegisterPhase.Endorsement)] = "It lies before the mayor",
        [nameof(RegisterPhase.Active)] = "It is kept up to date",
        [nameof(RegisterPhase.Archived)] = "The next one has taken its place (ends the case)",
    };

    /// <inheritdoc/>
    public override ActivityDescriptor Descriptor { get; } = new("StrongCities.SetRegisterPhase")
    {
        Category = AskDepartments.Category,
        DisplayName = "Set phase",
        Description = "Says where the register of risks stands now. Before the mayor a copy is taken, which is what will be signed.",
        Inputs = [new("Phase", "String") { Description = "Where it stands now.", UIHint = "dropdown", Options = Enum.GetNames<RegisterPhase>(), OptionTexts = Texts, IsRequired = true }],
    };

    /// <inheritdoc/>
    public override void Execute(ActivityContext context)
    {
        if (!Enum.TryParse<RegisterPhase>(context.Input<string>("Phase"), out var phase))
        {
            context.Fault($"The input 'Phase' must be one of: {string.Join(", ", Enum.GetNames<RegisterPhase>())}.");
            return;
        }

        context.Emit(new PhaseSet(phase));
        context.Complete();
    }
}

/// <summary>A register stands somewhere else now.</summary>
/// <param name="Phase">Where.</param>
internal sealed record PhaseSet(RegisterPhase Phase) : HostEffect;

internal sealed class PhaseSetHandler : EffectHandler<PhaseSet>
{
    protected override async Task ApplyAsync(RuntimeDb db, PhaseSet effect, EffectContext context, CancellationToken cancellation)
    {
        var hub = db.Hub();
        var register = await hub.RegisterOfAsync(context.InstanceId, cancellation);
        register.Pending = effect.Phase == RegisterPhase.Endorsement
            ? RegisterSnapshot.Of(await hub.Risks.AsNoTracking().Where(risk => risk.CaseId == register.Id).ToListAsync(cancellation), context.Now)
            : null;
        (register.Phase, register.StatusSince) = (effect.Phase, context.Now);
        register.ClosedAt = effect.Phase == RegisterPhase.Archived ? context.Now : null;
        hub.Add(register.Line(context.Now, "Event.Status", null, true, $"Register.Phase.{effect.Phase}"));
    }
}

/// <summary>Finds the register that an instance carries.</summary>
internal static class RegisterOfInstance
{
    public static Task<RiskRegister> RegisterOfAsync(this HubDb db, string instanceId, CancellationToken cancellation) =>
        db.Cases.OfType<RiskRegister>().SingleAsync(one => one.InstanceId == instanceId, cancellation);
}
