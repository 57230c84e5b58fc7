using MediatR;
using StrongCities.Hub.People;
using StrongCities.Hub.Pipeline;

namespace StrongCities.Hub.Applications;

/// <summary>Somebody says when the council sits that must agree. Its decision's place in the plan follows, and with it what comes before.</summary>
/// <param name="Viewer">The city's voice, or its hub.</param>
/// <param name="Id">Which application.</param>
/// <param name="At">When it sits.</param>
public sealed record SetCouncilSession(Viewer Viewer, Guid Id, DateTimeOffset At) : IAsViewer<ApplicationResult>
{
    /// <inheritdoc/>
    public static Roles Allowed => ChangeApplication.Allowed | Roles.CouncilSecretary;

    /// <inheritdoc/>
    public static ApplicationResult NotFound => ApplicationResult.NotFound;
}

/// <summary>Somebody says when the funder wants the concept note, or by when an invited city hands in the whole.</summary>
/// <param name="Viewer">The city's voice, or its hub.</param>
/// <param name="Id">Which application.</param>
/// <param name="ConceptClosesAt">The last moment for the concept note; <see langword="null"/> leaves it as it is.</param>
/// <param name="ClosesAt">The last moment for the whole; <see langword="null"/> leaves it as it is.</param>
public sealed record SetDeadlines(Viewer Viewer, Guid Id, DateTimeOffset? ConceptClosesAt, DateTimeOffset? ClosesAt) : IAsViewer<ApplicationResult>
{
    /// <inheritdoc/>
    public static Roles Allowed => ChangeApplication.Allowed;

    /// <inheritdoc/>
    public static ApplicationResult NotFound => ApplicationResult.NotFound;

    /// <summary>The call's own last moment for questions; <see langword="null"/> leaves it as it is.</summary>
    public DateTimeOffset? QuestionsCloseAt { get; init; }

    /// <summary>The call's own day for its answers; <see langword="null"/> leaves it as it is.</summary>
    public DateTimeOffset? AnswersOutAt { get; init; }
}

internal sealed class SetDatesHandler(ChangeApplication change)
    : IRequestHandler<SetCouncilSession, ApplicationResult>, IRequestHandler<SetDeadlines, ApplicationResult>
{
    public Task<ApplicationResult> Handle(SetCouncilSession request, CancellationToken cancellationToken) => change.RunAsync(
        request.Viewer,
        request.Id,
        unit =>
        {
            if (request.At <= unit.Now || request.At >= unit.About.Brief.ClosesAt)
            {
                return Task.FromResult(ApplicationUnit.Wrong("At", "Session"));
            }

            unit.About.CouncilSessionAt = request.At;
            return Task.FromResult(ApplicationUnit.Fine);
        },
        cancellationToken);

    public Task<ApplicationResult> Handle(SetDeadlines request, CancellationToken cancellationToken) => change.RunAsync(
        request.Viewer,
        request.Id,
        unit =>
        {
            var about = unit.About;
            var (concept, closes) = (request.ConceptClosesAt ?? about.ConceptClosesAt, request.ClosesAt ?? about.Brief.ClosesAt);
            if (request.ConceptClosesAt <= unit.Now || request.ClosesAt <= unit.Now || concept >= closes)
            {
                return Task.FromResult(ApplicationUnit.Wrong("ClosesAt", "Deadlines"));
            }

            var (questions, answers) = (request.QuestionsCloseAt ?? about.QuestionsCloseAt, request.AnswersOutAt ?? about.AnswersOutAt);
            if (request.QuestionsCloseAt <= unit.Now || request.AnswersOutAt <= unit.Now || questions >= closes || answers >= closes || questions >= answers)
            {
                return Task.FromResult(ApplicationUnit.Wrong("QuestionsCloseAt", "QuestionDays"));
            }

            if (about.ConceptReceipt is not null && request.ConceptClosesAt is not null)
            {
                return Task.FromResult(ApplicationUnit.Wrong("ConceptClosesAt", "AlreadyIn", about.ConceptReceipt.Number));
            }

            (about.ConceptClosesAt, about.QuestionsCloseAt, about.AnswersOutAt) = (concept, questions, answers);
            about.Brief = about.Brief with { ClosesAt = closes };
            return Task.FromResult(ApplicationUnit.Fine);
        },
        cancellationToken,
        evenFrozen: true);
}
