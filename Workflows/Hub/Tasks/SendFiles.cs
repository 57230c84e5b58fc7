using MediatR;
using StrongCities.Hub.Assistance;
using StrongCities.Hub.Cases;
using StrongCities.Hub.Persistence;

namespace StrongCities.Hub.Tasks;

/// <summary>Answers a task that asks for files.</summary>
/// <param name="Access">By which way.</param>
/// <param name="Files">At least one.</param>
/// <param name="Comment">Their words, or <see langword="null"/>.</param>
/// <param name="SeenVersion">The task's version that the page showed.</param>
public sealed record SendFiles(TaskAccess Access, IReadOnlyList<Upload> Files, string? Comment, int SeenVersion) : IRequest<DecideResult>;

internal sealed class SendFilesHandler(TaskDoor door, TaskDecider decider, AttachmentStore files, TimeProvider clock) : IRequestHandler<SendFiles, DecideResult>
{
    public async Task<DecideResult> Handle(SendFiles request, CancellationToken cancellationToken)
    {
        var entry = await door.OpenAsync(request.Access, cancellationToken);
        if (entry is not TaskDoorOpen { Page: { Task.Kind: TaskKind.Upload } page } open)
        {
            return entry is TaskDoorExpired ? new DecideExpired() : new DecideNotFound();
        }

        if (page.Task.State != TaskState.Open || page.Seat.State != SeatState.Open)
        {
            return new TaskEndedBefore(page);
        }

        if (request.Files.Count == 0)
        {
            return new DecideInvalid([new FieldProblem("Files", "Problem.Required")], page);
        }

        var kept = await files.KeepAsync(request.Files, page.Attachments, cancellationToken);
        if (kept.Problems.Count > 0)
        {
            return new DecideInvalid(kept.Problems, page);
        }

        var answer = TaskAnswer.Of(TaskAnswer.Answered, request.Comment, new Dictionary<string, string>());
        return await decider.DecideAsync(open, answer, request.SeenVersion, null, ApplyAsync, cancellationToken);

        Task ApplyAsync(HubDb db, Case stored)
        {
            db.AddRange(kept.Files.Select(file => file.RowOf(stored, page.Actor.Id, clock.GetUtcNow())));
            return Task.CompletedTask;
        }
    }
}
