using MediatR;
using Microsoft.EntityFrameworkCore;
using StrongCities.Hub.Applications.Papers;
using StrongCities.Hub.Awards;
using StrongCities.Hub.Calendars;
using StrongCities.Hub.Cases;
using StrongCities.Hub.Cities;
using StrongCities.Hub.People;
using StrongCities.Hub.Persistence;
using StrongCities.Hub.Pipeline;
using StrongCities.Hub.Tasks;

namespace StrongCities.Hub.Applications.Board;

/// <summary>Somebody looks at an application from all sides.</summary>
/// <param name="Viewer">Of its city, or staff of its hub.</param>
/// <param name="CaseId">The application.</param>
public sealed record GetApplication(Viewer Viewer, Guid CaseId) : IAsViewer<ApplicationPage?>
{
    /// <inheritdoc/>
    public static Roles Allowed => RoleSets.City | RoleSets.CaseStaff;

    /// <inheritdoc/>
    public static ApplicationPage? NotFound => null;
}

/// <summary>An application's page. <see langword="null"/> in its place means: not found, or not theirs.</summary>
/// <param name="Case">The application.</param>
/// <param name="City">Its city; its zone is that of every time on the city's page.</param>
/// <param name="Holder">Who has it now.</param>
/// <param name="NextBy">When the open task is due; <see langword="null"/> where nothing is awaited.</param>
/// <param name="MyTasks">What the reader can do now.</param>
/// <param name="Plan">By due time.</param>
/// <param name="Risk">Whether the plan can hold.</param>
/// <param name="Papers">The checklist.</param>
/// <param name="Partners">By name.</param>
/// <param name="Clarifications">Newest first.</param>
/// <param name="Timeline">Newest last; only what the reader may see.</param>
/// <param name="Attachments">Files that are no versions of papers, oldest first.</param>
/// <param name="AwardId">The award that it won; <see langword="null"/> while there is none.</param>
/// <param name="MayEditPapers">Whether the reader may change the checklist now.</param>
public sealed record ApplicationPage(
    Application Case,
    City City,
    CaseHolder Holder,
    DateTimeOffset? NextBy,
    IReadOnlyList<TaskLine> MyTasks,
    IReadOnlyList<Milestone> Plan,
    PlanRisk Risk,
    IReadOnlyList<PaperLine> Papers,
    IReadOnlyList<PartnerLine> Partners,
    IReadOnlyList<Clarification> Clarifications,
    IReadOnlyList<CaseEvent> Timeline,
    IReadOnlyList<Attachment> Attachments,
    Guid? AwardId,
    bool MayEditPapers)
{
    /// <summary>What the city calls its project; until it has said so, the opportunity's title.</summary>
    public string Name => Case.Proposal.Title.Length > 0 ? Case.Proposal.Title : Case.Title;

    /// <summary>The coordinator who leads it; <see langword="null"/> while all of the city's do.</summary>
    public string? CoordinatorName { get; init; }

    /// <summary>How much a requested amount differs from what the concept note said, as a part of it; <see langword="null"/> where one is unknown.</summary>
    public decimal? Drift => Case is { Concept.Requested: { Amount: > 0 } before, Proposal.Requested: { } asked } && before.Currency == asked.Currency
        ? (asked.Amount - before.Amount) / before.Amount
        : null;
}

/// <summary>A partner with who answers for it.</summary>
/// <param name="Partner">The partner.</param>
/// <param name="ContactName">The person; <see langword="null"/> where nobody of the directory does, or its reader may not know them.</param>
public sealed record PartnerLine(Partner Partner, string? ContactName);

internal sealed class GetApplicationHandler(HubDbFactory databases, TimeProvider clock) : IRequestHandler<GetApplication, ApplicationPage?>
{
    public async Task<ApplicationPage?> Handle(GetApplication request, CancellationToken cancellationToken)
    {
        await using var db = databases.Create(request.Viewer);
        if (await db.Cases.OfType<Application>().AsNoTracking().SingleOrDefaultAsync(about => about.Id == request.CaseId, cancellationToken) is not { CityId: not null } found)
        {
            return null;
        }

        var city = await db.Cities.AsNoTracking().SingleAsync(c => c.Id == found.CityId, cancellationToken);
        var tasks = await TaskLines.ReadAsync(db, db.Tasks.Where(t => t.CaseId == found.Id && t.State == TaskState.Open), request.Viewer, cancellationToken);
        var plan = (await db.Milestones.AsNoTracking().Where(step => step.CaseId == found.Id).ToListAsync(cancellationToken)).InOrder().ToList();
        return new ApplicationPage(
            found,
            city,
            CaseHolders.Of(found, tasks),
            tasks.Min(line => line.Task.DueAt),
            [.. tasks.Where(line => line.IsMine)],
            plan,
            found.ClosedAt is null ? PlanRisks.Of(plan, WorkingCalendars.Get(city.Calendar), clock.GetUtcNow()) : PlanRisk.None,
            await ListPapers.OfAsync(db, found.Id, cancellationToken),
            await PartnersAsync(db, found.Id, cancellationToken),
            await db.Clarifications.AsNoTracking().Where(asked => asked.CaseId == found.Id).OrderByDescending(asked => asked.AskedAt).ToListAsync(cancellationToken),
            await db.CaseEvents.AsNoTracking().Where(line => line.CaseId == found.Id).OrderBy(line => line.Id).ToListAsync(cancellationToken),
            await db.Attachments.AsNoTracking().Where(file => file.CaseId == found.Id && !db.PaperVersions.Any(v => v.AttachmentId == file.Id))
                .OrderBy(file => file.UploadedAt).ToListAsync(cancellationToken),
            await db.Cases.OfType<Award>().Where(award => award.ApplicationId == found.Id).Select(award => (Guid?)award.Id).FirstOrDefaultAsync(cancellationToken),
            !PaperGate.IsShut(found) && request.Viewer.Is(PaperGate.Editors))
        {
            CoordinatorName = await db.People.Where(person => person.Id == found.CoordinatorId).Select(person => person.Name).SingleOrDefaultAsync(cancellationToken),
        };
    }

    private static async Task<IReadOnlyList<PartnerLine>> PartnersAsync(HubDb db, Guid caseId, CancellationToken cancellation)
    {
        var partners = await db.Partners.AsNoTracking().Where(partner => partner.CaseId == caseId).OrderBy(partner => partner.Name).ToListAsync(cancellation);
        var contacts = partners.ConvertAll(partner => partner.ContactId);
        var names = await db.People.Where(person => contacts.Contains(person.Id)).ToDictionaryAsync(person => person.Id, person => person.Name, cancellation);
        return [.. partners.Select(partner => new PartnerLine(partner, partner.ContactId is { } contact ? names.GetValueOrDefault(contact) : null))];
    }
}
