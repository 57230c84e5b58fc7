using MediatR;
using Microsoft.EntityFrameworkCore;
using StrongCities.Hub.Assistance;
using StrongCities.Hub.Cities;
using StrongCities.Hub.People;
using StrongCities.Hub.Persistence;
using StrongCities.Hub.Pipeline;
using StrongCities.Hub.Tasks;

namespace StrongCities.Hub.Practices;

/// <summary>Hub staff look at a good practice from all sides.</summary>
/// <param name="Viewer">Staff of its hub.</param>
/// <param name="PracticeId">The good practice.</param>
public sealed record GetPractice(Viewer Viewer, Guid PracticeId) : IAsViewer<PracticePage?>
{
    /// <inheritdoc/>
    public static Roles Allowed => RoleSets.CaseStaff;

    /// <inheritdoc/>
    public static PracticePage? NotFound => null;
}

/// <summary>A good practice at the hub. <see langword="null"/> in its place means: not found, or not theirs.</summary>
/// <param name="Practice">The whole.</param>
/// <param name="City">Whose it is.</param>
/// <param name="Hub">Who publishes.</param>
/// <param name="Request">The request it comes from, where the viewer sees it.</param>
/// <param name="Gaps">What is missing, keys of the hub's words.</param>
/// <param name="Unlisted">People whom one could still read of when names are hidden.</param>
/// <param name="MyTasks">What the viewer can do now.</param>
public sealed record PracticePage(
    GoodPractice Practice, City City, RegionalHub Hub, SupportRequest? Request, IReadOnlyList<string> Gaps, IReadOnlyList<string> Unlisted, IReadOnlyList<TaskLine> MyTasks)
{
    /// <summary>What would be read by a release, or is.</summary>
    /// <param name="names">With names.</param>
    /// <param name="pictures">With pictures.</param>
    /// <returns>It.</returns>
    public PublicPractice As(bool names, bool pictures) => PublicPractice.Of(Practice, City, Hub, new PracticeRelease(true, names, pictures, default, ""))!;

    /// <summary>What the city released; <see langword="null"/> for nothing.</summary>
    public PublicPractice? Released => PublicPractice.Of(Practice, City, Hub, Practice.Release);
}

internal sealed class GetPracticeHandler(HubDbFactory databases) : IRequestHandler<GetPractice, PracticePage?>
{
    public async Task<PracticePage?> Handle(GetPractice request, CancellationToken cancellationToken)
    {
        await using var db = databases.Create(request.Viewer);
        if (await db.Cases.OfType<GoodPractice>().AsNoTracking().SingleOrDefaultAsync(one => one.Id == request.PracticeId, cancellationToken) is not { } practice)
        {
            return null;
        }

        var tasks = await TaskLines.ReadAsync(db, db.Tasks.Where(task => task.CaseId == practice.Id && task.State == TaskState.Open), request.Viewer, cancellationToken);
        var isDraft = practice.Phase == PracticePhase.Draft;
        return new PracticePage(
            practice,
            await db.Cities.AsNoTracking().SingleAsync(city => city.Id == practice.CityId, cancellationToken),
            await db.Hubs.AsNoTracking().SingleAsync(cancellationToken),
            await db.Requests.AsNoTracking().SingleOrDefaultAsync(about => about.Id == practice.RequestId, cancellationToken),
            isDraft ? await PracticeRules.GapsAsync(db, practice, cancellationToken) : [],
            isDraft ? await PracticeRules.UnlistedAsync(db, practice, cancellationToken) : [],
            [.. tasks.Where(line => line.IsMine)]);
    }
}
