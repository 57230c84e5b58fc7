using MediatR;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using StrongCities.Hub.Assistance;
using StrongCities.Hub.People;
using StrongCities.Hub.Persistence;
using StrongCities.Hub.Pipeline;
using StrongCities.Hub.Risks;

namespace StrongCities.Hub.Experts;

/// <summary>Hub staff look at who could help with a request, and whom they proposed.</summary>
/// <param name="Viewer">Staff who see the case.</param>
/// <param name="CaseId">A support request.</param>
public sealed record RankCandidates(Viewer Viewer, Guid CaseId) : IAsViewer<CandidatesPage?>
{
    /// <inheritdoc/>
    public static Roles Allowed => RoleSets.CaseStaff;

    /// <inheritdoc/>
    public static CandidatesPage? NotFound => null;

    /// <summary>Keys of <c>HubThemes</c> to rank by; none for those that matter most to the city.</summary>
    public IReadOnlyList<string> Themes { get; init; } = [];
}

/// <summary>The candidates of a case. <see langword="null"/> in its place means: not found, or not theirs.</summary>
/// <param name="Request">The request.</param>
/// <param name="CityName">Who asks.</param>
/// <param name="Need">What it needs.</param>
/// <param name="Chosen">Those who were proposed, in their order.</param>
/// <param name="Ranked">The whole pool, the best first.</param>
public sealed record CandidatesPage(
    SupportRequest Request, string CityName, HelpNeed Need, IReadOnlyList<CandidateLine> Chosen, IReadOnlyList<RankedHelper> Ranked);

/// <summary>A candidate in a list.</summary>
/// <param name="Candidate">As it stands.</param>
/// <param name="Name">Who.</param>
public sealed record CandidateLine(Candidate Candidate, string Name);

internal sealed class RankCandidatesHandler(HubDbFactory databases, IOptions<ExpertOptions> weights) : IRequestHandler<RankCandidates, CandidatesPage?>
{
    public async Task<CandidatesPage?> Handle(RankCandidates request, CancellationToken cancellationToken)
    {
        await using var db = databases.Create(request.Viewer);
        if (await db.Requests.AsNoTracking().SingleOrDefaultAsync(r => r.Id == request.CaseId, cancellationToken) is not { } about)
        {
            return null;
        }

        var need = await HelperPool.NeedOfAsync(db, about, await LinkedRisk.OfAsync(db, about, cancellationToken), request.Themes, cancellationToken);
        var pool = await HelperPool.ReadAsync(db, about.HubId, cancellationToken);
        var names = pool.ToDictionary(helper => helper.Expert.Id, helper => helper.Name);
        var chosen = await db.Candidates.AsNoTracking().Where(c => c.CaseId == about.Id).OrderBy(c => c.Place).ToListAsync(cancellationToken);
        return new CandidatesPage(
            about,
            await db.Cities.Where(c => c.Id == about.CityId).Select(c => c.Name).SingleAsync(cancellationToken),
            need,
            [.. chosen.Select(candidate => new CandidateLine(candidate, names.GetValueOrDefault(candidate.ExpertId, "")))],
            RankHelpers.Run(need, pool, weights.Value));
    }
}
