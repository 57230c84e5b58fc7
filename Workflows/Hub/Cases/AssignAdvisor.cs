using Microsoft.EntityFrameworkCore;
using StrongCities.Engine.Activities;
using StrongCities.Engine.Execution;
using StrongCities.Hub.People;
using StrongCities.Hub.Persistence;
using StrongCities.Runtime.Instances;
using StrongCities.Runtime.Persistence;

namespace StrongCities.Hub.Cases;

/// <summary><c>StrongCities.AssignAdvisor</c>: gives the case an owner.</summary>
public sealed class AssignAdvisor : Activity
{
    /// <inheritdoc/>
    public override ActivityDescriptor Descriptor { get; } = new("StrongCities.AssignAdvisor")
    {
        Category = "Case",
        DisplayName = "Assign advisor",
        Description = "Makes a member of the hub's staff the owner of the case: questions and overdue notices go to them.",
        Inputs = [new("Advisor", "String") { Description = "The person's id, such as the one who decided an earlier task.", IsRequired = true }],
    };

    /// <inheritdoc/>
    public override void Execute(ActivityContext context)
    {
        if (!Guid.TryParse(context.Input<string>("Advisor"), out var advisor))
        {
            context.Fault("The input 'Advisor' must be a person's id. Bind it to 'DecidedBy' or to a staff field of an earlier task.");
            return;
        }

        context.Emit(new AdvisorAssigned(advisor));
        context.Complete();
    }
}

/// <summary>The case has an owner.</summary>
/// <param name="PersonId">Who.</param>
internal sealed record AdvisorAssigned(Guid PersonId) : HostEffect;

internal sealed class AdvisorAssignedHandler : EffectHandler<AdvisorAssigned>
{
    // Somebody who has left the staff meanwhile, or never was of it, does not become owner: the case stays with whom it was.
    protected override async Task ApplyAsync(RuntimeDb db, AdvisorAssigned effect, EffectContext context, CancellationToken cancellation)
    {
        var hub = db.Hub();
        var about = await hub.CaseOfAsync(context, cancellation);
        var person = await hub.People.SingleOrDefaultAsync(
            p => p.Id == effect.PersonId && p.HubId == about.HubId && p.CityId == null && p.IsActive && (p.Roles & RoleSets.CaseStaff) != 0, cancellation);
        if (person is not null && about.AdvisorId != person.Id)
        {
            about.AdvisorId = person.Id;
            hub.Add(about.Line(context.Now, "Event.Advisor", null, true, person.Name));
        }
    }
}
