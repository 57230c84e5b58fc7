using Microsoft.EntityFrameworkCore;
using StrongCities.Hub.People;
using StrongCities.Hub.Persistence;

namespace StrongCities.Hub.Tasks;

/// <summary>Reads tasks as lists show them.</summary>
internal static class TaskLines
{
    public static async Task<IReadOnlyList<TaskLine>> ReadAsync(HubDb db, IQueryable<HumanTask> query, Viewer viewer, CancellationToken cancellation)
    {
        var rows = await query.AsNoTracking().Include(t => t.Seats).OrderByDescending(t => t.OpenedAt)
            .Join(
                db.Cases,
                t => t.CaseId,
                c => c.Id,
                (task, about) => new { task, about.Number, about.Title, City = db.Cities.Where(city => city.Id == about.CityId).Select(city => city.Name).SingleOrDefault() })
            .ToListAsync(cancellation);
        var ids = rows.Select(row => row.task.Id).ToList();
        var decisions = await db.Decisions.AsNoTracking().Where(d => ids.Contains(d.TaskId)).OrderBy(d => d.Id).ToListAsync(cancellation);
        var people = rows.SelectMany(row => row.task.Seats).SelectMany(seat => new[] { seat.PersonId, seat.Voice })
            .Concat(decisions.SelectMany(d => new[] { d.PersonId, d.VoiceId })).Distinct().ToList();
        var names = await db.People.IgnoreQueryFilters().Where(p => people.Contains(p.Id)).ToDictionaryAsync(p => p.Id, p => p.Name, cancellation);
        return
        [
            .. rows.Select(row =>
            {
                var votes = decisions.Where(d => d.TaskId == row.task.Id)
                    .Select(d => new TaskVote(d, names[d.PersonId], d.VoiceId == d.PersonId ? null : names[d.VoiceId])).ToList();
                var decision = row.task.State == TaskState.Decided ? votes.LastOrDefault()?.Decision : null;
                return new TaskLine(
                    row.task,
                    row.Number,
                    row.Title,
                    row.City,
                    [.. row.task.Seats.Where(seat => seat.State != SeatState.Waiting).Select(seat => NameOf(seat, names)).Order(StringComparer.CurrentCulture)],
                    decision,
                    decision is null ? null : names[decision.PersonId],
                    row.task.Seats.Any(seat => seat.PersonId == viewer.PersonId && seat.State == SeatState.Open))
                {
                    Votes = votes,
                };
            }),
        ];
    }

    private static string NameOf(TaskSeat seat, Dictionary<Guid, string> names) =>
        seat.ForPersonId is { } absent ? $"{names[seat.PersonId]} ({names[absent]})" : names[seat.PersonId];
}
