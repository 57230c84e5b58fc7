using MediatR;
using Microsoft.EntityFrameworkCore;
using StrongCities.Hub.Awards.Schedule;
using StrongCities.Hub.People;
using StrongCities.Hub.Pipeline;

namespace StrongCities.Hub.Awards;

/// <summary>The city or its advisor adds something that is owed to the funder: a deliverable, an audit, a report that the agreement asks for besides.</summary>
/// <param name="Viewer">Of the city or its hub.</param>
/// <param name="AwardId">The award.</param>
/// <param name="Kind">What kind.</param>
/// <param name="Name">What it is called; only a deliverable must have a name.</param>
/// <param name="DueOn">The last day, where the funder is: today or later.</param>
public sealed record AddObligation(Viewer Viewer, Guid AwardId, ObligationKind Kind, string? Name, DateOnly DueOn) : IAsViewer<AwardResult>
{
    /// <inheritdoc/>
    public static Roles Allowed => RoleSets.CityVoice | RoleSets.CaseStaff;

    /// <inheritdoc/>
    public static AwardResult NotFound => new AwardNotFound();
}

internal sealed class AddObligationHandler(ChangeAward change) : IRequestHandler<AddObligation, AwardResult>
{
    public Task<AwardResult> Handle(AddObligation request, CancellationToken cancellationToken) =>
        change.RunAsync(request.Viewer, request.AwardId, (unit, token) => ApplyAsync(unit, request, token), cancellationToken);

    private static async Task<AwardResult> ApplyAsync(AwardUnit unit, AddObligation request, CancellationToken cancellation)
    {
        var name = string.IsNullOrWhiteSpace(request.Name) ? null : request.Name.Trim();
        if (unit.IsOver)
        {
            return AwardUnit.Refuse("", "Award.Problem.Over");
        }

        if ((name is null && request.Kind == ObligationKind.Deliverable) || name?.Length > AwardRules.MaxName)
        {
            return AwardUnit.Refuse(nameof(request.Name), "Award.Problem.Name", AwardRules.MaxName);
        }

        if (request.DueOn < unit.Today)
        {
            return AwardUnit.Refuse(nameof(request.DueOn), "Award.Problem.Past");
        }

        var there = await unit.Db.Obligations.Where(one => one.CaseId == unit.Award.Id).Select(one => new { one.Kind, one.Number }).ToListAsync(cancellation);
        if (there.Count >= AwardRules.MaxObligations)
        {
            return AwardUnit.Refuse("", "Award.Problem.TooMany", AwardRules.MaxObligations);
        }

        var owed = new Obligation
        {
            Id = Guid.CreateVersion7(unit.Now),
            HubId = unit.Award.HubId,
            CityId = unit.Award.CityId!.Value,
            CaseId = unit.Award.Id,
            Kind = request.Kind,
            Number = there.Where(one => one.Kind == request.Kind).Select(one => one.Number).DefaultIfEmpty().Max() + 1,
            Name = name,
            DueAt = FunderDay.EndOf(request.DueOn, unit.Award.Terms.FunderZone),
            StateSince = unit.Now,
        };
        unit.Db.Add(owed);
        unit.Tell("Award.Event.Added", owed.Title, $"{owed.Number}");
        return new AwardKept(owed.Id);
    }
}
