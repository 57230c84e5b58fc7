using MediatR;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using StrongCities.Hub.Cases;
using StrongCities.Hub.People;
using StrongCities.Hub.Persistence;
using StrongCities.Hub.Pipeline;
using StrongCities.Runtime.Persistence;

namespace StrongCities.Hub.Applications.Papers;

/// <summary>Somebody sends a paper, or a newer version of it. The same file twice counts once.</summary>
/// <param name="Viewer">Of the city, or staff of its hub.</param>
/// <param name="PaperId">The paper.</param>
/// <param name="File">The file; <see langword="null"/> where none was chosen.</param>
/// <param name="Note">What is new in it; up to 500 characters.</param>
/// <param name="IsSigned">Whether it bears the signatures that it needs.</param>
public sealed record AddVersion(Viewer Viewer, Guid PaperId, Upload? File, string? Note, bool IsSigned) : IAsViewer<PaperResult>, IValidated<PaperResult>
{
    private const int MostNote = 500;

    /// <inheritdoc/>
    public static Roles Allowed => PaperGate.Senders;

    /// <inheritdoc/>
    public static PaperResult NotFound => new PaperNotFound();

    /// <inheritdoc/>
    public static PaperResult Invalid(IReadOnlyList<FieldProblem> problems) => new PaperInvalid(problems);

    /// <inheritdoc/>
    public IEnumerable<FieldProblem> Problems(DateTimeOffset now)
    {
        if (File is null)
        {
            yield return new FieldProblem("Files", "Problem.Required");
        }

        if (Note?.Length > MostNote)
        {
            yield return new FieldProblem(nameof(Note), "Problem.TooLong", MostNote);
        }
    }
}

internal sealed class AddVersionHandler(HubDbFactory databases, CommitQueue commits, AttachmentStore files, IOptions<PaperOptions> options, TimeProvider clock)
    : IRequestHandler<AddVersion, PaperResult>
{
    public async Task<PaperResult> Handle(AddVersion request, CancellationToken cancellationToken)
    {
        await using var seen = databases.Create(request.Viewer);
        if (await seen.Papers.AsNoTracking().SingleOrDefaultAsync(p => p.Id == request.PaperId, cancellationToken) is not { } paper
            || await PaperGate.CaseAsync(seen, paper.CaseId, cancellationToken) is not { } about)
        {
            return AddVersion.NotFound;
        }

        if (PaperGate.IsShut(about))
        {
            return new PaperShut();
        }

        var kept = await files.KeepAsync([request.File!], await BeforeAsync(seen, about.Id, cancellationToken), options.Value.Files, cancellationToken);
        return kept.Problems.Count > 0
            ? new PaperInvalid(kept.Problems)
            : await commits.CommitAsync((runtime, token) => ApplyAsync(runtime.Hub(), request, kept.Files[0], token), cancellationToken);
    }

    private async Task<UnitResult<PaperResult>> ApplyAsync(HubDb db, AddVersion request, KeptFile kept, CancellationToken cancellation)
    {
        // Since the file began to come, the paper may have been dropped, the application frozen, and another version sent.
        if (await db.Papers.SingleOrDefaultAsync(p => p.Id == request.PaperId, cancellation) is not { } paper)
        {
            return UnitResult.Refuse(AddVersion.NotFound);
        }

        var about = await db.Cases.SingleAsync(c => c.Id == paper.CaseId, cancellation);
        if (PaperGate.IsShut(about))
        {
            return UnitResult.Refuse<PaperResult>(new PaperShut());
        }

        var before = await BeforeAsync(db, about.Id, cancellation);
        var newest = await db.PaperVersions.Where(v => v.PaperId == paper.Id).OrderByDescending(v => v.Number).FirstOrDefaultAsync(cancellation);
        if (newest is not null && newest.IsSigned == request.IsSigned && before.Single(file => file.Id == newest.AttachmentId).Sha256 == kept.Sha256)
        {
            return UnitResult.Refuse<PaperResult>(new VersionAdded(newest.Number, IsNew: false));
        }

        var most = options.Value;
        if (before.Count >= most.MaxVersions)
        {
            return UnitResult.Refuse<PaperResult>(new PaperInvalid([new FieldProblem("Files", "Problem.TooManyFiles", most.MaxVersions)]));
        }

        if (before.Sum(file => file.Length) + kept.Length > most.MaxTotalBytes)
        {
            return UnitResult.Refuse<PaperResult>(new PaperInvalid([new FieldProblem("Files", "Problem.FilesTooLarge", most.MaxTotalBytes / 1_000_000.0)]));
        }

        var now = clock.GetUtcNow();
        var row = kept.RowOf(about, request.Viewer.PersonId, now);
        var number = (newest?.Number ?? 0) + 1;
        db.Add(row);
        db.Add(new PaperVersion
        {
            Id = Guid.CreateVersion7(now),
            HubId = paper.HubId,
            CityId = paper.CityId,
            PaperId = paper.Id,
            Number = number,
            AttachmentId = row.Id,
            Note = string.IsNullOrWhiteSpace(request.Note) ? null : request.Note.Trim(),
            IsSigned = request.IsSigned,
            AddedById = request.Viewer.PersonId,
            AddedAt = now,
        });
        db.Add(about.Line(now, "Event.PaperSent", request.Viewer.PersonId, true, paper.Name, $"{number}"));
        return UnitResult.Keep<PaperResult>(new VersionAdded(number, IsNew: true));
    }

    private static async Task<IReadOnlyList<Attachment>> BeforeAsync(HubDb db, Guid caseId, CancellationToken cancellation) =>
        await db.Attachments.AsNoTracking()
            .Where(file => db.PaperVersions.Any(v => v.AttachmentId == file.Id && db.Papers.Any(p => p.Id == v.PaperId && p.CaseId == caseId))).ToListAsync(cancellation);
}
