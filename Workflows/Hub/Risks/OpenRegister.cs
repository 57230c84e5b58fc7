using MediatR;
using Microsoft.EntityFrameworkCore;
using StrongCities.Hub.Calendars;
using StrongCities.Hub.Cases;
using StrongCities.Hub.Cities;
using StrongCities.Hub.Opportunities.Process;
using StrongCities.Hub.People;
using StrongCities.Hub.Persistence;
using StrongCities.Hub.Pipeline;

namespace StrongCities.Hub.Risks;

/// <summary>Opens a city's register of this year's cycle, once. What is open in the one before comes along; that one ends when the new one is endorsed.</summary>
/// <param name="Viewer">Who speaks for the city.</param>
public sealed record OpenRegister(Viewer Viewer) : IAsViewer<RegisterResult>
{
    /// <inheritdoc/>
    public static Roles Allowed => RoleSets.CityVoice;

    /// <inheritdoc/>
    public static RegisterResult NotFound => new RegisterNotFound();
}

internal sealed class OpenRegisterHandler(HubDbFactory databases, OpenCase open, TimeProvider clock) : IRequestHandler<OpenRegister, RegisterResult>
{
    /// <summary>The definition that carries registers.</summary>
    public const string Process = "risk-register";

    public async Task<RegisterResult> Handle(OpenRegister request, CancellationToken cancellationToken)
    {
        await using var db = databases.Create(request.Viewer);
        if (await db.Cities.AsNoTracking().SingleOrDefaultAsync(one => one.Id == request.Viewer.CityId, cancellationToken) is not { } city)
        {
            return new RegisterNotFound();
        }

        var hub = await db.Hubs.AsNoTracking().SingleAsync(cancellationToken);
        var cycle = WorkingCalendars.Get(city.Calendar).LocalDay(clock.GetUtcNow()).Year;
        var id = OpenOpportunityCase.IdOf($"risks-{cycle}", city.Id, hub.Id);
        await open.RunAsync(
            new CaseOpening(Process, RiskRegister.Series, hub, city, async (unit, begin, token) =>
                await unit.Cases.AnyAsync(one => one.Id == id, token) ? null : await MakeAsync(unit, city, cycle, request.Viewer, begin, token)) { Id = id },
            cancellationToken);
        return await db.Cases.AnyAsync(one => one.Id == id, cancellationToken) ? new RegisterKept(id) : new RegisterNotFound();
    }

    private static async Task<RiskRegister> MakeAsync(HubDb db, City city, int cycle, Viewer by, CaseStart begin, CancellationToken cancellation)
    {
        var before = await ChangeRegister.RunningOf(db, city.Id).FirstOrDefaultAsync(cancellation);
        var kept = before is null ? [] : await db.Risks.Where(risk => risk.CaseId == before.Id && risk.ArchivedAt == null).OrderBy(risk => risk.Number).ToListAsync(cancellation);
        db.AddRange(kept.Select((risk, index) => new Risk
        {
            Id = Guid.CreateVersion7(begin.At),
            HubId = risk.HubId,
            CityId = risk.CityId,
            CaseId = begin.Id,
            Number = index + 1,
            Facts = risk.Facts,
            Visibility = risk.Visibility,
            ReviewDueOn = risk.ReviewDueOn,
            CityTold = risk.CityTold,
            HubTold = risk.HubTold,
            History = risk.History,
            ChangedAt = risk.ChangedAt,
        }));
        return new RiskRegister
        {
            Id = begin.Id,
            HubId = city.HubId,
            CityId = city.Id,
            Number = begin.Number,
            Title = $"{cycle}",
            StatusSince = begin.At,
            OpenedAt = begin.At,
            OpenedById = by.PersonId,
            InstanceId = begin.InstanceId,
            Cycle = cycle,
            OpenNumbers = [.. kept.Select((_, index) => index + 1)],
        };
    }
}
