using System.Security.Cryptography;
using System.Text;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using StrongCities.Hub.People;
using StrongCities.Runtime.Persistence;

namespace StrongCities.Hub.Mail.Inbound;

/// <summary>Knows which addresses don't work.</summary>
/// <param name="options">How long and from when.</param>
/// <param name="clock">The present.</param>
public sealed class AddressHealth(IOptions<InboundOptions> options, TimeProvider clock)
{
    /// <summary>The address by which a person can be reached now: the first that isn't suppressed.</summary>
    /// <param name="db">The unit's context.</param>
    /// <param name="person">The person.</param>
    /// <param name="cancellation">The host stops.</param>
    /// <returns>The address, or <see langword="null"/> when none works.</returns>
    public async Task<string?> ReachableAsync(RuntimeDb db, Person person, CancellationToken cancellation)
    {
        var now = clock.GetUtcNow();
        foreach (var address in new[] { person.Email, person.SecondEmail }.OfType<string>())
        {
            var known = await db.Set<SuppressedAddress>().FindAsync([HashOf(address)], cancellation);
            if (known?.Until is null || known.Until <= now)
            {
                return address;
            }
        }

        return null;
    }

    /// <summary>Notes a bounce.</summary>
    /// <param name="db">The unit's context.</param>
    /// <param name="address">The address that the mail went to.</param>
    /// <param name="weight">What it means.</param>
    /// <param name="cancellation">The host stops.</param>
    /// <returns>Whether the address is suppressed by it, and was not before.</returns>
    public async Task<bool> BouncedAsync(RuntimeDb db, string address, BounceWeight weight, CancellationToken cancellation)
    {
        if (weight == BounceWeight.None)
        {
            return false;
        }

        var now = clock.GetUtcNow();
        var hash = HashOf(address);
        var known = await db.Set<SuppressedAddress>().FindAsync([hash], cancellation);
        if (known is null)
        {
            known = new SuppressedAddress { Hash = hash };
            db.Add(known);
        }

        var suppressedBefore = known.Until > now;
        known.Score = now - known.LastAt > options.Value.SuppressFor ? 1 : known.Score + 1;
        known.LastAt = now;
        if (weight != BounceWeight.Hard && known.Score < options.Value.SoftBounces)
        {
            return false;
        }

        known.Until = now + options.Value.SuppressFor;
        return !suppressedBefore;
    }

    /// <summary>What is kept of an address that fails.</summary>
    internal static string HashOf(string address) =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(SenderCheck.Normalize(address) ?? address)));
}
