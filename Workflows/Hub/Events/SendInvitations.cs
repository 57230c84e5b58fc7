using MediatR;
using StrongCities.Hub.People;
using StrongCities.Hub.Pipeline;

namespace StrongCities.Hub.Events;

/// <summary>The programme is ready: everybody is invited.</summary>
/// <param name="Viewer">At the hub.</param>
/// <param name="Id">The event.</param>
public sealed record SendInvitations(Viewer Viewer, Guid Id) : IAsViewer<EventResult>
{
    /// <inheritdoc/>
    public static Roles Allowed => RoleSets.CaseStaff;

    /// <inheritdoc/>
    public static EventResult NotFound => new EventNotFound();
}

internal sealed class SendInvitationsHandler(ChangeEvent change) : IRequestHandler<SendInvitations, EventResult>
{
    public Task<EventResult> Handle(SendInvitations request, CancellationToken cancellationToken) => change.RunAsync(
        request.Viewer,
        request.Id,
        (unit, _) =>
        {
            var about = unit.About;
            if (about.StartsAt <= unit.Now)
            {
                return Task.FromResult(EventUnit.Refuse("", "HubEvent.Problem.Past"));
            }

            if (about.Plan.Place.Length == 0)
            {
                return Task.FromResult(EventUnit.Refuse("Place", "HubEvent.Problem.NoPlace"));
            }

            about.WantedAt ??= unit.Now;
            return Task.FromResult(unit.Kept);
        },
        [EventPhase.Programme],
        cancellationToken);
}
