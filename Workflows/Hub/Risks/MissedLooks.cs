using Microsoft.EntityFrameworkCore;
using StrongCities.Hub.Persistence;
using StrongCities.Hub.Tasks;

namespace StrongCities.Hub.Risks;

/// <summary>How often in a row a city was asked for a look at its risks and did nothing about it. All that a register's city is asked to acknowledge is a look.</summary>
/// <param name="Count">How many looks ended in silence, with nothing looked at or changed since the first of them; 0 after any sign of life.</param>
/// <param name="LastAt">When the newest of them was asked for; <see langword="null"/> for none.</param>
internal sealed record MissedLooks(int Count, DateTimeOffset? LastAt)
{
    /// <param name="db">Sees all: risks that the city shows nobody count too.</param>
    /// <param name="registerId">The register.</param>
    /// <param name="cancellation">The host stops.</param>
    public static async Task<MissedLooks> OfAsync(HubDb db, Guid registerId, CancellationToken cancellation)
    {
        var looks = await db.Tasks.AsNoTracking()
            .Where(task => task.CaseId == registerId && task.Kind == TaskKind.Acknowledgement && (task.State == TaskState.Silent || task.State == TaskState.Decided)).ToListAsync(cancellation);
        var risks = await db.Risks.AsNoTracking().Where(risk => risk.CaseId == registerId).Select(risk => new { risk.ChangedAt, risk.ArchivedAt }).ToListAsync(cancellation);
        var seen = risks.SelectMany(risk => new[] { risk.ChangedAt, risk.ArchivedAt ?? risk.ChangedAt }).Append(DateTimeOffset.MinValue).Max();
        var missed = looks.OrderByDescending(look => look.OpenedAt).TakeWhile(look => look.State == TaskState.Silent && look.OpenedAt > seen).ToList();
        return new MissedLooks(missed.Count, missed.FirstOrDefault()?.OpenedAt);
    }
}
