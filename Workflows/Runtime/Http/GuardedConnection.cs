using System.Net;
using System.Net.Sockets;
using Microsoft.Extensions.Options;

namespace StrongCities.Runtime.Http;

/// <summary>A request would reach what workflows must not reach. The message says how to allow it.</summary>
public sealed class RefusedAddressException : Exception
{
    /// <summary>Makes one without a reason.</summary>
    public RefusedAddressException()
    {
    }

    /// <summary>Makes one.</summary>
    /// <param name="message">What is refused, and how to allow it.</param>
    public RefusedAddressException(string message)
        : base(message)
    {
    }

    /// <summary>Makes one that has a cause.</summary>
    /// <param name="message">What is refused, and how to allow it.</param>
    /// <param name="innerException">The cause.</param>
    public RefusedAddressException(string message, Exception innerException)
        : base(message, innerException)
    {
    }
}

/// <summary>
/// Opens connections for requests of workflows. It resolves the name itself and connects to the very addresses that it checked, so that a name
/// that changes its address between check and use gains nothing. Redirects open connections here too.
/// </summary>
internal sealed class GuardedConnection(IOptions<OutgoingHttpOptions> options)
{
    private static readonly IPNetwork[] Special =
    [
        .. new[]
        {
            "0.0.0.0/8", "10.0.0.0/8", "100.64.0.0/10", "127.0.0.0/8", "169.254.0.0/16", "172.16.0.0/12", "192.0.0.0/24", "192.0.2.0/24",
            "192.88.99.0/24", "192.168.0.0/16", "198.18.0.0/15", "198.51.100.0/24", "203.0.113.0/24", "224.0.0.0/3",
            "::/96", "64:ff9b::/96", "64:ff9b:1::/48", "100::/64", "2001::/23", "2001:db8::/32", "2002::/16", "fc00::/7", "fe80::/10", "fec0::/10",
            "ff00::/8",
        }.Select(IPNetwork.Parse),
    ];

    /// <summary>Whether an address is of the public internet: not of this machine, a private or special network.</summary>
    public static bool IsPublic(IPAddress address)
    {
        var plain = address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address;
        return !Special.Any(network => network.Contains(plain));
    }

    /// <summary>Refuses a host that is not on the list.</summary>
    /// <exception cref="RefusedAddressException">It is not.</exception>
    public void RequireAllowed(string host)
    {
        var allowed = options.Value.AllowedHosts;
        if (allowed.Count > 0 && !allowed.Any(pattern => Matches(pattern, host)))
        {
            throw new RefusedAddressException($"Workflows here may not call '{host}'. Whoever runs the host can add it to Runtime:Http:AllowedHosts.");
        }
    }

    /// <summary>For <see cref="System.Net.Http.SocketsHttpHandler.ConnectCallback"/>.</summary>
    /// <exception cref="RefusedAddressException">The host is not allowed, or all its addresses are private.</exception>
    public async ValueTask<Stream> ConnectAsync(DnsEndPoint endPoint, CancellationToken cancellation)
    {
        RequireAllowed(endPoint.Host);
        var all = IPAddress.TryParse(endPoint.Host, out var literal) ? [literal] : await Dns.GetHostAddressesAsync(endPoint.Host, cancellation);
        var addresses = options.Value.AllowPrivateAddresses ? all : Array.FindAll(all, IsPublic);
        if (addresses.Length == 0)
        {
            throw new RefusedAddressException(
                $"'{endPoint.Host}' is an address of this machine or of a private network; workflows may not call it. " +
                "Whoever runs the host can allow all such addresses with Runtime:Http:AllowPrivateAddresses.");
        }

        Socket? socket = null;
        try
        {
            socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
            await socket.ConnectAsync(addresses, endPoint.Port, cancellation);
            var stream = new NetworkStream(socket, ownsSocket: true);
            socket = null;
            return stream;
        }
        finally
        {
            socket?.Dispose();
        }
    }

    private static bool Matches(string pattern, string host) => pattern.StartsWith("*.", StringComparison.Ordinal)
        ? host.EndsWith(pattern[1..], StringComparison.OrdinalIgnoreCase)
        : string.Equals(pattern, host, StringComparison.OrdinalIgnoreCase);
}
