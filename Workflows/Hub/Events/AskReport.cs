using MediatR;
using StrongCities.Hub.People;
using StrongCities.Hub.Pipeline;

namespace StrongCities.Hub.Events;

/// <summary>An advisor wishes to write the report now, though something promised is still open. What is open then is no longer asked about.</summary>
/// <param name="Viewer">At the hub.</param>
/// <param name="Id">The event.</param>
public sealed record AskReport(Viewer Viewer, Guid Id) : IAsViewer<EventResult>
{
    /// <inheritdoc/>
    public static Roles Allowed => RoleSets.CaseStaff;

    /// <inheritdoc/>
    public static EventResult NotFound => new EventNotFound();
}

internal sealed class AskReportHandler(ChangeEvent change) : IRequestHandler<AskReport, EventResult>
{
    public Task<EventResult> Handle(AskReport request, CancellationToken cancellationToken) => change.RunAsync(
        request.Viewer,
        request.Id,
        (unit, _) =>
        {
            unit.About.ReportWantedAt ??= unit.Now;
            return Task.FromResult(unit.Kept);
        },
        [EventPhase.FollowUp],
        cancellationToken);
}
