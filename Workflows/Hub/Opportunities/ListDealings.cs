using MediatR;
using Microsoft.EntityFrameworkCore;
using StrongCities.Hub.Cases;
using StrongCities.Hub.People;
using StrongCities.Hub.Persistence;
using StrongCities.Hub.Pipeline;
using StrongCities.Hub.Tasks;

namespace StrongCities.Hub.Opportunities;

/// <summary>Somebody lists the dealings with opportunities that they may see: a city its own, the hub all of them and its own cases.</summary>
/// <param name="Viewer">Of a city or its hub.</param>
/// <param name="OpportunityId">Only with this one.</param>
public sealed record ListDealings(Viewer Viewer, Guid? OpportunityId = null) : IAsViewer<IReadOnlyList<DealingLine>>
{
    /// <inheritdoc/>
    public static Roles Allowed => RoleSets.City | RoleSets.CaseStaff;

    /// <inheritdoc/>
    public static IReadOnlyList<DealingLine> NotFound => [];

    /// <summary>Leaves out what is closed.</summary>
    public bool OnlyOpen { get; init; }
}

/// <summary>One case.</summary>
/// <param name="Case">Of a city with an opportunity, or the hub's own.</param>
/// <param name="CityName">The city; <see langword="null"/> for the hub's own.</param>
/// <param name="Holder">Who has it now.</param>
/// <param name="NextBy">When the next step is due.</param>
/// <param name="Tasks">What is asked now.</param>
public sealed record DealingLine(CaseOfOpportunity Case, string? CityName, CaseHolder Holder, DateTimeOffset? NextBy, IReadOnlyList<TaskLine> Tasks)
{
    /// <summary>Whether its reader is asked something.</summary>
    public bool IsMyTurn => Tasks.Any(task => task.IsMine);
}

internal sealed class ListDealingsHandler(HubDbFactory databases) : IRequestHandler<ListDealings, IReadOnlyList<DealingLine>>
{
    private const int Most = 200;

    public async Task<IReadOnlyList<DealingLine>> Handle(ListDealings request, CancellationToken cancellationToken)
    {
        await using var db = databases.Create(request.Viewer);
        var cases = await db.Cases.OfType<CaseOfOpportunity>().AsNoTracking()
            .Where(about => (request.OpportunityId == null || about.OpportunityId == request.OpportunityId) && (!request.OnlyOpen || about.ClosedAt == null))
            .OrderBy(about => about.ClosedAt != null).ThenByDescending(about => about.OpenedAt).Take(Most).ToListAsync(cancellationToken);
        var ids = cases.ConvertAll(about => about.Id);
        var tasks = (await TaskLines.ReadAsync(db, db.Tasks.Where(task => ids.Contains(task.CaseId) && task.State == TaskState.Open), request.Viewer, cancellationToken))
            .ToLookup(line => line.Task.CaseId);
        var cities = await db.Cities.ToDictionaryAsync(city => city.Id, city => city.Name, cancellationToken);
        return
        [
            .. cases.Select(about => new DealingLine(
                about,
                about.CityId is { } city ? cities.GetValueOrDefault(city) : null,
                CaseHolders.Of(about, tasks[about.Id]),
                tasks[about.Id].Min(line => line.Task.DueAt),
                [.. tasks[about.Id]])),
        ];
    }
}
