using MediatR;
using Microsoft.EntityFrameworkCore;
using StrongCities.Hub.Cases;
using StrongCities.Hub.People;
using StrongCities.Hub.Persistence;
using StrongCities.Hub.Pipeline;
using StrongCities.Runtime.Persistence;

namespace StrongCities.Hub.Assistance.Board;

/// <summary>An advisor gives a request a score of their own, with a sentence that says why, or takes it back.</summary>
/// <param name="Viewer">Staff who see the case.</param>
/// <param name="CaseId">A request that waits to be judged.</param>
/// <param name="Score">0 to 100, or <see langword="null"/> to count again.</param>
/// <param name="Sentence">Why, 10 to 500 characters; not asked for when it counts again.</param>
public sealed record OverrideScore(Viewer Viewer, Guid CaseId, int? Score, string Sentence) : IAsViewer<IReadOnlyList<FieldProblem>?>, IValidated<IReadOnlyList<FieldProblem>?>
{
    private const int MinSentence = 10;
    private const int MaxSentence = 500;
    private const int MostScore = 100;

    /// <inheritdoc/>
    public static Roles Allowed => RoleSets.CaseStaff;

    /// <inheritdoc/>
    public static IReadOnlyList<FieldProblem>? NotFound => null;

    /// <inheritdoc/>
    public static IReadOnlyList<FieldProblem>? Invalid(IReadOnlyList<FieldProblem> problems) => problems;

    /// <inheritdoc/>
    public IEnumerable<FieldProblem> Problems(DateTimeOffset now)
    {
        if (Score is < 0 or > MostScore)
        {
            yield return new FieldProblem(nameof(Score), "Problem.NumberBetween", 0, MostScore);
        }

        if (Score is not null && Sentence.Trim().Length < MinSentence)
        {
            yield return new FieldProblem(nameof(Sentence), "Problem.Sentence", MinSentence);
        }
        else if (Sentence.Length > MaxSentence)
        {
            yield return new FieldProblem(nameof(Sentence), "Problem.TooLong", MaxSentence);
        }
    }
}

/// <summary>An advisor says that a request asks for the same as an older one, or no longer.</summary>
/// <param name="Viewer">Staff who see both.</param>
/// <param name="CaseId">The newer request.</param>
/// <param name="Number">The older one's number; empty to stand alone.</param>
public sealed record GroupRequest(Viewer Viewer, Guid CaseId, string Number) : IAsViewer<IReadOnlyList<FieldProblem>?>
{
    /// <inheritdoc/>
    public static Roles Allowed => RoleSets.CaseStaff;

    /// <inheritdoc/>
    public static IReadOnlyList<FieldProblem>? NotFound => null;
}

internal sealed class ChangeBoardHandler(HubDbFactory databases, CommitQueue commits, TimeProvider clock)
    : IRequestHandler<OverrideScore, IReadOnlyList<FieldProblem>?>, IRequestHandler<GroupRequest, IReadOnlyList<FieldProblem>?>
{
    public Task<IReadOnlyList<FieldProblem>?> Handle(OverrideScore request, CancellationToken cancellationToken) => ChangeAsync(
        request.Viewer,
        request.CaseId,
        (db, about, name) =>
        {
            var now = clock.GetUtcNow();
            about.Override = request.Score is { } score ? new ScoreOverride(score, request.Sentence.Trim(), name, now) : null;
            db.Add(request.Score is { } given
                ? about.Line(now, "Event.Scored", request.Viewer.PersonId, citySees: false, name, given.ToString(System.Globalization.CultureInfo.InvariantCulture), request.Sentence.Trim())
                : about.Line(now, "Event.ScoreCounted", request.Viewer.PersonId, citySees: false, name));
            return Task.FromResult<FieldProblem?>(null);
        },
        cancellationToken);

    public Task<IReadOnlyList<FieldProblem>?> Handle(GroupRequest request, CancellationToken cancellationToken) => ChangeAsync(
        request.Viewer,
        request.CaseId,
        async (db, about, name) =>
        {
            var number = request.Number.Trim();
            await using var seen = databases.Create(request.Viewer);
            var first = number.Length == 0 ? null : await seen.Requests.AsNoTracking().SingleOrDefaultAsync(r => r.Number == number, cancellationToken);
            var lead = first?.SameAsId ?? first?.Id;
            if (number.Length > 0 && (lead is null || lead == about.Id))
            {
                return new FieldProblem("Number", "Problem.NoSuchRequest");
            }

            about.SameAsId = lead;
            foreach (var follower in lead is null ? [] : await db.Requests.Where(r => r.SameAsId == about.Id).ToListAsync(cancellationToken))
            {
                follower.SameAsId = lead;
            }

            db.Add(about.Line(clock.GetUtcNow(), lead is null ? "Event.Alone" : "Event.Grouped", request.Viewer.PersonId, citySees: false, name, number));
            return null;
        },
        cancellationToken);

    private async Task<IReadOnlyList<FieldProblem>?> ChangeAsync(
        Viewer viewer, Guid caseId, Func<HubDb, SupportRequest, string, Task<FieldProblem?>> change, CancellationToken cancellation)
    {
        await using var seen = databases.Create(viewer);
        return !await seen.Requests.AnyAsync(r => r.Id == caseId && r.Status == CaseStatus.Triage, cancellation)
            ? null
            : await commits.CommitAsync(
                async (runtime, token) =>
                {
                    var db = runtime.Hub();
                    var name = await db.People.Where(p => p.Id == viewer.PersonId).Select(p => p.Name).SingleAsync(token);
                    return await change(db, await db.Requests.SingleAsync(r => r.Id == caseId, token), name) is { } problem
                        ? UnitResult.Refuse<IReadOnlyList<FieldProblem>?>([problem])
                        : UnitResult.Keep<IReadOnlyList<FieldProblem>?>([]);
                },
                cancellation);
    }
}
