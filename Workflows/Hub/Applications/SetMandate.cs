using MediatR;
using Microsoft.EntityFrameworkCore;
using StrongCities.Hub.Applications.Process;
using StrongCities.Hub.People;
using StrongCities.Hub.Pipeline;

namespace StrongCities.Hub.Applications;

/// <summary>Somebody says how far a partner's mandate is.</summary>
/// <param name="Viewer">The city's voice, or its hub.</param>
/// <param name="Id">Which application.</param>
/// <param name="PartnerId">Whose mandate.</param>
/// <param name="State">How far it is now.</param>
/// <param name="FileId">The signed paper, an attachment of this case; needed for <see cref="MandateState.Signed"/>.</param>
public sealed record SetMandate(Viewer Viewer, Guid Id, Guid PartnerId, MandateState State, Guid? FileId = null) : IAsViewer<ApplicationResult>
{
    /// <inheritdoc/>
    public static Roles Allowed => ChangeApplication.Allowed;

    /// <inheritdoc/>
    public static ApplicationResult NotFound => ApplicationResult.NotFound;
}

internal sealed class SetMandateHandler(ChangeApplication change) : IRequestHandler<SetMandate, ApplicationResult>
{
    public Task<ApplicationResult> Handle(SetMandate request, CancellationToken cancellationToken) => change.RunAsync(
        request.Viewer,
        request.Id,
        async unit =>
        {
            if (await unit.Db.Partners.SingleOrDefaultAsync(p => p.Id == request.PartnerId && p.CaseId == unit.About.Id, unit.Cancellation) is not { } partner)
            {
                return ApplicationUnit.Wrong("PartnerId", "NoPartner");
            }

            var file = request.FileId ?? partner.MandateFileId;
            if (request.State == MandateState.Signed && !await unit.Db.Attachments.AnyAsync(a => a.Id == file && a.CaseId == unit.About.Id, unit.Cancellation))
            {
                return ApplicationUnit.Wrong("FileId", "NoMandateFile", partner.Name);
            }

            var wasAsked = partner.Mandate == MandateState.Asked;
            (partner.Mandate, partner.MandateSince, partner.MandateFileId) = (request.State, unit.Now, file);
            if (wasAsked && request.State != MandateState.Asked && partner.ContactId is { } contact)
            {
                // What the city knows already, its contact need not say.
                await StopAsking.RunAsync(unit.Db, unit.About, unit.Now, unit.Cancellation, contact);
            }

            return ApplicationUnit.Fine;
        },
        cancellationToken);
}
