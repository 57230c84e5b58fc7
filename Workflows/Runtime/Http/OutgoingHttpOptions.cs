using System.ComponentModel.DataAnnotations;

namespace StrongCities.Runtime.Http;

/// <summary>What requests of workflows may reach and take: section <c>Runtime:Http</c>.</summary>
public sealed class OutgoingHttpOptions
{
    /// <summary>Hosts that may be called: names, or <c>*.example.org</c> for all names below one.</summary>
    /// <value>Default empty: every public host.</value>
    public IList<string> AllowedHosts { get; } = [];

    /// <summary>
    /// Whether addresses of this machine and of private networks may be called. Whoever writes workflows then reaches what the host reaches.
    /// </summary>
    /// <value>Default false.</value>
    public bool AllowPrivateAddresses { get; set; }

    /// <summary>Whether only https is sent.</summary>
    /// <value>Default false.</value>
    public bool HttpsOnly { get; set; }

    /// <summary>The longest content of a request.</summary>
    /// <value>Bytes. Default 10 MB; 1 kB to 1 GB.</value>
    [Range(1_000, 1_000_000_000)]
    public int MaxRequestBytes { get; set; } = 10_000_000;

    /// <summary>The longest content of a response; a longer one faults the activity.</summary>
    /// <value>Bytes. Default 10 MB; 1 kB to 1 GB.</value>
    [Range(1_000, 1_000_000_000)]
    public int MaxResponseBytes { get; set; } = 10_000_000;

    /// <summary>How long one try may take, response and all.</summary>
    /// <value>Default 100 s, as in Elsa; 100 ms to 1 h.</value>
    [Range(typeof(TimeSpan), "00:00:00.1", "01:00:00")]
    public TimeSpan Timeout { get; set; } = TimeSpan.FromSeconds(100);

    /// <summary>Redirects that are followed; the next one is the response.</summary>
    /// <value>Count. Default 10; 1 to 50.</value>
    [Range(1, 50)]
    public int MaxRedirects { get; set; } = 10;

    /// <summary>Tries after the first of a request with a resilience strategy.</summary>
    /// <value>Count. Default 3, as in Elsa; 0 to 20.</value>
    [Range(0, 20)]
    public int Retries { get; set; } = 3;

    /// <summary>Tries after the first of a request with Elsa's older switch <c>enableResiliency</c>.</summary>
    /// <value>Count. Default 8, as in Elsa; 0 to 20.</value>
    [Range(0, 20)]
    public int LegacyRetries { get; set; } = 8;

    /// <summary>The time before the second try, on average; doubled with each try.</summary>
    /// <value>Default 1 s, as in Elsa; 1 ms to 1 min.</value>
    [Range(typeof(TimeSpan), "00:00:00.001", "00:01:00")]
    public TimeSpan FirstRetry { get; set; } = TimeSpan.FromSeconds(1);

    /// <summary>The longest time between two tries, on average.</summary>
    /// <value>Default 1 min; 1 ms to 1 h.</value>
    [Range(typeof(TimeSpan), "00:00:00.001", "01:00:00")]
    public TimeSpan MaxRetry { get; set; } = TimeSpan.FromMinutes(1);
}
