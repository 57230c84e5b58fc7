using MediatR;
using Microsoft.EntityFrameworkCore;
using StrongCities.Hub.Mail.Kinds;
using StrongCities.Hub.Opportunities.Process;
using StrongCities.Hub.People;
using StrongCities.Hub.Pipeline;

namespace StrongCities.Hub.Applications;

/// <summary>
/// The city tries again after a refusal, or after it missed a deadline that the funder then moved: another application begins with what this one proposed.
/// </summary>
/// <param name="Viewer">The city's voice, or its hub.</param>
/// <param name="Id">The refused or lapsed application.</param>
public sealed record Resubmit(Viewer Viewer, Guid Id) : IAsViewer<ApplicationResult>
{
    /// <inheritdoc/>
    public static Roles Allowed => ChangeApplication.Allowed;

    /// <inheritdoc/>
    public static ApplicationResult NotFound => ApplicationResult.NotFound;
}

internal sealed class ResubmitHandler(ChangeApplication change) : IRequestHandler<Resubmit, ApplicationResult>
{
    public Task<ApplicationResult> Handle(Resubmit request, CancellationToken cancellationToken) => change.RunAsync(
        request.Viewer,
        request.Id,
        async unit =>
        {
            var about = unit.About;
            if (!about.MayBeTriedAgain)
            {
                return ApplicationUnit.Wrong("Id", "NotRefused");
            }

            var opportunity = await unit.Db.Opportunities.AsNoTracking().SingleAsync(o => o.Id == about.OpportunityId, unit.Cancellation);
            if (opportunity.ClosesAt <= unit.Now)
            {
                return ApplicationUnit.Wrong("Id", "OpportunityClosed");
            }

            if (await unit.Db.Cases.OfType<Application>().AnyAsync(next => next.ResubmitsId == about.Id, unit.Cancellation))
            {
                return ApplicationUnit.Wrong("Id", "Resubmitted");
            }

            new ApplicationAgain(about.Id).Put(unit.Db, $"again:{about.Id:N}", unit.Now);
            return ApplicationUnit.Fine;
        },
        cancellationToken,
        evenFrozen: true,
        evenClosed: true);
}
