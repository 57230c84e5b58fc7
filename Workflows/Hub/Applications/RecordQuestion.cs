using MediatR;
using Microsoft.EntityFrameworkCore;
using StrongCities.Hub.People;
using StrongCities.Hub.Pipeline;

namespace StrongCities.Hub.Applications;

/// <summary>The funder asks something about an application that it has.</summary>
/// <param name="Viewer">The city's voice, or its hub.</param>
/// <param name="Id">Which application.</param>
/// <param name="Question">In the funder's words.</param>
/// <param name="DueAt">When the answer must be with the funder; <see langword="null"/> where it does not say.</param>
public sealed record RecordFunderQuestion(Viewer Viewer, Guid Id, string Question, DateTimeOffset? DueAt) : IAsViewer<ApplicationResult>
{
    /// <inheritdoc/>
    public static Roles Allowed => ChangeApplication.Allowed;

    /// <inheritdoc/>
    public static ApplicationResult NotFound => ApplicationResult.NotFound;
}

/// <summary>
/// The city writes down a question for its list to the funder, or what the funder answered. The list goes once, when the process asks for it; an answer
/// proves that its question was sent.
/// </summary>
/// <param name="Viewer">The city's voice, or its hub.</param>
/// <param name="Id">Which application.</param>
/// <param name="Question">In the city's words.</param>
/// <param name="Answer">In the funder's; <see langword="null"/> while it has not answered. The same question given again takes it.</param>
public sealed record AskFunder(Viewer Viewer, Guid Id, string Question, string? Answer = null) : IAsViewer<ApplicationResult>
{
    /// <inheritdoc/>
    public static Roles Allowed => ChangeApplication.Allowed;

    /// <inheritdoc/>
    public static ApplicationResult NotFound => ApplicationResult.NotFound;
}

internal sealed class RecordQuestionHandler(ChangeApplication change)
    : IRequestHandler<RecordFunderQuestion, ApplicationResult>, IRequestHandler<AskFunder, ApplicationResult>
{
    private const int MaxText = 4_000;
    private const int MaxQuestions = 100;

    public Task<ApplicationResult> Handle(RecordFunderQuestion request, CancellationToken cancellationToken) => change.RunAsync(
        request.Viewer,
        request.Id,
        unit => Task.FromResult(
            Problem(request.Question) ?? (unit.About.Receipt is null && unit.About.ConceptReceipt is null ? ApplicationUnit.Wrong("Question", "NotInYet")
                : request.DueAt <= unit.Now ? ApplicationUnit.Wrong("DueAt", "DuePast") : Keep(unit, request.Question, true, request.DueAt))),
        cancellationToken,
        evenFrozen: true);

    public Task<ApplicationResult> Handle(AskFunder request, CancellationToken cancellationToken) => change.RunAsync(
        request.Viewer, request.Id, unit => AskAsync(unit, request), cancellationToken, evenFrozen: true);

    private static async Task<IReadOnlyList<FieldProblem>> AskAsync(ApplicationUnit unit, AskFunder request)
    {
        if (Problem(request.Question) is { } problem)
        {
            return problem;
        }

        var text = request.Question.Trim();
        var asked = await unit.Db.Clarifications.Where(c => c.CaseId == unit.About.Id && !c.ByFunder).ToListAsync(unit.Cancellation);
        var known = asked.Find(c => c.Question == text);
        if (request.Answer?.Trim() is { Length: > 0 } answer && known is not null)
        {
            if (answer.Length > MaxText)
            {
                return ApplicationUnit.Wrong("Answer", "Answer", MaxText);
            }

            (known.Answer, known.AnsweredAt, known.SentAt) = (answer, unit.Now, known.SentAt ?? unit.Now);
            return ApplicationUnit.Fine;
        }

        if (known is not null)
        {
            return ApplicationUnit.Wrong("Question", "QuestionThere");
        }

        if (asked.Find(c => c.SentAt is not null) is { } sent)
        {
            return ApplicationUnit.Wrong("Question", "ListSent", sent.SentAt!.Value);
        }

        if (asked.Count >= MaxQuestions)
        {
            return ApplicationUnit.Wrong("Question", "TooManyQuestions", MaxQuestions);
        }

        var closes = await unit.Db.Milestones
            .Where(step => step.CaseId == unit.About.Id && step.Kind == MilestoneKind.QuestionsClose)
            .Select(step => (DateTimeOffset?)step.DueAt).SingleOrDefaultAsync(unit.Cancellation);
        return closes < unit.Now ? ApplicationUnit.Wrong("Question", "QuestionsClosed", closes.Value) : Keep(unit, text, false, null);
    }

    private static IReadOnlyList<FieldProblem>? Problem(string text) => text.Trim().Length is 0 or > MaxText ? ApplicationUnit.Wrong("Question", "Question", MaxText) : null;

    private static IReadOnlyList<FieldProblem> Keep(ApplicationUnit unit, string text, bool byFunder, DateTimeOffset? dueAt)
    {
        unit.Db.Add(new Clarification
        {
            Id = Guid.CreateVersion7(unit.Now),
            HubId = unit.About.HubId,
            CityId = unit.About.CityId!.Value,
            CaseId = unit.About.Id,
            ByFunder = byFunder,
            Question = text.Trim(),
            AskedAt = unit.Now,
            DueAt = dueAt,
        });
        return ApplicationUnit.Fine;
    }
}
