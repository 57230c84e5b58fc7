using MediatR;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using StrongCities.Hub.Applications.Process;
using StrongCities.Hub.Cases;
using StrongCities.Hub.Opportunities.Process;
using StrongCities.Hub.People;
using StrongCities.Hub.Persistence;
using StrongCities.Hub.Pipeline;

namespace StrongCities.Hub.Applications;

/// <summary>
/// The coordinator brings the proof that something is with the funder. A proof from before the deadline may be brought a few working days after it, where
/// the application was frozen in time: then it has not lapsed after all. So may that of a concept note that was ready in time.
/// </summary>
/// <param name="Viewer">The city's voice, or its hub.</param>
/// <param name="Id">Which application.</param>
/// <param name="Receipt">Number and time as the funder's portal says, and the attachment of this case that shows them.</param>
/// <param name="IsConcept">Whether it is the concept note that is in.</param>
public sealed record RecordReceipt(Viewer Viewer, Guid Id, Receipt Receipt, bool IsConcept = false) : IAsViewer<ApplicationResult>
{
    /// <inheritdoc/>
    public static Roles Allowed => ChangeApplication.Allowed;

    /// <inheritdoc/>
    public static ApplicationResult NotFound => ApplicationResult.NotFound;
}

internal sealed class RecordReceiptHandler(ChangeApplication change, IOptions<ApplicationOptions> options) : IRequestHandler<RecordReceipt, ApplicationResult>
{
    private const int MaxNumber = 100;

    public Task<ApplicationResult> Handle(RecordReceipt request, CancellationToken cancellationToken) => change.RunAsync(
        request.Viewer, request.Id, unit => KeepAsync(unit, request), cancellationToken, evenFrozen: true, evenClosed: true);

    private async Task<IReadOnlyList<FieldProblem>> KeepAsync(ApplicationUnit unit, RecordReceipt request)
    {
        var (about, receipt) = (unit.About, request.Receipt with { Number = request.Receipt.Number.Trim() });
        if (await ProblemAsync(unit, request, receipt) is { } problem)
        {
            return [problem];
        }

        if (request.IsConcept)
        {
            // From here on it binds.
            (about.ConceptReceipt, about.Concept) = (receipt, about.Proposal);
        }
        else
        {
            about.Receipt = receipt;
        }

        await unit.Db.DoneAsync(about, receipt.At, unit.Cancellation, request.IsConcept ? [MilestoneKind.ConceptNote] : [MilestoneKind.Submit, MilestoneKind.Deadline]);
        unit.Db.Add(about.Line(unit.Now, request.IsConcept ? "Event.ConceptIn" : "Event.ApplicationIn", request.Viewer.PersonId, true, receipt.Number));
        return ApplicationUnit.Fine;
    }

    private async Task<FieldProblem?> ProblemAsync(ApplicationUnit unit, RecordReceipt request, Receipt receipt)
    {
        var (db, about) = (unit.Db, unit.About);
        var (old, deadline) = request.IsConcept ? (about.ConceptReceipt, about.ConceptClosesAt) : (about.Receipt, about.Brief.ClosesAt);
        if (request.IsConcept && about.ConceptClosesAt is null)
        {
            return Problem("IsConcept", "NoConcept");
        }

        if (receipt.At > unit.Now)
        {
            return Problem("At", "ProofAhead");
        }

        // Told to those whose application has lapsed, too. The deadline's own minute still counts.
        if (receipt.At >= deadline?.AddMinutes(1))
        {
            return Problem("At", "ProofLate", deadline.Value);
        }

        if (about.ClosedAt is not null && await LapseProblemAsync(db, about, request.IsConcept, unit) is { } over)
        {
            return over;
        }

        if (receipt.Number.Length is 0 or > MaxNumber)
        {
            return Problem("Number", "ReceiptNumber", MaxNumber);
        }

        if (old is not null)
        {
            return Problem("Number", "AlreadyIn", old.Number);
        }

        if (!await db.Attachments.AnyAsync(a => a.Id == receipt.FileId && a.CaseId == about.Id, unit.Cancellation))
        {
            return Problem("FileId", "NoProofFile");
        }

        var others = await db.Cases.OfType<Application>().AsNoTracking()
            .Where(a => a.HubId == about.HubId && a.OpportunityId == about.OpportunityId && a.Id != about.Id).ToListAsync(unit.Cancellation);
        return others.Exists(other => other.Receipt?.Number == receipt.Number || other.ConceptReceipt?.Number == receipt.Number)
            ? Problem("Number", "ReceiptTaken", receipt.Number)
            : null;
    }

    // What is over stays over, but for what lapsed only because its proof was not here yet.
    private async Task<FieldProblem?> LapseProblemAsync(HubDb db, Application about, bool isConcept, ApplicationUnit unit)
    {
        if (about.Stage != CaseStage.Lapsed || isConcept || about.Receipt is not null)
        {
            return Problem("Id", "Over");
        }

        var until = await ProofGrace.UntilAsync(db, about, options.Value, unit.Cancellation);
        return until is null ? Problem("Id", "NeverFrozen") : unit.Now >= until ? Problem("Id", "GraceOver", until.Value) : null;
    }

    private static FieldProblem Problem(string field, string key, params IReadOnlyList<object> values) => new(field, $"Application.Problem.{key}", values);
}
