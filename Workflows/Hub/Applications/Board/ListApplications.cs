using MediatR;
using Microsoft.EntityFrameworkCore;
using StrongCities.Hub.Calendars;
using StrongCities.Hub.Cases;
using StrongCities.Hub.Cities;
using StrongCities.Hub.Opportunities;
using StrongCities.Hub.People;
using StrongCities.Hub.Persistence;
using StrongCities.Hub.Pipeline;
using StrongCities.Hub.Tasks;

namespace StrongCities.Hub.Applications.Board;

/// <summary>Somebody looks at the applications that they may see: a city at its own, the hub at all its cities'.</summary>
/// <param name="Viewer">Of a city or its hub.</param>
public sealed record ListApplications(Viewer Viewer) : IAsViewer<IReadOnlyList<ApplicationLine>?>
{
    /// <inheritdoc/>
    public static Roles Allowed => RoleSets.City | RoleSets.CaseStaff;

    /// <inheritdoc/>
    public static IReadOnlyList<ApplicationLine>? NotFound => null;
}

/// <summary>One application on the board.</summary>
/// <param name="Case">The application.</param>
/// <param name="City">Its city.</param>
/// <param name="Column">Where it stands on the board.</param>
/// <param name="Holder">Who has it now.</param>
/// <param name="Next">The plan's next open step; <see langword="null"/> where none is open.</param>
/// <param name="Deadline">When it must be in; <see langword="null"/> where nobody knows.</param>
/// <param name="Risk">Whether the plan can hold; none once it is over.</param>
/// <param name="Tasks">What is asked now.</param>
public sealed record ApplicationLine(
    Application Case, City City, BoardColumn Column, CaseHolder Holder, Milestone? Next, DateTimeOffset? Deadline, PlanRisk Risk, IReadOnlyList<TaskLine> Tasks)
{
    /// <summary>Required papers that are not there.</summary>
    public int PapersMissing { get; init; }

    /// <summary>Required partners who have not signed.</summary>
    public int PartnersOpen { get; init; }

    /// <summary>Whether its reader is asked something.</summary>
    public bool IsMyTurn => Tasks.Any(task => task.IsMine);

    /// <summary>What it asks the funder for: as the proposal says, before that as the opportunity offers.</summary>
    public Money? Asked => Case.Proposal.Requested ?? Case.Brief.Support;

    /// <summary>What the city calls its project; until it has said so, the opportunity's title.</summary>
    public string Name => Case.Proposal.Title.Length > 0 ? Case.Proposal.Title : Case.Title;
}

internal sealed class ListApplicationsHandler(HubDbFactory databases, TimeProvider clock) : IRequestHandler<ListApplications, IReadOnlyList<ApplicationLine>?>
{
    private const int Most = 500;

    public async Task<IReadOnlyList<ApplicationLine>?> Handle(ListApplications request, CancellationToken cancellationToken)
    {
        await using var db = databases.Create(request.Viewer);
        var found = await db.Cases.OfType<Application>().AsNoTracking()
            .OrderBy(about => about.ClosedAt != null).ThenByDescending(about => about.OpenedAt).Take(Most).ToListAsync(cancellationToken);
        var ids = found.ConvertAll(about => about.Id);
        var plans = (await db.Milestones.AsNoTracking().Where(step => ids.Contains(step.CaseId)).ToListAsync(cancellationToken)).ToLookup(step => step.CaseId);
        var missing = (await db.Papers.Where(paper => ids.Contains(paper.CaseId) && paper.IsRequired && !db.PaperVersions.Any(v => v.PaperId == paper.Id))
            .Select(paper => paper.CaseId).ToListAsync(cancellationToken)).ToLookup(id => id);
        var unsigned = (await db.Partners
            .Where(partner => ids.Contains(partner.CaseId) && partner.IsRequired && partner.Mandate != MandateState.Signed && partner.Mandate != MandateState.Dropped)
            .Select(partner => partner.CaseId).ToListAsync(cancellationToken)).ToLookup(id => id);
        var tasks = (await TaskLines.ReadAsync(db, db.Tasks.Where(task => ids.Contains(task.CaseId) && task.State == TaskState.Open), request.Viewer, cancellationToken))
            .ToLookup(line => line.Task.CaseId);
        var cities = await db.Cities.AsNoTracking().ToDictionaryAsync(city => city.Id, cancellationToken);
        var now = clock.GetUtcNow();
        return
        [
            .. found.Select(about => LineOf(about, cities[about.CityId!.Value], [.. plans[about.Id]], [.. tasks[about.Id]], now) with
            {
                PapersMissing = missing[about.Id].Count(),
                PartnersOpen = unsigned[about.Id].Count(),
            }).OrderByDescending(line => line.Risk).ThenBy(line => line.Next?.DueAt ?? DateTimeOffset.MaxValue),
        ];
    }

    private static ApplicationLine LineOf(Application about, City city, IReadOnlyList<Milestone> plan, IReadOnlyList<TaskLine> tasks, DateTimeOffset now)
    {
        var column = BoardColumns.Of(about, plan);
        return new ApplicationLine(
            about,
            city,
            column,
            CaseHolders.Of(about, tasks),
            column == BoardColumn.Over ? null : PlanSteps.NextOf(plan),
            plan.FirstOrDefault(step => step.Kind == MilestoneKind.Deadline)?.DueAt ?? about.Brief.ClosesAt,
            column == BoardColumn.Over ? PlanRisk.None : PlanRisks.Of(plan, WorkingCalendars.Get(city.Calendar), now),
            tasks);
    }
}
