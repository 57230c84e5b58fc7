using MediatR;
using Microsoft.EntityFrameworkCore;
using StrongCities.Hub.People;
using StrongCities.Hub.Pipeline;

namespace StrongCities.Hub.Awards;

/// <summary>An advisor ends an award: because all is accepted although money is still out, or because the agreement was given up or taken back.</summary>
/// <param name="Viewer">Hub staff.</param>
/// <param name="AwardId">The award.</param>
/// <param name="End">How it ends. Fulfilled only when nothing is owed any more.</param>
/// <param name="Reason">Why, in their words; needed unless all money is there.</param>
public sealed record CloseAward(Viewer Viewer, Guid AwardId, AwardEnd End, string? Reason) : IAsViewer<AwardResult>
{
    /// <inheritdoc/>
    public static Roles Allowed => RoleSets.CaseStaff;

    /// <inheritdoc/>
    public static AwardResult NotFound => new AwardNotFound();
}

internal sealed class CloseAwardHandler(ChangeAward change) : IRequestHandler<CloseAward, AwardResult>
{
    public Task<AwardResult> Handle(CloseAward request, CancellationToken cancellationToken) =>
        change.RunAsync(request.Viewer, request.AwardId, (unit, token) => ApplyAsync(unit, request, token), cancellationToken);

    private static async Task<AwardResult> ApplyAsync(AwardUnit unit, CloseAward request, CancellationToken cancellation)
    {
        if (unit.IsOver)
        {
            return AwardUnit.Refuse("", "Award.Problem.Over");
        }

        var open = await unit.Db.Obligations.CountAsync(
            one => one.CaseId == unit.Award.Id && one.State != ObligationState.Accepted && one.State != ObligationState.Waived, cancellation);
        if (request.End == AwardEnd.Fulfilled && open > 0)
        {
            return AwardUnit.Refuse(nameof(request.End), "Award.Problem.StillOwed", open);
        }

        var isPaid = !await unit.Db.Instalments.AnyAsync(part => part.CaseId == unit.Award.Id && part.PaidOn == null, cancellation);
        var reason = string.IsNullOrWhiteSpace(request.Reason) ? null : request.Reason.Trim();
        if ((reason is null && (request.End == AwardEnd.Cancelled || !isPaid)) || reason?.Length > AwardRules.MaxText)
        {
            return AwardUnit.Refuse(nameof(request.Reason), "Award.Problem.Text", AwardRules.MaxText);
        }

        (unit.Award.End, unit.Award.EndReason) = (request.End, reason);
        unit.Tell($"Award.Event.{request.End}", reason ?? "");
        return new AwardKept(unit.Award.Id);
    }
}
