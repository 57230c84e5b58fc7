using Microsoft.EntityFrameworkCore;
using StrongCities.Engine.Execution;
using StrongCities.Hub.Assistance;
using StrongCities.Hub.Cases;
using StrongCities.Hub.Persistence;
using StrongCities.Runtime.Instances;
using StrongCities.Runtime.Persistence;

namespace StrongCities.Hub.Tasks;

/// <summary>A task has other moments now: it got more time, or was put aside.</summary>
/// <param name="BookmarkId">What an answer resumes now; <see langword="null"/> when that is the same.</param>
/// <param name="DueAt">When it should be done.</param>
/// <param name="SilenceAt">When silence ends it.</param>
/// <param name="SilenceText">What happens then.</param>
/// <param name="Ladder">What follows while nobody answers.</param>
/// <param name="IsParked">Whether it is put aside.</param>
internal sealed record TaskMoved(
    string? BookmarkId, DateTimeOffset? DueAt, DateTimeOffset? SilenceAt, string SilenceText, TaskLadder Ladder, bool IsParked) : HostEffect;

internal sealed class TaskMovedHandler : EffectHandler<TaskMoved>
{
    protected override async Task ApplyAsync(RuntimeDb db, TaskMoved effect, EffectContext context, CancellationToken cancellation)
    {
        var hub = db.Hub();
        var task = await hub.Tasks.SingleAsync(t => t.Id == effect.ActivityInstanceId, cancellation);
        task.BookmarkId = effect.BookmarkId ?? task.BookmarkId;
        task.DueAt = effect.DueAt;
        task.SilenceAt = effect.SilenceAt;
        task.SilenceText = effect.SilenceText;
        task.Ladder = effect.Ladder;
        task.ParkedAt = effect.IsParked ? context.Now : null;
        task.Version++;
        if (effect.IsParked)
        {
            var about = await hub.CaseOfAsync(context, cancellation);
            hub.Add(about.Line(context.Now, "Event.Parked", null, task.Asks == CaseParty.City, task.Title));
        }
    }
}
