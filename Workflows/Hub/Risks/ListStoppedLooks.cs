using MediatR;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using StrongCities.Hub.People;
using StrongCities.Hub.Persistence;
using StrongCities.Hub.Pipeline;

namespace StrongCities.Hub.Risks;

/// <summary>The hub asks which cities have stopped looking at their risks. It reads that they did, and nothing of the risks.</summary>
/// <param name="Viewer">Staff.</param>
public sealed record ListStoppedLooks(Viewer Viewer) : IAsViewer<IReadOnlyList<StoppedLooks>>
{
    /// <summary>One register of risks only; <see langword="null"/> for those of all cities.</summary>
    public Guid? RegisterId { get; init; }

    /// <inheritdoc/>
    public static Roles Allowed => RoleSets.CaseStaff;

    /// <inheritdoc/>
    public static IReadOnlyList<StoppedLooks> NotFound => [];
}

/// <summary>A city that has stopped looking.</summary>
/// <param name="City">Its name.</param>
/// <param name="RegisterId">Its register of risks.</param>
/// <param name="Count">How many looks in a row nobody answered.</param>
/// <param name="LastAt">When the newest of them was asked for.</param>
public sealed record StoppedLooks(string City, Guid RegisterId, int Count, DateTimeOffset LastAt);

internal sealed class ListStoppedLooksHandler(HubDbFactory databases, IOptions<RiskOptions> options) : IRequestHandler<ListStoppedLooks, IReadOnlyList<StoppedLooks>>
{
    public async Task<IReadOnlyList<StoppedLooks>> Handle(ListStoppedLooks request, CancellationToken cancellationToken)
    {
        await using var db = databases.Create(request.Viewer);
        var kept = await (
            from register in db.Cases.OfType<RiskRegister>()
            join city in db.Cities on register.CityId equals city.Id
            where register.Phase == RegisterPhase.Active && register.ClosedAt == null && (request.RegisterId == null || register.Id == request.RegisterId)
            orderby city.Name
            select new { register.Id, city.Name }).ToListAsync(cancellationToken);
        await using var all = databases.Create(null);
        var stopped = new List<StoppedLooks>();
        foreach (var register in kept)
        {
            if (await MissedLooks.OfAsync(all, register.Id, cancellationToken) is { LastAt: { } last } missed && missed.Count >= options.Value.MissedLooks)
            {
                stopped.Add(new StoppedLooks(register.Name, register.Id, missed.Count, last));
            }
        }

        return stopped;
    }
}
