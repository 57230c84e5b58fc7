using System.Net;
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
        var addresses = options.Value.AllowPrivateAddresses ? all : Array.FindAll(all, PublicAddress.Is);
        if (addresses.Length == 0)
        {
            throw new RefusedAddressException(
                $"'{endPoint.Host}' is an address of this machine or of a private network; workflows may not call it. " +
                "Whoever runs the host can allow all such addresses with Runtime:Http:AllowPrivateAddresses.");
        }

        return await PublicAddress.ConnectAsync(addresses, endPoint.Port, cancellation);
    }

    private static bool Matches(string pattern, string host) => pattern.StartsWith("*.", StringComparison.Ordinal)
        ? host.EndsWith(pattern[1..], StringComparison.OrdinalIgnoreCase)
        : string.Equals(pattern, host, StringComparison.OrdinalIgnoreCase);
}
