using MediatR;
using Microsoft.EntityFrameworkCore;
using StrongCities.Hub.Cases;
using StrongCities.Hub.People;
using StrongCities.Hub.Persistence;
using StrongCities.Hub.Pipeline;
using StrongCities.Hub.Tasks;

namespace StrongCities.Hub.Opportunities;

/// <summary>A city's person looks at the city's dealings with an opportunity, or at its application.</summary>
/// <param name="Viewer">Of that city.</param>
/// <param name="CaseId">The case.</param>
public sealed record GetCityOpportunity(Viewer Viewer, Guid CaseId) : IAsViewer<CityOpportunityPage?>
{
    /// <inheritdoc/>
    public static Roles Allowed => RoleSets.City;

    /// <inheritdoc/>
    public static CityOpportunityPage? NotFound => null;
}

/// <summary>The city's page. <see langword="null"/> in its place means: not found, or not theirs.</summary>
/// <param name="Case">The case.</param>
/// <param name="TimeZone">The city's, for every time on the page.</param>
/// <param name="Holder">Who has it now.</param>
/// <param name="NextBy">When the next step is due, or <see langword="null"/> when nothing is awaited.</param>
/// <param name="MyTasks">What the viewer can do now.</param>
/// <param name="Timeline">Newest last; only what the city sees.</param>
/// <param name="Attachments">Oldest first.</param>
public sealed record CityOpportunityPage(
    CaseOfOpportunity Case,
    string TimeZone,
    CaseHolder Holder,
    DateTimeOffset? NextBy,
    IReadOnlyList<TaskLine> MyTasks,
    IReadOnlyList<CaseEvent> Timeline,
    IReadOnlyList<Attachment> Attachments);

internal sealed class GetCityOpportunityHandler(HubDbFactory databases) : IRequestHandler<GetCityOpportunity, CityOpportunityPage?>
{
    public async Task<CityOpportunityPage?> Handle(GetCityOpportunity request, CancellationToken cancellationToken)
    {
        await using var db = databases.Create(request.Viewer);
        if (await db.Cases.OfType<CaseOfOpportunity>().AsNoTracking().SingleOrDefaultAsync(about => about.Id == request.CaseId && about.CityId != null, cancellationToken) is not { } found)
        {
            return null;
        }

        var tasks = await TaskLines.ReadAsync(db, db.Tasks.Where(t => t.CaseId == found.Id && t.State == TaskState.Open), request.Viewer, cancellationToken);
        return new CityOpportunityPage(
            found,
            await db.Cities.Where(city => city.Id == found.CityId).Select(city => city.TimeZone).SingleAsync(cancellationToken),
            CaseHolders.Of(found, tasks),
            tasks.Min(line => line.Task.DueAt),
            [.. tasks.Where(line => line.IsMine)],
            await db.CaseEvents.AsNoTracking().Where(e => e.CaseId == found.Id).OrderBy(e => e.Id).ToListAsync(cancellationToken),
            await db.Attachments.AsNoTracking().Where(f => f.CaseId == found.Id).OrderBy(f => f.UploadedAt).ToListAsync(cancellationToken));
    }
}
