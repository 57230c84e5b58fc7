using System.Net;
using Microsoft.Extensions.Options;
using StrongCities.Runtime.Http;

namespace StrongCities.Hub.Opportunities.Sources;

/// <summary>Finds the addresses of a name; tests put their own in.</summary>
/// <param name="host">A name.</param>
/// <param name="cancellation">Gives up.</param>
/// <returns>All addresses.</returns>
public delegate Task<IPAddress[]> ResolveName(string host, CancellationToken cancellation);

/// <summary>Opens connections to sources: the name is resolved here, and only the very addresses that were checked are connected to.</summary>
internal sealed class SourceConnection(ResolveName resolve, IOptions<SourceOptions> options)
{
    private readonly IPNetwork[] allowed = [.. options.Value.AllowedNetworks.Select(IPNetwork.Parse)];

    /// <summary>For <see cref="SocketsHttpHandler.ConnectCallback"/>.</summary>
    /// <exception cref="RefusedAddressException">The host has an address that must not be reached. One is enough: who mixes them is up to something.</exception>
    public async ValueTask<Stream> ConnectAsync(DnsEndPoint endPoint, CancellationToken cancellation)
    {
        var all = IPAddress.TryParse(endPoint.Host, out var literal) ? [literal] : await resolve(endPoint.Host, cancellation);
        if (all.Length == 0 || !all.All(IsAllowed))
        {
            throw new RefusedAddressException(
                $"'{endPoint.Host}' leads to this machine or to a private network. Whoever runs the host can allow a network with Sources:AllowedNetworks.");
        }

        return await PublicAddress.ConnectAsync([.. all.Select(PublicAddress.Plain)], endPoint.Port, cancellation);
    }

    private bool IsAllowed(IPAddress address) => PublicAddress.Is(address) || allowed.Any(network => network.Contains(PublicAddress.Plain(address)));
}
