using MediatR;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using StrongCities.Hub.Cases;
using StrongCities.Hub.People;
using StrongCities.Hub.Persistence;
using StrongCities.Hub.Pipeline;
using StrongCities.Hub.Risks;
using StrongCities.Runtime.Persistence;

namespace StrongCities.Hub.Experts;

/// <summary>An advisor puts somebody of the pool on a case's list. The process asks them when it is their turn.</summary>
/// <param name="Viewer">Staff who see the case.</param>
/// <param name="CaseId">A support request that is not over.</param>
/// <param name="ExpertId">The entry of the pool.</param>
public sealed record ProposeCandidate(Viewer Viewer, Guid CaseId, Guid ExpertId) : IAsViewer<ProposeResult>
{
    /// <inheritdoc/>
    public static Roles Allowed => RoleSets.CaseStaff;

    /// <inheritdoc/>
    public static ProposeResult NotFound => new ProposeNotFound();

    /// <summary>By which themes they were ranked.</summary>
    public IReadOnlyList<string> Themes { get; init; } = [];
}

/// <summary>How proposing ended.</summary>
public abstract record ProposeResult;

/// <summary>They are on the list.</summary>
/// <param name="CandidateId">The candidate.</param>
public sealed record Proposed(Guid CandidateId) : ProposeResult;

/// <summary>They can't be asked; nothing changed.</summary>
/// <param name="Why">As the ranking says it.</param>
public sealed record ProposeRefused(RankReason Why) : ProposeResult;

/// <summary>No such case or entry for this viewer, or it is over.</summary>
public sealed record ProposeNotFound : ProposeResult;

internal sealed class ProposeCandidateHandler(HubDbFactory databases, CommitQueue commits, IOptions<ExpertOptions> options, TimeProvider clock)
    : IRequestHandler<ProposeCandidate, ProposeResult>
{
    public async Task<ProposeResult> Handle(ProposeCandidate request, CancellationToken cancellationToken)
    {
        await using var seen = databases.Create(request.Viewer);
        return !await seen.Requests.AnyAsync(r => r.Id == request.CaseId && r.ClosedAt == null, cancellationToken)
            ? new ProposeNotFound()
            : await commits.CommitAsync((runtime, token) => KeepAsync(runtime.Hub(), request, token), cancellationToken);
    }

    private async Task<UnitResult<ProposeResult>> KeepAsync(HubDb db, ProposeCandidate request, CancellationToken cancellation)
    {
        var about = await db.Requests.SingleAsync(r => r.Id == request.CaseId, cancellation);
        var need = await HelperPool.NeedOfAsync(db, about, await LinkedRisk.OfAsync(db, about, cancellation), request.Themes, cancellation);
        var pool = await HelperPool.ReadAsync(db, about.HubId, cancellation);
        if (RankHelpers.Run(need, pool.Where(helper => helper.Expert.Id == request.ExpertId), options.Value) is not [var ranked])
        {
            return UnitResult.Refuse<ProposeResult>(new ProposeNotFound());
        }

        var places = await db.Candidates.Where(c => c.CaseId == about.Id).Select(c => c.Place).ToListAsync(cancellation);
        if ((ranked.Bar ?? (places.Count >= options.Value.MostCandidates ? new RankReason("Rank.Bar.Many") : null)) is { } why)
        {
            return UnitResult.Refuse<ProposeResult>(new ProposeRefused(why));
        }

        var now = clock.GetUtcNow();
        var candidate = new Candidate
        {
            Id = Guid.CreateVersion7(now),
            HubId = about.HubId,
            CaseId = about.Id,
            ExpertId = request.ExpertId,
            PersonId = ranked.Helper.Expert.PersonId,
            Place = places.Append(0).Max() + 1,
            Score = ranked.Score,
            ProposedById = request.Viewer.PersonId,
            Since = now,
        };
        db.Add(candidate);
        db.Add(about.Line(now, "Event.Proposed", request.Viewer.PersonId, citySees: false, ranked.Helper.Name));
        return UnitResult.Keep<ProposeResult>(new Proposed(candidate.Id));
    }
}
