using MediatR;
using Microsoft.EntityFrameworkCore;
using StrongCities.Hub.Cases;
using StrongCities.Hub.People;
using StrongCities.Hub.Persistence;
using StrongCities.Hub.Pipeline;
using StrongCities.Runtime.Persistence;

namespace StrongCities.Hub.Applications;

/// <summary>
/// Somebody sends a file that proves something about an application: a partner's signed mandate, the receipt of the funder's portal. It is no paper of
/// the checklist, so that it can still come after the freeze. The same file twice counts once.
/// </summary>
/// <param name="Viewer">The city's voice, or its hub.</param>
/// <param name="Id">Which application.</param>
/// <param name="File">The file.</param>
public sealed record AddProof(Viewer Viewer, Guid Id, Upload File) : IAsViewer<ApplicationResult>
{
    /// <inheritdoc/>
    public static Roles Allowed => ChangeApplication.Allowed;

    /// <inheritdoc/>
    public static ApplicationResult NotFound => ApplicationResult.NotFound;
}

/// <summary>The file is an attachment of the application.</summary>
/// <param name="FileId">Which.</param>
public sealed record ProofKept(Guid FileId) : ApplicationResult;

internal sealed class AddProofHandler(HubDbFactory databases, CommitQueue commits, AttachmentStore files, TimeProvider clock) : IRequestHandler<AddProof, ApplicationResult>
{
    public async Task<ApplicationResult> Handle(AddProof request, CancellationToken cancellationToken)
    {
        await using var seen = databases.Create(request.Viewer);
        if (!await seen.Cases.OfType<Application>().AnyAsync(about => about.Id == request.Id, cancellationToken))
        {
            return AddProof.NotFound;
        }

        var kept = await files.KeepAsync([request.File], await BeforeAsync(seen, request.Id, cancellationToken), cancellationToken);
        return kept.Problems.Count > 0
            ? new ApplicationInvalid(kept.Problems)
            : await commits.CommitAsync((runtime, token) => KeepAsync(runtime.Hub(), request, kept.Files[0], token), cancellationToken);
    }

    private async Task<UnitResult<ApplicationResult>> KeepAsync(HubDb db, AddProof request, KeptFile kept, CancellationToken cancellation)
    {
        var before = await BeforeAsync(db, request.Id, cancellation);
        if (before.FirstOrDefault(file => file.Sha256 == kept.Sha256) is { } same)
        {
            return UnitResult.Refuse<ApplicationResult>(new ProofKept(same.Id));
        }

        var row = kept.RowOf(await db.Cases.SingleAsync(about => about.Id == request.Id, cancellation), request.Viewer.PersonId, clock.GetUtcNow());
        db.Add(row);
        return UnitResult.Keep<ApplicationResult>(new ProofKept(row.Id));
    }

    // Papers have limits of their own.
    private static async Task<IReadOnlyList<Attachment>> BeforeAsync(HubDb db, Guid id, CancellationToken cancellation) =>
        await db.Attachments.AsNoTracking().Where(file => file.CaseId == id && !db.PaperVersions.Any(v => v.AttachmentId == file.Id)).ToListAsync(cancellation);
}
