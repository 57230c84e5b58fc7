using MediatR;
using Microsoft.EntityFrameworkCore;
using StrongCities.Hub.Cases;
using StrongCities.Hub.Cities;
using StrongCities.Hub.Opportunities;
using StrongCities.Hub.People;
using StrongCities.Hub.Persistence;
using StrongCities.Hub.Pipeline;
using StrongCities.Hub.Tasks;

namespace StrongCities.Hub.Awards;

/// <summary>Somebody of the city or its hub looks at an award.</summary>
/// <param name="Viewer">Who.</param>
/// <param name="AwardId">The award.</param>
public sealed record GetAward(Viewer Viewer, Guid AwardId) : IAsViewer<AwardPage?>
{
    /// <inheritdoc/>
    public static Roles Allowed => RoleSets.City | RoleSets.CaseStaff;

    /// <inheritdoc/>
    public static AwardPage? NotFound => null;
}

/// <summary>An award from all sides. <see langword="null"/> in its place means: not found, or not theirs.</summary>
/// <param name="Award">The award.</param>
/// <param name="City">Whose it is.</param>
/// <param name="Obligations">By day.</param>
/// <param name="Instalments">In their order.</param>
/// <param name="Amendments">Newest first.</param>
/// <param name="MyTasks">What the viewer can do now.</param>
/// <param name="Timeline">Newest last; of the city only what it sees.</param>
/// <param name="Attachments">Oldest first.</param>
public sealed record AwardPage(
    Award Award,
    City City,
    IReadOnlyList<Obligation> Obligations,
    IReadOnlyList<Instalment> Instalments,
    IReadOnlyList<Amendment> Amendments,
    IReadOnlyList<TaskLine> MyTasks,
    IReadOnlyList<CaseEvent> Timeline,
    IReadOnlyList<Attachment> Attachments)
{
    /// <summary>What has come, by currency: amounts in different currencies are never added.</summary>
    public IReadOnlyList<Money> Received =>
    [
        .. Instalments.Where(part => part.PaidOn is not null).Select(part => part.Paid ?? part.Amount)
            .GroupBy(money => money.Currency, (currency, all) => new Money(all.Sum(money => money.Amount), currency)).OrderBy(money => money.Currency, StringComparer.Ordinal),
    ];
}

internal sealed class GetAwardHandler(HubDbFactory databases) : IRequestHandler<GetAward, AwardPage?>
{
    public async Task<AwardPage?> Handle(GetAward request, CancellationToken cancellationToken)
    {
        await using var db = databases.Create(request.Viewer);
        if (await db.Cases.OfType<Award>().AsNoTracking().SingleOrDefaultAsync(award => award.Id == request.AwardId, cancellationToken) is not { } found)
        {
            return null;
        }

        var tasks = await TaskLines.ReadAsync(db, db.Tasks.Where(task => task.CaseId == found.Id && task.State == TaskState.Open), request.Viewer, cancellationToken);
        return new AwardPage(
            found,
            await db.Cities.AsNoTracking().SingleAsync(city => city.Id == found.CityId, cancellationToken),
            await db.Obligations.AsNoTracking().Where(one => one.CaseId == found.Id).OrderBy(one => one.DueAt).ThenBy(one => one.Number).ToListAsync(cancellationToken),
            await db.Instalments.AsNoTracking().Where(part => part.CaseId == found.Id).OrderBy(part => part.Number).ToListAsync(cancellationToken),
            await db.Amendments.AsNoTracking().Where(change => change.CaseId == found.Id).OrderByDescending(change => change.Number).ToListAsync(cancellationToken),
            [.. tasks.Where(line => line.IsMine)],
            await db.CaseEvents.AsNoTracking().Where(line => line.CaseId == found.Id).OrderBy(line => line.Id).ToListAsync(cancellationToken),
            await db.Attachments.AsNoTracking().Where(file => file.CaseId == found.Id).OrderBy(file => file.UploadedAt).ToListAsync(cancellationToken));
    }
}
