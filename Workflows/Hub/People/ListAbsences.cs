using MediatR;
using Microsoft.EntityFrameworkCore;
using StrongCities.Hub.Persistence;
using StrongCities.Hub.Pipeline;

namespace StrongCities.Hub.People;

/// <summary>Somebody looks at when they are away, and who stands in.</summary>
/// <param name="Viewer">Anybody signed in.</param>
public sealed record ListAbsences(Viewer Viewer) : IAsViewer<AbsencePage>
{
    /// <inheritdoc/>
    public static Roles Allowed => RoleSets.City | RoleSets.Staff;

    /// <inheritdoc/>
    public static AbsencePage NotFound => new([], [], []);
}

/// <summary>Somebody's absences.</summary>
/// <param name="Mine">Current and coming ones, the next first.</param>
/// <param name="StandingIn">When the viewer stands in for others, the next first.</param>
/// <param name="Colleagues">Who may stand in: active people of the same side who can act for it.</param>
public sealed record AbsencePage(IReadOnlyList<AbsenceLine> Mine, IReadOnlyList<AbsenceLine> StandingIn, IReadOnlyList<Person> Colleagues);

/// <summary>An absence.</summary>
/// <param name="Absence">As kept.</param>
/// <param name="PersonName">Who is away.</param>
/// <param name="SubstituteName">Who stands in.</param>
public sealed record AbsenceLine(Absence Absence, string PersonName, string SubstituteName);

internal sealed class ListAbsencesHandler(HubDbFactory databases, TimeProvider clock) : IRequestHandler<ListAbsences, AbsencePage>
{
    public async Task<AbsencePage> Handle(ListAbsences request, CancellationToken cancellationToken)
    {
        await using var db = databases.Create(request.Viewer);
        var me = await db.People.AsNoTracking().SingleAsync(p => p.Id == request.Viewer.PersonId, cancellationToken);
        var today = await Substitutes.TodayAsync(db, me, clock.GetUtcNow(), cancellationToken);
        var lines = await (
            from absence in db.Absences.AsNoTracking()
            join person in db.People on absence.PersonId equals person.Id
            join substitute in db.People on absence.SubstituteId equals substitute.Id
            where absence.EndedAt == null && absence.Until >= today && (person.Id == me.Id || substitute.Id == me.Id)
            orderby absence.From
            select new AbsenceLine(absence, person.Name, substitute.Name)).ToListAsync(cancellationToken);
        return new AbsencePage(
            [.. lines.Where(line => line.Absence.PersonId == me.Id)],
            [.. lines.Where(line => line.Absence.SubstituteId == me.Id)],
            await Colleagues(db, me).OrderBy(p => p.Name).ToListAsync(cancellationToken));
    }

    /// <summary>Who may stand in for somebody: of the same city or the same staff, and able to act for it.</summary>
    public static IQueryable<Person> Colleagues(HubDb db, Person person) => db.People.AsNoTracking().Where(p =>
        p.HubId == person.HubId && p.CityId == person.CityId && p.Id != person.Id && p.IsActive
        && (p.Roles & (person.CityId == null ? RoleSets.CaseStaff : RoleSets.City & ~Roles.Viewer)) != 0);
}
