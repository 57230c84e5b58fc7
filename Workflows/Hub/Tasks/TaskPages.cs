using System.Security.Cryptography;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using StrongCities.Hub.Applications;
using StrongCities.Hub.Applications.Process;
using StrongCities.Hub.Assistance;
using StrongCities.Hub.Cases;
using StrongCities.Hub.People;
using StrongCities.Hub.Persistence;

namespace StrongCities.Hub.Tasks;

/// <summary>Puts together what a task's page shows, and says how two pages differ.</summary>
internal static class TaskPages
{
    /// <summary>The page of a task as it is now.</summary>
    public static async Task<TaskPage> BuildAsync(HubDb db, HumanTask task, Person actor, CancellationToken cancellation)
    {
        var about = await db.Cases.AsNoTracking().SingleAsync(r => r.Id == task.CaseId, cancellation);
        var city = await db.Cities.AsNoTracking().SingleOrDefaultAsync(c => c.Id == task.CityId, cancellation);
        var hub = await db.Hubs.AsNoTracking().SingleAsync(h => h.Id == task.HubId, cancellation);
        var files = await db.Attachments.AsNoTracking().Where(f => f.CaseId == about.Id)
            .OrderBy(f => f.UploadedAt).ThenBy(f => f.FileName).ToListAsync(cancellation);
        var votes = await VotesAsync(db, task, cancellation);
        var digest = DigestOf(task, about, files);
        var seat = task.Seats.Single(s => s.PersonId == actor.Id);
        var askedBy = await NameAsync(db, about.OpenedById, cancellation);
        var hides = task.State == TaskState.Open && TaskMail.HidesCase(task, seat);
        if (task.State != TaskState.Open || hides || seat.State == SeatState.Decided)
        {
            // A link ends with its task, or with its reader's answer: it still tells the verdict, no longer the case.
            about.Blank();
            files = [];
        }

        var isPartner = PartnerLetter.IsFor(about, actor);
        if (isPartner)
        {
            // Another city's papers are not for partners.
            files = [];
        }

        var ending = task.State == TaskState.Decided && votes is [.., var last] ? last : null;
        var staff = task.Fields.Any(field => field.Kind == TaskFieldKind.Staff) ? await CaseStaffAsync(db, task.HubId, cancellation) : [];
        return new TaskPage(
            task,
            actor,
            about,
            city?.Name,
            actor.CityId is null ? hub.TimeZone : city?.TimeZone ?? hub.TimeZone,
            hides ? "" : askedBy ?? "",
            task.Kind == TaskKind.Completion ? about.Gaps(files.Count) : [],
            files,
            ending?.Decision,
            ending?.Name,
            staff,
            digest)
        {
            Seat = seat,
            ForName = seat.ForPersonId is { } absent ? await NameAsync(db, absent, cancellation) : null,
            Votes = votes,
            Needed = task.Quorum.Of(TaskCount.VoicesOf(task, [.. votes.Select(vote => vote.Decision)])),
            Mine = votes.FirstOrDefault(vote => vote.Decision.PersonId == actor.Id),
            HidesCase = hides,
            Topic = isPartner ? await PartnerLetter.TopicAsync(db, (Application)about, task.AssigneePersonId, cancellation) : about.Topic,
        };
    }

    /// <summary>What was answered so far, oldest first.</summary>
    public static async Task<IReadOnlyList<TaskVote>> VotesAsync(HubDb db, HumanTask task, CancellationToken cancellation)
    {
        var decisions = await db.Decisions.AsNoTracking().Where(d => d.TaskId == task.Id).OrderBy(d => d.Id).ToListAsync(cancellation);
        var people = decisions.SelectMany(d => new[] { d.PersonId, d.VoiceId }).Distinct().ToList();
        var names = await db.People.IgnoreQueryFilters().Where(p => people.Contains(p.Id)).ToDictionaryAsync(p => p.Id, p => p.Name, cancellation);
        return [.. decisions.Select(d => new TaskVote(d, names[d.PersonId], d.VoiceId == d.PersonId ? null : names[d.VoiceId]))];
    }

    /// <summary>SHA-256 of what a decision is about, hex: the question and the case. Who looks and when makes no difference.</summary>
    public static string DigestOf(HumanTask task, Case about, IEnumerable<Attachment> files) =>
        Convert.ToHexStringLower(SHA256.HashData(JsonSerializer.SerializeToUtf8Bytes(new
        {
            task.Id,
            task.Title,
            task.Text,
            task.Note,
            task.Options,
            task.Fields,
            form = about.Matter,
            files = files.Select(file => file.Sha256).Order(StringComparer.Ordinal),
        })));

    /// <summary>Who can own and decide cases of a hub.</summary>
    public static Task<List<Person>> CaseStaffAsync(HubDb db, Guid hubId, CancellationToken cancellation) =>
        db.People.AsNoTracking()
            .Where(p => p.HubId == hubId && p.CityId == null && p.IsActive && (p.Roles & RoleSets.CaseStaff) != 0)
            .OrderBy(p => p.Name)
            .ToListAsync(cancellation);

    private static Task<string?> NameAsync(HubDb db, Guid? personId, CancellationToken cancellation) =>
        db.People.IgnoreQueryFilters().Where(p => p.Id == personId).Select(p => (string?)p.Name).SingleOrDefaultAsync(cancellation);
}
