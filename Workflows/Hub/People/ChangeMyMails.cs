using MediatR;
using Microsoft.EntityFrameworkCore;
using StrongCities.Hub.Persistence;
using StrongCities.Hub.Pipeline;
using StrongCities.Runtime.Persistence;

namespace StrongCities.Hub.People;

/// <summary>Anybody says when and how mail may come to them. What asks something of them comes all the same.</summary>
/// <param name="Viewer">Themselves.</param>
/// <param name="Notices">News.</param>
/// <param name="Surveys">Whether they want questions after the help.</param>
/// <param name="From">Mail may come from this time of day, in the zone of their city or hub; <see langword="null"/> with <paramref name="Until"/> for office hours.</param>
/// <param name="Until">And until this.</param>
public sealed record ChangeMyMails(Viewer Viewer, NoticeMails Notices, bool Surveys, TimeOnly? From, TimeOnly? Until) : IAsViewer<IReadOnlyList<FieldProblem>>
{
    /// <inheritdoc/>
    public static Roles Allowed => RoleSets.City | RoleSets.Staff;

    /// <inheritdoc/>
    public static IReadOnlyList<FieldProblem> NotFound => [];
}

internal sealed class ChangeMyMailsHandler(CommitQueue commits) : IRequestHandler<ChangeMyMails, IReadOnlyList<FieldProblem>>
{
    // Shorter hours would hold mails back for days: each must find a moment on every working day.
    private static readonly TimeSpan LeastHours = TimeSpan.FromHours(2);

    public Task<IReadOnlyList<FieldProblem>> Handle(ChangeMyMails request, CancellationToken cancellationToken)
    {
        var isWhole = request is { From: null, Until: null } || (request is { From: { } from, Until: { } until } && from < until && until - from >= LeastHours);
        return isWhole && Enum.IsDefined(request.Notices)
            ? commits.CommitAsync((db, token) => ApplyAsync(db.Hub(), request, token), cancellationToken)
            : Task.FromResult<IReadOnlyList<FieldProblem>>([new FieldProblem("Until", "Problem.Hours", (int)LeastHours.TotalHours)]);
    }

    private static async Task<UnitResult<IReadOnlyList<FieldProblem>>> ApplyAsync(HubDb db, ChangeMyMails request, CancellationToken cancellation)
    {
        var person = await db.People.SingleAsync(p => p.Id == request.Viewer.PersonId, cancellation);
        (person.Notices, person.RefusesSurveys, person.MailFrom, person.MailUntil) = (request.Notices, !request.Surveys, request.From, request.Until);
        return UnitResult.Keep<IReadOnlyList<FieldProblem>>([]);
    }
}
