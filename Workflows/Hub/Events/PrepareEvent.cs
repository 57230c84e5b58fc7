using MediatR;
using Microsoft.EntityFrameworkCore;
using StrongCities.Hub.Cities;
using StrongCities.Hub.People;
using StrongCities.Hub.Persistence;
using StrongCities.Hub.Pipeline;
using StrongCities.Hub.Risks;

namespace StrongCities.Hub.Events;

/// <summary>An advisor is about to propose an event: by hand, for cities that share a high risk, or out of a request. Changes nothing.</summary>
/// <param name="Viewer">At the hub.</param>
/// <param name="Theme">What several cities have among their high risks, or <see langword="null"/>.</param>
/// <param name="FromCaseId">The request, or <see langword="null"/>.</param>
public sealed record PrepareEvent(Viewer Viewer, string? Theme, Guid? FromCaseId) : IAsViewer<EventDraft?>
{
    /// <inheritdoc/>
    public static Roles Allowed => RoleSets.CaseStaff;

    /// <inheritdoc/>
    public static EventDraft? NotFound => null;
}

/// <summary>What an event may begin with. <see langword="null"/> in its place means: not theirs.</summary>
/// <param name="Cities">To choose from, by name.</param>
/// <param name="Chosen">Those that are chosen already.</param>
/// <param name="Theme">The theme, where several cities share it.</param>
/// <param name="Title">Of the request, or empty.</param>
/// <param name="Purpose">What the request wishes, or empty.</param>
/// <param name="FromCaseId">The request, where the viewer sees it.</param>
public sealed record EventDraft(IReadOnlyList<City> Cities, IReadOnlyList<Guid> Chosen, string? Theme, string Title, string Purpose, Guid? FromCaseId);

internal sealed class PrepareEventHandler(HubDbFactory databases, IMediator mediator) : IRequestHandler<PrepareEvent, EventDraft?>
{
    public async Task<EventDraft?> Handle(PrepareEvent request, CancellationToken cancellationToken)
    {
        await using var db = databases.Create(request.Viewer);
        var cities = await db.Cities.AsNoTracking().OrderBy(city => city.Name).ToListAsync(cancellationToken);
        if (request.FromCaseId is { } id && await db.Requests.AsNoTracking().SingleOrDefaultAsync(one => one.Id == id, cancellationToken) is { } asked)
        {
            return new EventDraft(cities, asked.CityId is { } home ? [home] : [], null, asked.Title, asked.Form.Wish ?? "", asked.Id);
        }

        var joint = request.Theme is { } theme
            ? (await mediator.Send(new ListRisks(request.Viewer), cancellationToken))?.Joint.FirstOrDefault(one => one.Theme == theme)
            : null;
        return new EventDraft(cities, [.. cities.Where(city => joint?.Cities.Contains(city.Name) == true).Select(city => city.Id)], joint?.Theme, "", "", null);
    }
}
