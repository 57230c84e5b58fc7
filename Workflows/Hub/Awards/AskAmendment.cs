using MediatR;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using StrongCities.Hub.People;
using StrongCities.Hub.Pipeline;

namespace StrongCities.Hub.Awards;

/// <summary>The city asks the funder for a change of the agreement.</summary>
/// <param name="Viewer">Who speaks for the city, or its advisor.</param>
/// <param name="AwardId">The award.</param>
/// <param name="Change">What is to change.</param>
/// <param name="Reason">Why.</param>
/// <param name="HoldsFrom">From when: as many days ahead as <see cref="AwardOptions.AmendmentNoticeDays"/> says, and not after the end of the work.</param>
public sealed record AskAmendment(Viewer Viewer, Guid AwardId, string Change, string Reason, DateOnly HoldsFrom) : IAsViewer<AwardResult>, IValidated<AwardResult>
{
    /// <inheritdoc/>
    public static Roles Allowed => RoleSets.CityVoice | RoleSets.CaseStaff;

    /// <inheritdoc/>
    public static AwardResult NotFound => new AwardNotFound();

    /// <summary>The new last day of the work, not before <see cref="HoldsFrom"/>; <see langword="null"/> where it stays.</summary>
    public DateOnly? NewEndsOn { get; init; }

    /// <inheritdoc/>
    public static AwardResult Invalid(IReadOnlyList<FieldProblem> problems) => new AwardInvalid(problems);

    /// <inheritdoc/>
    public IEnumerable<FieldProblem> Problems(DateTimeOffset now)
    {
        if (string.IsNullOrWhiteSpace(Change) || Change.Length > AwardRules.MaxText)
        {
            yield return new FieldProblem(nameof(Change), "Award.Problem.Text", AwardRules.MaxText);
        }

        if (string.IsNullOrWhiteSpace(Reason) || Reason.Length > AwardRules.MaxText)
        {
            yield return new FieldProblem(nameof(Reason), "Award.Problem.Text", AwardRules.MaxText);
        }

        if (NewEndsOn < HoldsFrom)
        {
            yield return new FieldProblem(nameof(NewEndsOn), "Amendment.Problem.NewEnd");
        }
    }
}

internal sealed class AskAmendmentHandler(ChangeAward change, IOptions<AwardOptions> options) : IRequestHandler<AskAmendment, AwardResult>
{
    public Task<AwardResult> Handle(AskAmendment request, CancellationToken cancellationToken) =>
        change.RunAsync(request.Viewer, request.AwardId, (unit, token) => ApplyAsync(unit, request, token), cancellationToken);

    private async Task<AwardResult> ApplyAsync(AwardUnit unit, AskAmendment request, CancellationToken cancellation)
    {
        if (unit.IsOver)
        {
            return AwardUnit.Refuse("", "Award.Problem.Over");
        }

        var earliest = unit.Today.AddDays(options.Value.AmendmentNoticeDays);
        if (request.HoldsFrom < earliest)
        {
            return AwardUnit.Refuse(nameof(request.HoldsFrom), "Amendment.Problem.Late", options.Value.AmendmentNoticeDays, $"{earliest:yyyy-MM-dd}");
        }

        if (request.HoldsFrom > unit.Award.EndsOn)
        {
            return AwardUnit.Refuse(nameof(request.HoldsFrom), "Amendment.Problem.AfterEnd", $"{unit.Award.EndsOn:yyyy-MM-dd}");
        }

        var asked = new Amendment
        {
            Id = Guid.CreateVersion7(unit.Now),
            HubId = unit.Award.HubId,
            CityId = unit.Award.CityId!.Value,
            CaseId = unit.Award.Id,
            Number = await unit.Db.Amendments.Where(one => one.CaseId == unit.Award.Id).MaxAsync(one => (int?)one.Number, cancellation) + 1 ?? 1,
            Change = request.Change.Trim(),
            Reason = request.Reason.Trim(),
            NewEndsOn = request.NewEndsOn == unit.Award.EndsOn ? null : request.NewEndsOn,
            AskedAt = unit.Now,
            HoldsFrom = request.HoldsFrom,
        };
        unit.Db.Add(asked);
        unit.Tell("Award.Event.AmendmentAsked", $"{asked.Number}", $"{asked.HoldsFrom:yyyy-MM-dd}");
        return new AwardKept(asked.Id);
    }
}
