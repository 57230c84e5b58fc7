using Microsoft.EntityFrameworkCore;
using StrongCities.Engine.Execution;
using StrongCities.Hub.Assistance;
using StrongCities.Hub.Cases;
using StrongCities.Hub.People;
using StrongCities.Hub.Persistence;
using StrongCities.Runtime.Instances;
using StrongCities.Runtime.Persistence;

namespace StrongCities.Hub.Tasks;

/// <summary>A task waits: keep it, seat its people, write to them.</summary>
/// <param name="BookmarkId">What an answer resumes.</param>
/// <param name="Question">What is asked.</param>
/// <param name="Assignee">Who is asked.</param>
internal sealed record TaskOpened(string BookmarkId, TaskQuestion Question, CaseRole Assignee) : HostEffect
{
    public required string MailKind { get; init; }

    public required TaskRules Rules { get; init; }

    public string? Note { get; init; }

    public DateTimeOffset? DueAt { get; init; }

    public DateTimeOffset? SilenceAt { get; init; }

    public string? SilenceText { get; init; }

    public TaskLadder Ladder { get; init; } = TaskLadder.None;

    public bool IsUrgent { get; init; }

    public bool CanWithdraw { get; init; }
}

internal sealed class TaskOpenedHandler(SeatTasks seats) : EffectHandler<TaskOpened>
{
    protected override async Task ApplyAsync(RuntimeDb db, TaskOpened effect, EffectContext context, CancellationToken cancellation)
    {
        var hub = db.Hub();
        var about = await hub.CaseOfAsync(context, cancellation);
        var task = new HumanTask
        {
            Id = effect.ActivityInstanceId,
            HubId = about.HubId,
            CityId = about.CityId,
            CaseId = about.Id,
            InstanceId = context.InstanceId,
            BookmarkId = effect.BookmarkId,
            ActivityId = effect.ActivityId,
            Kind = effect.Question.Kind,
            Asks = about.CityId is null ? CaseParty.Hub : CaseRoles.PartyOf(effect.Assignee),
            Assignee = effect.Assignee,
            AlsoAsked = effect.Rules.AlsoAsked,
            AssigneePersonId = effect.Rules.PersonId,
            Stakes = effect.Rules.Stakes,
            Quorum = effect.Rules.Quorum,
            Conflicts = effect.Rules.Conflicts,
            Barred = effect.Rules.FourEyes ? await AuthorsAsync(hub, about, cancellation) : [],
            MailKind = effect.MailKind,
            Title = effect.Question.Title,
            Text = effect.Question.Text,
            Note = effect.Note,
            Options = effect.Question.Options,
            Fields = effect.Question.Fields,
            OpenedAt = context.Now,
            DueAt = effect.DueAt,
            SilenceAt = effect.SilenceAt,
            SilenceText = effect.SilenceText,
            Ladder = effect.Ladder,
            IsUrgent = effect.IsUrgent,
            RepliesDecide = effect.Question.RepliesDecide,
            CanWithdraw = effect.CanWithdraw,
        };
        hub.Add(task);
        await seats.OpenAsync(hub, about, task, context.Now, cancellation);
    }

    /// <summary>Who asked for it, and who made the last decision or change of the case, themselves or for somebody.</summary>
    private static async Task<IReadOnlyList<Guid>> AuthorsAsync(HubDb db, Case about, CancellationToken cancellation)
    {
        var last = await db.Decisions.Where(d => db.Tasks.Any(t => t.Id == d.TaskId && t.CaseId == about.Id && t.State == TaskState.Decided))
            .OrderByDescending(d => d.Id).Select(d => d.TaskId).FirstOrDefaultAsync(cancellation);
        var votes = await db.Decisions.Where(d => d.TaskId == last).ToListAsync(cancellation);
        return [.. votes.SelectMany(vote => new[] { vote.PersonId, vote.VoiceId }).Concat(about.OpenedById is { } opener ? [opener] : []).Distinct()];
    }
}
