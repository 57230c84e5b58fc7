using MediatR;
using Microsoft.EntityFrameworkCore;
using StrongCities.Hub.People;
using StrongCities.Hub.Pipeline;

namespace StrongCities.Hub.Events;

/// <summary>An advisor invites one more person of a city, until the invitations are out. Whoever joins after the poll began is asked nothing about dates.</summary>
/// <param name="Viewer">At the hub.</param>
/// <param name="Id">The event.</param>
/// <param name="PersonId">Of any city of the hub.</param>
public sealed record InvitePerson(Viewer Viewer, Guid Id, Guid PersonId) : IAsViewer<EventResult>
{
    /// <inheritdoc/>
    public static Roles Allowed => RoleSets.CaseStaff;

    /// <inheritdoc/>
    public static EventResult NotFound => new EventNotFound();
}

internal sealed class InvitePersonHandler(ChangeEvent change) : IRequestHandler<InvitePerson, EventResult>
{
    public Task<EventResult> Handle(InvitePerson request, CancellationToken cancellationToken) => change.RunAsync(
        request.Viewer,
        request.Id,
        async (unit, token) =>
        {
            var person = await unit.Db.People.SingleOrDefaultAsync(one => one.Id == request.PersonId && one.HubId == unit.About.HubId && one.CityId != null && one.IsActive, token);
            if (person is null || await unit.Db.EventInvitations.AnyAsync(one => one.CaseId == unit.About.Id && one.PersonId == request.PersonId, token))
            {
                return EventUnit.Refuse("PersonId", "Problem.Choice");
            }

            if (await unit.Db.EventInvitations.CountAsync(one => one.CaseId == unit.About.Id, token) >= unit.Options.MostInvited)
            {
                return EventUnit.Refuse("PersonId", "HubEvent.Problem.TooManyInvited", unit.Options.MostInvited);
            }

            unit.Db.Add(EventPeople.Invite(unit.About.Id, person));
            return unit.Kept;
        },
        [EventPhase.Idea, EventPhase.Poll, EventPhase.Date, EventPhase.Programme],
        cancellationToken);
}
