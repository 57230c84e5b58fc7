using MediatR;
using StrongCities.Hub.People;
using StrongCities.Hub.Pipeline;

namespace StrongCities.Hub.Events;

/// <summary>An idea is good enough: the invited are asked which dates suit.</summary>
/// <param name="Viewer">At the hub.</param>
/// <param name="Id">The event.</param>
public sealed record StartPoll(Viewer Viewer, Guid Id) : IAsViewer<EventResult>
{
    /// <inheritdoc/>
    public static Roles Allowed => RoleSets.CaseStaff;

    /// <inheritdoc/>
    public static EventResult NotFound => new EventNotFound();
}

internal sealed class StartPollHandler(ChangeEvent change) : IRequestHandler<StartPoll, EventResult>
{
    public Task<EventResult> Handle(StartPoll request, CancellationToken cancellationToken) => change.RunAsync(
        request.Viewer,
        request.Id,
        (unit, _) =>
        {
            if (unit.About.Dates.Any(date => date.StartsAt <= unit.Now))
            {
                return Task.FromResult(EventUnit.Refuse("", "HubEvent.Problem.Past"));
            }

            unit.About.WantedAt ??= unit.Now;
            return Task.FromResult(unit.Kept);
        },
        [EventPhase.Idea],
        cancellationToken);
}
