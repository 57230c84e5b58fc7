using System.Data;
using MediatR;
using Microsoft.EntityFrameworkCore;
using StrongCities.Engine.Execution;
using StrongCities.Hub.Cities;
using StrongCities.Hub.Mail;
using StrongCities.Hub.People;
using StrongCities.Hub.Persistence;
using StrongCities.Hub.Pipeline;
using StrongCities.Hub.Record;
using StrongCities.Hub.Tasks;

namespace StrongCities.Hub.Cases;

/// <summary>Hub staff look at a case from all sides.</summary>
/// <param name="Viewer">Staff of the case's hub.</param>
/// <param name="CaseId">The case.</param>
public sealed record GetCase(Viewer Viewer, Guid CaseId) : IAsViewer<CasePage?>
{
    /// <inheritdoc/>
    public static Roles Allowed => RoleSets.CaseStaff;

    /// <inheritdoc/>
    public static CasePage? NotFound => null;
}

/// <summary>The case page. <see langword="null"/> in its place means: not found, or not theirs.</summary>
/// <param name="Case">The case.</param>
/// <param name="City">Its city; <see langword="null"/> in a case of the hub's own.</param>
/// <param name="AskedBy">Who opened it; <see langword="null"/> for a process.</param>
/// <param name="Advisor">Who owns it.</param>
/// <param name="Holder">Who has it now.</param>
/// <param name="Gaps">What is missing, keys of the hub's words.</param>
/// <param name="Tasks">All, newest first.</param>
/// <param name="Mails">All, newest first.</param>
/// <param name="Timeline">Newest last; everything.</param>
/// <param name="Attachments">Oldest first.</param>
/// <param name="Incidents">What went wrong in its instance.</param>
/// <param name="Advisors">Whom it can be assigned to.</param>
/// <param name="Record">Whether its votes and acts are as they were written.</param>
public sealed record CasePage(
    Case Case,
    City? City,
    Person? AskedBy,
    Person? Advisor,
    CaseHolder Holder,
    IReadOnlyList<string> Gaps,
    IReadOnlyList<TaskLine> Tasks,
    IReadOnlyList<MailRecord> Mails,
    IReadOnlyList<CaseEvent> Timeline,
    IReadOnlyList<Attachment> Attachments,
    IReadOnlyList<string> Incidents,
    IReadOnlyList<Person> Advisors,
    CaseRecord Record);

/// <summary>Whether a case's record is as it was written.</summary>
/// <param name="Rows">How many votes and acts there are.</param>
/// <param name="Findings">What is wrong; empty when nothing is.</param>
public sealed record CaseRecord(int Rows, IReadOnlyList<RecordFinding> Findings);

internal sealed class GetCaseHandler(HubDbFactory databases, RecordKey key) : IRequestHandler<GetCase, CasePage?>
{
    public async Task<CasePage?> Handle(GetCase request, CancellationToken cancellationToken)
    {
        await using var db = databases.Create(request.Viewer);
        var found = await db.Cases.AsNoTracking().SingleOrDefaultAsync(r => r.Id == request.CaseId, cancellationToken);
        if (found is null)
        {
            return null;
        }

        var tasks = await TaskLines.ReadAsync(db, db.Tasks.Where(t => t.CaseId == found.Id), request.Viewer, cancellationToken);
        var files = await db.Attachments.AsNoTracking().Where(f => f.CaseId == found.Id).OrderBy(f => f.UploadedAt).ToListAsync(cancellationToken);
        return new CasePage(
            found,
            await db.Cities.AsNoTracking().SingleOrDefaultAsync(c => c.Id == found.CityId, cancellationToken),
            await db.People.AsNoTracking().SingleOrDefaultAsync(p => p.Id == found.OpenedById, cancellationToken),
            await db.People.AsNoTracking().SingleOrDefaultAsync(p => p.Id == found.AdvisorId, cancellationToken),
            CaseHolders.Of(found, tasks),
            found.Gaps(files.Count),
            tasks,
            await db.Mails.AsNoTracking().Where(m => m.CaseId == found.Id).OrderByDescending(m => m.QueuedAt).ToListAsync(cancellationToken),
            await db.CaseEvents.AsNoTracking().Where(e => e.CaseId == found.Id).OrderBy(e => e.Id).ToListAsync(cancellationToken),
            files,
            await IncidentsAsync(db, found.InstanceId, cancellationToken),
            await TaskPages.CaseStaffAsync(db, found.HubId, cancellationToken),
            await RecordAsync(db, found.Id, cancellationToken));
    }

    private async Task<CaseRecord> RecordAsync(HubDb db, Guid caseId, CancellationToken cancellation)
    {
        // A vote that comes between the two questions must not look like damage.
        await using var transaction = await db.Database.BeginTransactionAsync(IsolationLevel.ReadUncommitted, cancellation);
        var rows = await VerifyRecordHandler.RowsAsync(db, caseId, cancellation);
        var seal = await db.CaseSeals.AsNoTracking().SingleOrDefaultAsync(s => s.CaseId == caseId, cancellation);
        return new CaseRecord(rows.Count, rows.Count == 0 && seal is null ? [] : RecordCheck.Run(key.Read(), caseId, rows, seal));
    }

    private static async Task<IReadOnlyList<string>> IncidentsAsync(HubDb db, string instanceId, CancellationToken cancellation)
    {
        var state = await db.Instances.Where(i => i.Id == instanceId && i.IncidentCount > 0).Select(i => i.State).SingleOrDefaultAsync(cancellation);
        return state is null ? [] : [.. InstanceState.FromUtf8(state).Incidents.Select(incident => incident.Message)];
    }
}
