using Microsoft.EntityFrameworkCore;
using StrongCities.Engine.Activities;
using StrongCities.Engine.Execution;
using StrongCities.Hub.Cases;
using StrongCities.Hub.Persistence;
using StrongCities.Runtime.Instances;
using StrongCities.Runtime.Persistence;

namespace StrongCities.Hub.Risks.Process;

/// <summary><c>StrongCities.EndorseRegister</c>: keeps what the mayor has signed, with its hash, and ends the registers of earlier cycles.</summary>
public sealed class EndorseRegister : Activity
{
    /// <inheritdoc/>
    public override ActivityDescriptor Descriptor { get; } = new("StrongCities.EndorseRegister")
    {
        Category = AskDepartments.Category,
        DisplayName = "Keep the endorsement",
        Description = "Keeps the copy of the register that somebody has just signed, with who and when, and archives the registers of earlier cycles.",
        Inputs = [new("DecidedBy", "String") { DisplayName = "Who signed", Description = "The id of the person, as the decision gives it.", IsRequired = true }],
    };

    /// <inheritdoc/>
    public override void Execute(ActivityContext context)
    {
        if (!Guid.TryParse(context.Input<string>("DecidedBy"), out var person))
        {
            context.Fault("The input 'DecidedBy' must be the id of a person: the output 'Who answered' of the decision that endorses.");
            return;
        }

        context.Emit(new RegisterEndorsed(person));
        context.Complete();
    }
}

/// <summary>Somebody has signed a register.</summary>
/// <param name="PersonId">Who.</param>
internal sealed record RegisterEndorsed(Guid PersonId) : HostEffect;

internal sealed class RegisterEndorsedHandler : EffectHandler<RegisterEndorsed>
{
    protected override async Task ApplyAsync(RuntimeDb db, RegisterEndorsed effect, EffectContext context, CancellationToken cancellation)
    {
        var hub = db.Hub();
        var register = await hub.RegisterOfAsync(context.InstanceId, cancellation);
        if (register.Pending is not { IsWhole: true } signed)
        {
            throw new InvalidOperationException("There is no whole copy of the register that could have been signed. Let 'Set phase' take one before the mayor is asked.");
        }

        hub.Add(new RegisterEndorsement
        {
            Id = Guid.CreateVersion7(context.Now),
            HubId = register.HubId,
            CityId = register.CityId!.Value,
            CaseId = register.Id,
            Snapshot = signed,
            At = context.Now,
            PersonId = effect.PersonId,
            PersonName = await hub.People.Where(person => person.Id == effect.PersonId).Select(person => person.Name).SingleAsync(cancellation),
        });
        hub.Add(register.Line(context.Now, "Risk.Event.Endorsed", effect.PersonId, true, signed.Hash[..12]));
        foreach (var older in await hub.Cases.OfType<RiskRegister>()
            .Where(one => one.CityId == register.CityId && one.Cycle < register.Cycle && one.ClosedAt == null).ToListAsync(cancellation))
        {
            new ProcessTouched(older.InstanceId, WaitForRegister.StimulusName).Put(db, context.Now);
        }
    }
}
