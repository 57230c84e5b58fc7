using StrongCities.Engine.Execution;
using StrongCities.Hub.Assistance;
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

    public string? Note { get; init; }

    public DateTimeOffset? DueAt { get; init; }

    public DateTimeOffset? SilenceAt { get; init; }

    public string? SilenceText { get; init; }

    public bool IsUrgent { get; init; }
}

internal sealed class TaskOpenedHandler(TaskMail mail) : EffectHandler<TaskOpened>
{
    protected override async Task ApplyAsync(RuntimeDb db, TaskOpened effect, EffectContext context, CancellationToken cancellation)
    {
        var hub = db.Hub();
        var request = await hub.RequestOfAsync(context, cancellation);
        var people = await CaseRoles.FindAsync(hub, request, effect.Assignee, cancellation);
        var task = new HumanTask
        {
            Id = effect.ActivityInstanceId,
            HubId = request.HubId,
            CityId = request.CityId,
            RequestId = request.Id,
            InstanceId = context.InstanceId,
            BookmarkId = effect.BookmarkId,
            Kind = effect.Question.Kind,
            Asks = CaseRoles.PartyOf(effect.Assignee),
            Assignee = effect.Assignee,
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
            IsUrgent = effect.IsUrgent,
            RepliesDecide = effect.Question.RepliesDecide,
        };
        task.Seats.AddRange(people.Select(person => new TaskSeat { Id = Guid.CreateVersion7(context.Now), TaskId = task.Id, PersonId = person.Id }));
        hub.Add(task);
        hub.Add(request.Line(
            context.Now, "Event.Asked", null, task.Asks == CaseParty.City, string.Join(", ", people.Select(person => person.Name)), task.Title));
        foreach (var person in people)
        {
            await mail.AskAsync(hub, request, task, person, task.MailKind, "open", context.Now, cancellation);
        }
    }
}
