using MediatR;
using Microsoft.EntityFrameworkCore;
using StrongCities.Hub.Mail.Inbound;
using StrongCities.Hub.People;
using StrongCities.Hub.Persistence;
using StrongCities.Hub.Pipeline;
using StrongCities.Hub.Tasks;

namespace StrongCities.Hub.Mail;

/// <summary>Staff see whose addresses are suppressed, and which tasks wait for these people.</summary>
/// <param name="Viewer">Of the hub.</param>
public sealed record ListUnreachable(Viewer Viewer) : IAsViewer<IReadOnlyList<UnreachableLine>?>
{
    /// <inheritdoc/>
    public static Roles Allowed => RoleSets.CaseStaff;

    /// <inheritdoc/>
    public static IReadOnlyList<UnreachableLine>? NotFound => null;
}

/// <summary>An address that fails.</summary>
/// <param name="Person">Whose.</param>
/// <param name="Address">Which.</param>
/// <param name="Until">Gets no mail before.</param>
/// <param name="Other">Where mail goes instead, or <see langword="null"/>.</param>
/// <param name="Tasks">Open tasks in which the person has a seat.</param>
public sealed record UnreachableLine(Person Person, string Address, DateTimeOffset Until, string? Other, IReadOnlyList<HumanTask> Tasks);

internal sealed class ListUnreachableHandler(HubDbFactory databases, TimeProvider clock) : IRequestHandler<ListUnreachable, IReadOnlyList<UnreachableLine>?>
{
    public async Task<IReadOnlyList<UnreachableLine>?> Handle(ListUnreachable request, CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();
        await using var db = databases.Create(request.Viewer);
        var failing = await db.SuppressedAddresses.AsNoTracking().Where(address => address.Until > now)
            .ToDictionaryAsync(address => address.Hash, address => address.Until!.Value, cancellationToken);
        if (failing.Count == 0)
        {
            return [];
        }

        // Only hashes of failing addresses are kept: the directory says whose they are.
        var lines = new List<UnreachableLine>();
        foreach (var person in await db.People.AsNoTracking().Where(p => p.IsActive).OrderBy(p => p.Name).ToListAsync(cancellationToken))
        {
            string[] addresses = [.. new[] { person.Email, person.SecondEmail }.OfType<string>()];
            var other = addresses.FirstOrDefault(address => !failing.ContainsKey(AddressHealth.HashOf(address)));
            lines.AddRange(addresses
                .Where(address => failing.ContainsKey(AddressHealth.HashOf(address)))
                .Select(address => new UnreachableLine(person, address, failing[AddressHealth.HashOf(address)], other, [])));
        }

        var people = lines.Select(line => line.Person.Id).Distinct().ToList();
        var tasks = await db.Tasks.AsNoTracking().Include(task => task.Seats)
            .Where(task => task.State == TaskState.Open && task.Seats.Any(seat => seat.State == SeatState.Open && people.Contains(seat.PersonId)))
            .ToListAsync(cancellationToken);
        return [.. lines.Select(line => line with { Tasks = [.. tasks.Where(task => task.Seats.Any(seat => seat.State == SeatState.Open && seat.PersonId == line.Person.Id))] })];
    }
}
