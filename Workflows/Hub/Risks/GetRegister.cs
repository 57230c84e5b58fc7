using MediatR;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using StrongCities.Hub.Calendars;
using StrongCities.Hub.Cases;
using StrongCities.Hub.Cities;
using StrongCities.Hub.People;
using StrongCities.Hub.Persistence;
using StrongCities.Hub.Pipeline;
using StrongCities.Hub.Tasks;

namespace StrongCities.Hub.Risks;

/// <summary>Somebody of a city looks at its register.</summary>
/// <param name="Viewer">Of the city.</param>
public sealed record GetRegister(Viewer Viewer) : IAsViewer<RegisterPage?>
{
    /// <inheritdoc/>
    public static Roles Allowed => RoleSets.City;

    /// <inheritdoc/>
    public static RegisterPage? NotFound => null;
}

/// <summary>A city's register from all sides. <see langword="null"/> in its place means: not theirs.</summary>
/// <param name="City">Whose it is.</param>
/// <param name="Register">The running one; <see langword="null"/> before the first.</param>
/// <param name="Risks">Open ones, the highest first.</param>
/// <param name="Archived">Those that have left the grid, newest first.</param>
/// <param name="Ratings">Of the departments, newest first.</param>
/// <param name="Endorsements">What the mayor signed, of every cycle, newest first.</param>
/// <param name="MyTasks">What the viewer can do now.</param>
/// <param name="Timeline">Newest last.</param>
/// <param name="Bands">Where the colours begin.</param>
/// <param name="Today">The day in the city.</param>
public sealed record RegisterPage(
    City City,
    RiskRegister? Register,
    IReadOnlyList<Risk> Risks,
    IReadOnlyList<Risk> Archived,
    IReadOnlyList<RiskRating> Ratings,
    IReadOnlyList<RegisterEndorsement> Endorsements,
    IReadOnlyList<TaskLine> MyTasks,
    IReadOnlyList<CaseEvent> Timeline,
    RiskBands Bands,
    DateOnly Today)
{
    /// <summary>Whether a new cycle can be opened.</summary>
    public bool CanOpen => Register is null || (Register.Cycle < Today.Year && Register.Phase == RegisterPhase.Active);

    /// <summary>Whether risks can be changed now.</summary>
    public bool CanChange => Register is { Phase: not RegisterPhase.Endorsement };
}

internal sealed class GetRegisterHandler(HubDbFactory databases, IOptions<RiskOptions> options, TimeProvider clock) : IRequestHandler<GetRegister, RegisterPage?>
{
    public async Task<RegisterPage?> Handle(GetRegister request, CancellationToken cancellationToken)
    {
        await using var db = databases.Create(request.Viewer);
        if (await db.Cities.AsNoTracking().SingleOrDefaultAsync(one => one.Id == request.Viewer.CityId, cancellationToken) is not { } city)
        {
            return null;
        }

        var register = await ChangeRegister.RunningOf(db, city.Id).AsNoTracking().FirstOrDefaultAsync(cancellationToken);
        var id = register?.Id ?? Guid.Empty;
        var risks = await db.Risks.AsNoTracking().Where(risk => risk.CaseId == id).ToListAsync(cancellationToken);
        var tasks = await TaskLines.ReadAsync(db, db.Tasks.Where(task => task.CaseId == id && task.State == TaskState.Open), request.Viewer, cancellationToken);
        return new RegisterPage(
            city,
            register,
            [.. risks.Where(risk => risk.ArchivedAt is null).OrderBy(risk => risk.Facts, RiskOrder.HighestFirst).ThenBy(risk => risk.Number)],
            [.. risks.Where(risk => risk.ArchivedAt is not null).OrderByDescending(risk => risk.ArchivedAt)],
            await db.RiskRatings.AsNoTracking().Where(rating => db.Risks.Any(risk => risk.Id == rating.RiskId && risk.CaseId == id))
                .OrderByDescending(rating => rating.At).ThenBy(rating => rating.PersonName).ToListAsync(cancellationToken),
            await db.RegisterEndorsements.AsNoTracking().OrderByDescending(signed => signed.At).ToListAsync(cancellationToken),
            [.. tasks.Where(line => line.IsMine)],
            await db.CaseEvents.AsNoTracking().Where(line => line.CaseId == id).OrderBy(line => line.Id).ToListAsync(cancellationToken),
            options.Value.Bands,
            WorkingCalendars.Get(city.Calendar).LocalDay(clock.GetUtcNow()));
    }
}
