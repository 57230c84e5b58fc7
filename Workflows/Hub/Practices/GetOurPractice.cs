using MediatR;
using Microsoft.EntityFrameworkCore;
using StrongCities.Hub.Cases;
using StrongCities.Hub.People;
using StrongCities.Hub.Persistence;
using StrongCities.Hub.Pipeline;
using StrongCities.Hub.Tasks;

namespace StrongCities.Hub.Practices;

/// <summary>Somebody of a city looks at a good practice: their own, or one that another city shares inside the network.</summary>
/// <param name="Viewer">Of a city.</param>
/// <param name="PracticeId">The good practice.</param>
public sealed record GetOurPractice(Viewer Viewer, Guid PracticeId) : IAsViewer<OurPractice?>
{
    /// <inheritdoc/>
    public static Roles Allowed => RoleSets.City;

    /// <inheritdoc/>
    public static OurPractice? NotFound => null;
}

/// <summary>A good practice as a city sees it. <see langword="null"/> in its place means: not found, or not theirs.</summary>
/// <param name="Shown">What others read, or would read of the whole where nothing is released yet.</param>
/// <param name="Own">The case, with what its city knows besides; <see langword="null"/> for another city's.</param>
/// <param name="MyTasks">What the viewer can do now.</param>
/// <param name="Timeline">Newest last; only of the city's own.</param>
public sealed record OurPractice(PublicPractice Shown, GoodPractice? Own, IReadOnlyList<TaskLine> MyTasks, IReadOnlyList<CaseEvent> Timeline);

internal sealed class GetOurPracticeHandler(HubDbFactory databases) : IRequestHandler<GetOurPractice, OurPractice?>
{
    public async Task<OurPractice?> Handle(GetOurPractice request, CancellationToken cancellationToken)
    {
        await using var db = databases.Create(request.Viewer);
        var hub = await db.Hubs.AsNoTracking().SingleAsync(cancellationToken);
        if (await db.Cases.OfType<GoodPractice>().AsNoTracking().SingleOrDefaultAsync(one => one.Id == request.PracticeId, cancellationToken) is not { } own)
        {
            await using var all = databases.Create(null);
            var shared = await SharedPractices.ReadAsync(all, hub, PracticePhase.Network, one => one.Id == request.PracticeId, cancellationToken);
            return shared is [var one] ? new OurPractice(one, null, [], []) : null;
        }

        var city = await db.Cities.AsNoTracking().SingleAsync(one => one.Id == own.CityId, cancellationToken);
        var tasks = await TaskLines.ReadAsync(db, db.Tasks.Where(task => task.CaseId == own.Id && task.State == TaskState.Open), request.Viewer, cancellationToken);
        return new OurPractice(
            PublicPractice.Of(own, city, hub, own.Release ?? new PracticeRelease(true, true, true, default, ""))!,
            own,
            [.. tasks.Where(line => line.IsMine)],
            await db.CaseEvents.AsNoTracking().Where(line => line.CaseId == own.Id).OrderBy(line => line.Id).ToListAsync(cancellationToken));
    }
}
