using MediatR;
using Microsoft.EntityFrameworkCore;
using StrongCities.Hub.Opportunities;
using StrongCities.Hub.People;
using StrongCities.Hub.Pipeline;

namespace StrongCities.Hub.Awards;

/// <summary>Money has come. Said again, it corrects what was said.</summary>
/// <param name="Viewer">Of the city, its finance too, or of its hub.</param>
/// <param name="AwardId">The award.</param>
/// <param name="InstalmentId">Which part.</param>
/// <param name="Paid">How much, in the currency of the award.</param>
/// <param name="PaidOn">When, where the funder is: not in the future, and not before the decision.</param>
public sealed record RecordInstalment(Viewer Viewer, Guid AwardId, Guid InstalmentId, Money Paid, DateOnly PaidOn) : IAsViewer<AwardResult>
{
    /// <inheritdoc/>
    public static Roles Allowed => RoleSets.CityVoice | Roles.Finance | RoleSets.CaseStaff;

    /// <inheritdoc/>
    public static AwardResult NotFound => new AwardNotFound();
}

internal sealed class RecordInstalmentHandler(ChangeAward change) : IRequestHandler<RecordInstalment, AwardResult>
{
    public Task<AwardResult> Handle(RecordInstalment request, CancellationToken cancellationToken) =>
        change.RunAsync(request.Viewer, request.AwardId, (unit, token) => ApplyAsync(unit, request, token), cancellationToken);

    // The money of an award that is over may still come.
    private static async Task<AwardResult> ApplyAsync(AwardUnit unit, RecordInstalment request, CancellationToken cancellation)
    {
        var parts = await unit.Db.Instalments.Where(one => one.CaseId == unit.Award.Id).ToListAsync(cancellation);
        if (parts.Find(one => one.Id == request.InstalmentId) is not { } part)
        {
            return new AwardNotFound();
        }

        if (request.Paid.Currency != part.Amount.Currency)
        {
            return AwardUnit.Refuse(nameof(request.Paid), "Instalment.Problem.Currency", part.Amount.Currency, request.Paid.Currency);
        }

        // All parts have the award's currency, so these may be added.
        var others = parts.Where(one => one != part && one.PaidOn is not null).Sum(one => (one.Paid ?? one.Amount).Amount);
        if (request.Paid.Amount <= 0 || others + request.Paid.Amount > unit.Award.Awarded.Amount)
        {
            return AwardUnit.Refuse(nameof(request.Paid), "Instalment.Problem.Amount", unit.Award.Awarded.Amount - others, part.Amount.Currency);
        }

        if (request.PaidOn > unit.Today || request.PaidOn < unit.Award.AwardedOn)
        {
            return AwardUnit.Refuse(nameof(request.PaidOn), "Award.Problem.Day");
        }

        (part.PaidOn, part.Paid) = (request.PaidOn, request.Paid == part.Amount ? null : request.Paid);
        unit.Tell("Award.Event.Paid", $"Instalment.{part.Kind}", $"{part.Number}", $"{request.PaidOn:yyyy-MM-dd}");
        return new AwardKept(part.Id);
    }
}
