using System.ComponentModel.DataAnnotations;
using System.Net;
using Microsoft.AspNetCore.HttpOverrides;
using Microsoft.Extensions.Options;

namespace StrongCities.Host.Identity;

/// <summary>Which proxies may say for whom they ask. Section <c>Proxy</c>.</summary>
public sealed class ProxyOptions : IValidatableObject
{
    /// <summary>
    /// Addresses (<c>10.0.0.5</c>, <c>::1</c>) or networks (<c>10.0.0.0/8</c>) of proxies whose <c>X-Forwarded-For</c> and
    /// <c>X-Forwarded-Proto</c> are believed. Default none: the headers are passed over, and behind a proxy all visitors count as one.
    /// </summary>
    public IReadOnlyList<string> Known { get; set; } = [];

    /// <inheritdoc/>
    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext) =>
        from known in Known
        where NetworkOf(known) is null
        select new ValidationResult(
            $"Proxy:Known has \"{known}\": give an address, such as 10.0.0.5, or a network from its first address, such as 10.0.0.0/8.", [nameof(Known)]);

    /// <summary>The network, or the one address as a network; <see langword="null"/> for anything else.</summary>
    internal static System.Net.IPNetwork? NetworkOf(string known) =>
        System.Net.IPNetwork.TryParse(known, out var network) ? network
        : IPAddress.TryParse(known, out var address) ? new System.Net.IPNetwork(address, address.GetAddressBytes().Length * 8)
        : null;
}

/// <summary>Applies <see cref="ProxyOptions"/>.</summary>
internal static class Proxies
{
    public static void AddProxies(this IServiceCollection services) =>
        services.AddOptions<ProxyOptions>().BindConfiguration("Proxy").ValidateDataAnnotations().ValidateOnStart();

    /// <summary>Comes first: limits by address and the way to https go by what it finds.</summary>
    public static void UseProxies(this WebApplication app)
    {
        var known = app.Services.GetRequiredService<IOptions<ProxyOptions>>().Value.Known;
        if (known.Count == 0)
        {
            return;
        }

        // Walks back through the known proxies, however many, to the first address that is none of them.
        var options = new ForwardedHeadersOptions { ForwardedHeaders = ForwardedHeaders.XForwardedFor | ForwardedHeaders.XForwardedProto, ForwardLimit = null };
        options.KnownProxies.Clear();
        options.KnownIPNetworks.Clear();
        foreach (var network in known.Select(ProxyOptions.NetworkOf).OfType<System.Net.IPNetwork>())
        {
            options.KnownIPNetworks.Add(network);
        }

        app.UseForwardedHeaders(options);
    }
}
