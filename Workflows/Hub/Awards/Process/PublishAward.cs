using Microsoft.EntityFrameworkCore;
using StrongCities.Engine.Activities;
using StrongCities.Engine.Execution;
using StrongCities.Hub.Cases;
using StrongCities.Hub.People;
using StrongCities.Hub.Persistence;
using StrongCities.Runtime.Instances;
using StrongCities.Runtime.Persistence;

namespace StrongCities.Hub.Awards.Process;

/// <summary><c>StrongCities.PublishAward</c>: publishes an award as open data, with the consent of the city's coordinator.</summary>
public sealed class PublishAward : Activity
{
    /// <inheritdoc/>
    public override ActivityDescriptor Descriptor { get; } = new("StrongCities.PublishAward")
    {
        Category = OpenAward.Category,
        DisplayName = "Publish the award",
        Description = "Adds the award to the hub's open data in the form of 360Giving. Only a coordinator of the city can consent; from anybody else nothing is published.",
        Inputs = [new("Consent", "String") { DisplayName = "Who consents", Description = "The person's id, such as 'DecidedBy' of the task that asked.", IsRequired = true }],
    };

    /// <inheritdoc/>
    public override void Execute(ActivityContext context)
    {
        if (!Guid.TryParse(context.Input<string>("Consent"), out var person))
        {
            context.Fault("The input 'Consent' must be a person's id. Bind it to 'DecidedBy' of the task that asked.");
            return;
        }

        context.Emit(new AwardPublished(person));
        context.Complete();
    }
}

/// <summary>An award is to be public.</summary>
/// <param name="ConsentId">Who consents.</param>
internal sealed record AwardPublished(Guid ConsentId) : HostEffect;

internal sealed class AwardPublishedHandler : EffectHandler<AwardPublished>
{
    protected override async Task ApplyAsync(RuntimeDb db, AwardPublished effect, EffectContext context, CancellationToken cancellation)
    {
        var hub = db.Hub();
        var award = await hub.Cases.OfType<Award>().SingleAsync(about => about.InstanceId == context.InstanceId, cancellation);
        var person = await hub.People.SingleOrDefaultAsync(p => p.Id == effect.ConsentId && p.CityId == award.CityId && p.IsActive, cancellation);
        if (person?.Roles.HasFlag(Roles.Coordinator) != true)
        {
            hub.Add(award.Line(context.Now, "Award.Event.NoConsent", null, true));
            return;
        }

        award.Release(isPublic: true, context.Now);
        hub.Add(award.Line(context.Now, "Award.Event.Published", person.Id, true, [person.Name]));
    }
}
