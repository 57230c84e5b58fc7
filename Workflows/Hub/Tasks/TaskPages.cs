using System.Security.Cryptography;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using StrongCities.Hub.Assistance;
using StrongCities.Hub.People;
using StrongCities.Hub.Persistence;

namespace StrongCities.Hub.Tasks;

/// <summary>Puts together what a task's page shows, and says how two pages differ.</summary>
internal static class TaskPages
{
    /// <summary>The page of a task as it is now.</summary>
    public static async Task<TaskPage> BuildAsync(HubDb db, HumanTask task, Person actor, CancellationToken cancellation)
    {
        var request = await db.Requests.AsNoTracking().SingleAsync(r => r.Id == task.RequestId, cancellation);
        var city = await db.Cities.AsNoTracking().SingleAsync(c => c.Id == task.CityId, cancellation);
        var hub = await db.Hubs.AsNoTracking().SingleAsync(h => h.Id == task.HubId, cancellation);
        var files = await db.Attachments.AsNoTracking().Where(f => f.RequestId == request.Id)
            .OrderBy(f => f.UploadedAt).ThenBy(f => f.FileName).ToListAsync(cancellation);
        var decision = await db.Decisions.AsNoTracking().SingleOrDefaultAsync(d => d.TaskId == task.Id, cancellation);
        if (task.State != TaskState.Open)
        {
            // A link ends with its task: it still tells the verdict, no longer the case.
            (request.Form, files) = (new RequestForm(), []);
        }

        var askedBy = await NameAsync(db, request.SubmittedById, cancellation);
        var staff = task.Fields.Any(field => field.Kind == TaskFieldKind.Staff) ? await CaseStaffAsync(db, task.HubId, cancellation) : [];
        return new TaskPage(
            task,
            actor,
            request,
            city.Name,
            actor.CityId is null ? hub.TimeZone : city.TimeZone,
            askedBy ?? "",
            task.Kind == TaskKind.Completion ? Completeness.GapsOf(request.Form, files.Count) : [],
            files,
            decision,
            decision is null ? null : await NameAsync(db, decision.PersonId, cancellation),
            staff,
            DigestOf(task, request.Form, files));
    }

    /// <summary>SHA-256 of what a decision is about, hex: the question and the case. Who looks and when makes no difference.</summary>
    public static string DigestOf(HumanTask task, RequestForm form, IEnumerable<Attachment> files) =>
        Convert.ToHexStringLower(SHA256.HashData(JsonSerializer.SerializeToUtf8Bytes(new
        {
            task.Id,
            task.Title,
            task.Text,
            task.Note,
            task.Options,
            task.Fields,
            form,
            files = files.Select(file => file.Sha256).Order(StringComparer.Ordinal),
        })));

    /// <summary>Who can own and decide cases of a hub.</summary>
    public static Task<List<Person>> CaseStaffAsync(HubDb db, Guid hubId, CancellationToken cancellation) =>
        db.People.AsNoTracking()
            .Where(p => p.HubId == hubId && p.CityId == null && p.IsActive && (p.Roles & RoleSets.CaseStaff) != 0)
            .OrderBy(p => p.Name)
            .ToListAsync(cancellation);

    private static Task<string?> NameAsync(HubDb db, Guid personId, CancellationToken cancellation) =>
        db.People.IgnoreQueryFilters().Where(p => p.Id == personId).Select(p => (string?)p.Name).SingleOrDefaultAsync(cancellation);
}
