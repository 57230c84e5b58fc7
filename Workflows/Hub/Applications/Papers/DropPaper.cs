using MediatR;
using Microsoft.EntityFrameworkCore;
using StrongCities.Hub.Cases;
using StrongCities.Hub.People;
using StrongCities.Hub.Persistence;
using StrongCities.Hub.Pipeline;
using StrongCities.Runtime.Persistence;

namespace StrongCities.Hub.Applications.Papers;

/// <summary>Somebody takes a line off the checklist. One with versions stays: what was sent can always be read.</summary>
/// <param name="Viewer">Who speaks for the city, or staff of its hub.</param>
/// <param name="PaperId">The paper.</param>
public sealed record DropPaper(Viewer Viewer, Guid PaperId) : IAsViewer<PaperResult>
{
    /// <inheritdoc/>
    public static Roles Allowed => PaperGate.Editors;

    /// <inheritdoc/>
    public static PaperResult NotFound => new PaperNotFound();
}

internal sealed class DropPaperHandler(HubDbFactory databases, CommitQueue commits, TimeProvider clock) : IRequestHandler<DropPaper, PaperResult>
{
    public async Task<PaperResult> Handle(DropPaper request, CancellationToken cancellationToken)
    {
        await using var seen = databases.Create(request.Viewer);
        return await seen.Papers.AnyAsync(p => p.Id == request.PaperId, cancellationToken)
            ? await commits.CommitAsync((runtime, token) => ApplyAsync(runtime.Hub(), request, token), cancellationToken)
            : DropPaper.NotFound;
    }

    private async Task<UnitResult<PaperResult>> ApplyAsync(HubDb db, DropPaper request, CancellationToken cancellation)
    {
        if (await db.Papers.SingleOrDefaultAsync(p => p.Id == request.PaperId, cancellation) is not { } paper)
        {
            return UnitResult.Refuse(DropPaper.NotFound);
        }

        var about = await db.Cases.SingleAsync(c => c.Id == paper.CaseId, cancellation);
        if (PaperGate.IsShut(about))
        {
            return UnitResult.Refuse<PaperResult>(new PaperShut());
        }

        if (await db.PaperVersions.AnyAsync(v => v.PaperId == paper.Id, cancellation))
        {
            return UnitResult.Refuse<PaperResult>(new PaperInvalid([new FieldProblem("", "Problem.PaperInUse")]));
        }

        db.Remove(paper);
        db.Add(about.Line(clock.GetUtcNow(), "Event.PaperDropped", request.Viewer.PersonId, true, paper.Name));
        return UnitResult.Keep<PaperResult>(new PaperDropped(about.Id));
    }
}
