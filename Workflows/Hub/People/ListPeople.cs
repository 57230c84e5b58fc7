using MediatR;
using Microsoft.EntityFrameworkCore;
using StrongCities.Hub.Persistence;
using StrongCities.Hub.Pipeline;

namespace StrongCities.Hub.People;

/// <summary>A hub lead lists the people of hub and cities.</summary>
/// <param name="Viewer">A hub lead.</param>
public sealed record ListPeople(Viewer Viewer) : IAsViewer<IReadOnlyList<PersonLine>?>
{
    /// <inheritdoc/>
    public static Roles Allowed => Roles.HubLead;

    /// <inheritdoc/>
    public static IReadOnlyList<PersonLine>? NotFound => null;
}

/// <summary>A person in the list.</summary>
/// <param name="Person">Who.</param>
/// <param name="CityName">Their city, or <see langword="null"/> for staff.</param>
public sealed record PersonLine(Person Person, string? CityName);

internal sealed class ListPeopleHandler(HubDbFactory databases) : IRequestHandler<ListPeople, IReadOnlyList<PersonLine>?>
{
    public async Task<IReadOnlyList<PersonLine>?> Handle(ListPeople request, CancellationToken cancellationToken)
    {
        await using var db = databases.Create(request.Viewer);
        var lines =
            from person in db.People.AsNoTracking()
            // An expert has no role here: the pool lists them.
            where person.CityId != null || person.Roles != Roles.None
            join city in db.Cities on person.CityId equals (Guid?)city.Id into cities
            from city in cities.DefaultIfEmpty()
            orderby city == null ? 0 : 1, city.Name, person.Name
            select new PersonLine(person, city.Name);
        return await lines.ToListAsync(cancellationToken);
    }
}
