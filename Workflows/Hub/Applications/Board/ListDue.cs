using MediatR;
using Microsoft.EntityFrameworkCore;
using StrongCities.Hub.Awards;
using StrongCities.Hub.Calendars;
using StrongCities.Hub.Cases;
using StrongCities.Hub.Cities;
using StrongCities.Hub.Opportunities;
using StrongCities.Hub.People;
using StrongCities.Hub.Persistence;
using StrongCities.Hub.Pipeline;

namespace StrongCities.Hub.Applications.Board;

/// <summary>Somebody looks at what is due: steps of plans, funders' questions, what is owed for awards. A city sees its own, the hub all its cities'.</summary>
/// <param name="Viewer">Of a city or its hub.</param>
public sealed record ListDue(Viewer Viewer) : IAsViewer<IReadOnlyList<DueLine>?>
{
    /// <inheritdoc/>
    public static Roles Allowed => RoleSets.City | RoleSets.CaseStaff;

    /// <inheritdoc/>
    public static IReadOnlyList<DueLine>? NotFound => null;

    /// <summary>Only of this city.</summary>
    public Guid? CityId { get; init; }

    /// <summary>Only what the case's advisor, this person, looks after.</summary>
    public Guid? AdvisorId { get; init; }

    /// <summary>Only of this application or award.</summary>
    public Guid? CaseId { get; init; }

    /// <summary>Only what is late, or belongs to a plan that may not hold.</summary>
    public bool OnlyAtRisk { get; init; }

    /// <summary>Only what is due within this many days; late things always.</summary>
    public int? WithinDays { get; init; }
}

/// <summary>One thing that is due.</summary>
/// <param name="Id">Of the step, question or obligation.</param>
/// <param name="Case">The application or award.</param>
/// <param name="City">Its city.</param>
/// <param name="What">A key of the hub's words, or somebody's own.</param>
/// <param name="Owner">Who sees to it.</param>
/// <param name="DueAt">When.</param>
/// <param name="IsLate">Whether that has passed.</param>
/// <param name="Risk">Whether the application's plan can hold; none for what is owed for an award.</param>
public sealed record DueLine(Guid Id, CaseOfOpportunity Case, City City, string What, CaseRole Owner, DateTimeOffset DueAt, bool IsLate, PlanRisk Risk)
{
    /// <summary>What the city calls its project; until it has said so, the opportunity's title.</summary>
    public string Name => Case is Application { Proposal.Title.Length: > 0 } named ? named.Proposal.Title : Case.Title;
}

internal sealed class ListDueHandler(HubDbFactory databases, TimeProvider clock) : IRequestHandler<ListDue, IReadOnlyList<DueLine>?>
{
    private const int Most = 2_000;

    public async Task<IReadOnlyList<DueLine>?> Handle(ListDue request, CancellationToken cancellationToken)
    {
        await using var db = databases.Create(request.Viewer);
        var cases = await db.Cases.OfType<CaseOfOpportunity>().AsNoTracking()
            .Where(about => (about is Application || about is Award) && about.ClosedAt == null && about.CityId != null)
            .Where(about => request.CaseId == null || about.Id == request.CaseId)
            .Where(about => request.CityId == null || about.CityId == request.CityId)
            .Where(about => request.AdvisorId == null || about.AdvisorId == request.AdvisorId)
            .ToDictionaryAsync(about => about.Id, cancellationToken);
        var ids = cases.Keys.ToList();
        var cities = await db.Cities.AsNoTracking().ToDictionaryAsync(city => city.Id, cancellationToken);
        var plans = (await db.Milestones.AsNoTracking().Where(step => ids.Contains(step.CaseId)).ToListAsync(cancellationToken)).ToLookup(step => step.CaseId);
        var asked = await db.Clarifications.AsNoTracking().Where(a => ids.Contains(a.CaseId) && a.ByFunder && a.AnsweredAt == null && a.DueAt != null).ToListAsync(cancellationToken);
        var owed = await db.Obligations.AsNoTracking()
            .Where(o => ids.Contains(o.CaseId) && o.State != ObligationState.Submitted && o.State != ObligationState.Accepted && o.State != ObligationState.Waived)
            .ToListAsync(cancellationToken);
        var now = clock.GetUtcNow();
        var risks = cases.Values.ToDictionary(about => about.Id, about => PlanRisks.Of([.. plans[about.Id]], CalendarOf(about), now));
        DueLine[] lines =
        [
            .. plans.Where(plan => !PlanSteps.IsHandedIn(plan)).SelectMany(plan => plan).Where(step => step.DoneAt is null && (PlanRisks.IsLate(step, now) || step.DueAt >= now))
                .Select(step => LineOf(step.Id, step.CaseId, $"Milestone.{step.Kind}", step.Owner, step.DueAt)),
            .. asked.Select(question => LineOf(question.Id, question.CaseId, "Due.Clarification", CaseRole.Coordinator, question.DueAt!.Value)),
            .. owed.Select(o => LineOf(o.Id, o.CaseId, o.Name ?? $"Obligation.{o.Kind}", CaseRole.Coordinator, o.DueAt)),
        ];
        var until = request.WithinDays is { } days ? now.AddDays(days) : DateTimeOffset.MaxValue;
        return
        [
            .. lines.Where(line => line.DueAt <= until && (!request.OnlyAtRisk || line.IsLate || line.Risk != PlanRisk.None))
                .OrderBy(line => line.DueAt).ThenBy(line => line.City.Name, StringComparer.Ordinal).Take(Most),
        ];

        DueLine LineOf(Guid id, Guid caseId, string what, CaseRole owner, DateTimeOffset due) =>
            new(id, cases[caseId], cities[cases[caseId].CityId!.Value], what, owner, due, due < now, risks[caseId]);

        WorkingCalendar CalendarOf(CaseOfOpportunity about) => WorkingCalendars.Get(cities[about.CityId!.Value].Calendar);
    }
}
