using MediatR;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using StrongCities.Hub.Awards.Schedule;
using StrongCities.Hub.People;
using StrongCities.Hub.Pipeline;

namespace StrongCities.Hub.Awards;

/// <summary>The funder has said whether it agrees to a change. Nothing else makes it agree: its silence never does.</summary>
/// <param name="Viewer">Who speaks for the city, or its advisor.</param>
/// <param name="AwardId">The award.</param>
/// <param name="AmendmentId">Which change.</param>
/// <param name="IsGranted">Whether it agreed. A new last day of the work then moves the last report, while that is not in.</param>
public sealed record RecordAmendmentAnswer(Viewer Viewer, Guid AwardId, Guid AmendmentId, bool IsGranted) : IAsViewer<AwardResult>
{
    /// <inheritdoc/>
    public static Roles Allowed => RoleSets.CityVoice | RoleSets.CaseStaff;

    /// <inheritdoc/>
    public static AwardResult NotFound => new AwardNotFound();
}

internal sealed class RecordAmendmentAnswerHandler(ChangeAward change, IOptions<AwardOptions> options) : IRequestHandler<RecordAmendmentAnswer, AwardResult>
{
    public Task<AwardResult> Handle(RecordAmendmentAnswer request, CancellationToken cancellationToken) =>
        change.RunAsync(request.Viewer, request.AwardId, (unit, token) => ApplyAsync(unit, request, token), cancellationToken);

    private async Task<AwardResult> ApplyAsync(AwardUnit unit, RecordAmendmentAnswer request, CancellationToken cancellation)
    {
        if (await unit.Db.Amendments.SingleOrDefaultAsync(one => one.Id == request.AmendmentId && one.CaseId == unit.Award.Id, cancellation) is not { } asked)
        {
            return new AwardNotFound();
        }

        if (asked.IsGranted == request.IsGranted)
        {
            return new AwardKept(asked.Id);
        }

        if (unit.IsOver || asked.IsGranted is not null)
        {
            return AwardUnit.Refuse("", unit.IsOver ? "Award.Problem.Over" : "Amendment.Problem.Answered");
        }

        (asked.IsGranted, asked.AnsweredAt) = (request.IsGranted, unit.Now);
        unit.Tell(request.IsGranted ? "Award.Event.AmendmentGranted" : "Award.Event.AmendmentRefused", $"{asked.Number}");
        if (request.IsGranted && asked.NewEndsOn is { } ends)
        {
            await MoveEndAsync(unit, ends, cancellation);
        }

        return new AwardKept(asked.Id);
    }

    private async Task MoveEndAsync(AwardUnit unit, DateOnly ends, CancellationToken cancellation)
    {
        unit.Award.EndsOn = ends;
        var due = FunderDay.EndOf(AwardSchedule.FinalReportOn(ends, unit.Award.Terms, options.Value), unit.Award.Terms.FunderZone);
        var last = unit.Db.Obligations.Where(one => one.CaseId == unit.Award.Id && (one.Kind == ObligationKind.FinalReport || one.Kind == ObligationKind.Audit));
        foreach (var owed in (await last.ToListAsync(cancellation)).Where(one => one.State is ObligationState.Open or ObligationState.Drafted or ObligationState.Checked))
        {
            (owed.DueAt, owed.Told) = (due, null);
        }
    }
}
