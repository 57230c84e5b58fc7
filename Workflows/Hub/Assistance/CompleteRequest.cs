using MediatR;
using StrongCities.Hub.Cases;
using StrongCities.Hub.Persistence;
using StrongCities.Hub.Tasks;

namespace StrongCities.Hub.Assistance;

/// <summary>A returned request is sent again with its gaps filled: updates it and answers the task that asked for it.</summary>
/// <param name="Access">The task, by link or by sign-in.</param>
/// <param name="Form">The whole form, as it shall be. Only its lane stays: the hub has planned by it.</param>
/// <param name="Files">More attachments.</param>
/// <param name="SeenVersion">The task's version that the page showed.</param>
public sealed record CompleteRequest(TaskAccess Access, RequestForm Form, IReadOnlyList<Upload> Files, int SeenVersion) : IRequest<DecideResult>;

internal sealed class CompleteRequestHandler(TaskDoor door, TaskDecider decider, AttachmentStore files, TimeProvider clock)
    : IRequestHandler<CompleteRequest, DecideResult>
{
    public async Task<DecideResult> Handle(CompleteRequest request, CancellationToken cancellationToken)
    {
        var entry = await door.OpenAsync(request.Access, cancellationToken);
        if (entry is not TaskDoorOpen { Page: { Task.Kind: TaskKind.Completion, Case: SupportRequest asked } page } open)
        {
            return entry is TaskDoorExpired ? new DecideExpired() : new DecideNotFound();
        }

        if (page.Task.State != TaskState.Open)
        {
            return new TaskEndedBefore(page);
        }

        var form = request.Form.Trimmed() with { Lane = asked.Form.Lane };
        IReadOnlyList<FieldProblem> problems = [.. form.Problems(clock.GetUtcNow())];
        if (problems.Count > 0)
        {
            return new DecideInvalid(problems, page);
        }

        var kept = await files.KeepAsync(request.Files, page.Attachments, cancellationToken);
        if (kept.Problems.Count > 0)
        {
            return new DecideInvalid(kept.Problems, page);
        }

        var answer = TaskAnswer.Of(TaskAnswer.Answered, null, new Dictionary<string, string>());
        return await decider.DecideAsync(open, answer, request.SeenVersion, null, ApplyAsync, cancellationToken);

        Task ApplyAsync(HubDb db, Case stored)
        {
            var now = clock.GetUtcNow();
            ((SupportRequest)stored).Form = form;
            db.AddRange(kept.Files.Select(file => file.RowOf(stored, page.Actor.Id, now)));
            return Task.CompletedTask;
        }
    }
}
