using MediatR;
using Microsoft.EntityFrameworkCore;
using StrongCities.Hub.People;
using StrongCities.Hub.Persistence;
using StrongCities.Hub.Pipeline;

namespace StrongCities.Hub.Practices;

/// <summary>Hub staff list all good practices of their hub, and the requests of which one could be written.</summary>
/// <param name="Viewer">Staff who see cases.</param>
public sealed record ListPractices(Viewer Viewer) : IAsViewer<PracticeList?>
{
    /// <inheritdoc/>
    public static Roles Allowed => RoleSets.CaseStaff;

    /// <inheritdoc/>
    public static PracticeList? NotFound => null;
}

/// <summary>A hub's good practices, for its staff.</summary>
/// <param name="Lines">The newest change first.</param>
/// <param name="Could">Requests whose help was given and of which none was begun, the newest first.</param>
/// <param name="HubKey">The hub's key, for its public page.</param>
public sealed record PracticeList(IReadOnlyList<PracticeLine> Lines, IReadOnlyList<PracticeSource> Could, string HubKey);

/// <summary>A good practice in a list.</summary>
/// <param name="Id">The case.</param>
/// <param name="Number">Its number.</param>
/// <param name="Title">One line.</param>
/// <param name="City">The city's name.</param>
/// <param name="Phase">Where it stands.</param>
/// <param name="Since">Since when.</param>
public sealed record PracticeLine(Guid Id, string Number, string Title, string City, PracticePhase Phase, DateTimeOffset Since);

/// <summary>A request of which a good practice could be written.</summary>
/// <param name="RequestId">The request.</param>
/// <param name="Number">Its number.</param>
/// <param name="Title">One line.</param>
/// <param name="City">The city's name.</param>
public sealed record PracticeSource(Guid RequestId, string Number, string Title, string City);

internal sealed class ListPracticesHandler(HubDbFactory databases) : IRequestHandler<ListPractices, PracticeList?>
{
    private const int MostSources = 20;

    public async Task<PracticeList?> Handle(ListPractices request, CancellationToken cancellationToken)
    {
        await using var db = databases.Create(request.Viewer);
        var lines = from practice in db.Cases.OfType<GoodPractice>()
                    join city in db.Cities on practice.CityId equals city.Id
                    orderby practice.StatusSince descending
                    select new PracticeLine(practice.Id, practice.Number, practice.Title, city.Name, practice.Phase, practice.StatusSince);
        var could = from about in PracticeRules.Helped(db)
                    join city in db.Cities on about.CityId equals city.Id
                    where !db.Cases.OfType<GoodPractice>().Any(practice => practice.RequestId == about.Id)
                    orderby about.StatusSince descending
                    select new PracticeSource(about.Id, about.Number, about.Title, city.Name);
        return new PracticeList(
            await lines.ToListAsync(cancellationToken),
            await could.Take(MostSources).ToListAsync(cancellationToken),
            await db.Hubs.Select(hub => hub.Key).SingleAsync(cancellationToken));
    }
}
