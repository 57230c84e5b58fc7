using MediatR;
using Microsoft.EntityFrameworkCore;
using StrongCities.Hub.Mail.Inbound;
using StrongCities.Hub.People;
using StrongCities.Hub.Persistence;
using StrongCities.Hub.Pipeline;
using StrongCities.Runtime.Persistence;

namespace StrongCities.Hub.Mail;

/// <summary>Staff say that an address works again: the next mail goes there.</summary>
/// <param name="Viewer">Of the hub.</param>
/// <param name="PersonId">Whose addresses; both are tried again.</param>
public sealed record ReleaseAddress(Viewer Viewer, Guid PersonId) : IAsViewer<bool>
{
    /// <inheritdoc/>
    public static Roles Allowed => RoleSets.CaseStaff;

    /// <inheritdoc/>
    public static bool NotFound => false;
}

internal sealed class ReleaseAddressHandler(HubDbFactory databases, CommitQueue commits) : IRequestHandler<ReleaseAddress, bool>
{
    public async Task<bool> Handle(ReleaseAddress request, CancellationToken cancellationToken)
    {
        await using var db = databases.Create(request.Viewer);
        var person = await db.People.AsNoTracking().SingleOrDefaultAsync(p => p.Id == request.PersonId, cancellationToken);
        if (person is null)
        {
            return false;
        }

        var hashes = new[] { person.Email, person.SecondEmail }.OfType<string>().Select(AddressHealth.HashOf).ToList();
        return await commits.CommitAsync(
            async (unit, token) => UnitResult.Keep(await unit.Hub().SuppressedAddresses.Where(address => hashes.Contains(address.Hash)).ExecuteDeleteAsync(token) > 0),
            cancellationToken);
    }
}
