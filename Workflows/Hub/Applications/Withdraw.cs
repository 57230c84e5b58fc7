using MediatR;
using StrongCities.Hub.Applications.Process;
using StrongCities.Hub.Cases;
using StrongCities.Hub.Mail.Kinds;
using StrongCities.Hub.People;
using StrongCities.Hub.Pipeline;

namespace StrongCities.Hub.Applications;

/// <summary>The city gives an application up. Its process ends, and partners in the directory are told.</summary>
/// <param name="Viewer">The city's voice.</param>
/// <param name="Id">Which application.</param>
/// <param name="Reason">Why, in the city's words.</param>
public sealed record Withdraw(Viewer Viewer, Guid Id, string Reason) : IAsViewer<ApplicationResult>
{
    /// <inheritdoc/>
    public static Roles Allowed => RoleSets.CityVoice;

    /// <inheritdoc/>
    public static ApplicationResult NotFound => ApplicationResult.NotFound;
}

internal sealed class WithdrawHandler(ChangeApplication change, TellTheEnd end) : IRequestHandler<Withdraw, ApplicationResult>
{
    private const int MaxReason = 2_000;

    public Task<ApplicationResult> Handle(Withdraw request, CancellationToken cancellationToken) => change.RunAsync(
        request.Viewer, request.Id, unit => KeepAsync(unit, request), cancellationToken, evenFrozen: true);

    private async Task<IReadOnlyList<FieldProblem>> KeepAsync(ApplicationUnit unit, Withdraw request)
    {
        var (about, reason) = (unit.About, request.Reason.Trim());
        if (reason.Length is 0 or > MaxReason)
        {
            return ApplicationUnit.Wrong("Reason", "Reason", MaxReason);
        }

        if (about.Outcome is not null and not ApplicationOutcome.Reserve)
        {
            return ApplicationUnit.Wrong("Id", "Decided");
        }

        about.Outcome = ApplicationOutcome.Withdrawn;
        unit.Db.Add(about.Line(unit.Now, "Event.ApplicationWithdrawn", request.Viewer.PersonId, true, reason));
        await end.WithdrawnAsync(unit.Db, about, reason, unit.Now, unit.Cancellation);
        return ApplicationUnit.Fine;
    }
}
