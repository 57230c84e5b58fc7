using System.Net;
using System.Net.Sockets;

namespace StrongCities.Runtime.Http;

/// <summary>Tells addresses of the public internet from those of this machine and of private networks, and connects to checked ones only.</summary>
public static class PublicAddress
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
    /// <param name="address">Of either family; an IPv4 address that is written as IPv6 counts as what it is.</param>
    /// <returns>True if so.</returns>
    public static bool Is(IPAddress address)
    {
        var plain = Plain(address);
        return !Special.Any(network => network.Contains(plain));
    }

    /// <summary>An address without its disguise: IPv4 that is written as IPv6 becomes IPv4.</summary>
    /// <param name="address">Any.</param>
    /// <returns>The same place.</returns>
    public static IPAddress Plain(IPAddress address)
    {
        ArgumentNullException.ThrowIfNull(address);
        return address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address;
    }

    /// <summary>Connects to the first of some addresses that answers.</summary>
    /// <param name="addresses">Checked ones; a name is never resolved again.</param>
    /// <param name="port">Their port.</param>
    /// <param name="cancellation">Gives up.</param>
    /// <returns>The connection; dispose it.</returns>
    public static async Task<Stream> ConnectAsync(IPAddress[] addresses, int port, CancellationToken cancellation)
    {
        Socket? socket = null;
        try
        {
            socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
            await socket.ConnectAsync(addresses, port, cancellation);
            var stream = new NetworkStream(socket, ownsSocket: true);
            socket = null;
            return stream;
        }
        finally
        {
            socket?.Dispose();
        }
    }
}
