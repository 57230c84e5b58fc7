using System.ComponentModel.DataAnnotations;

namespace StrongCities.Host.Overload;

/// <summary>How much the host takes on at once. Section <c>Overload</c>.</summary>
public sealed class OverloadOptions
{
    /// <summary>
    /// Requests under way at once, pages, API and calls of workflows together; files, probes and live connections do not count. More are
    /// answered with 503. Default 512; 1 to 100,000.
    /// </summary>
    [Range(1, 100_000)]
    public int MaxRequests { get; set; } = 512;

    /// <summary>After what time a caller who was turned away is told to come again. Default 2 seconds; 1 second to 1 hour.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "01:00:00")]
    public TimeSpan RetryAfter { get; set; } = TimeSpan.FromSeconds(2);

    /// <summary>
    /// How long a stop of the host waits for requests, bursts and mail under way. What is not done then is done after the next start. Default 30
    /// seconds; 1 second to 10 minutes.
    /// </summary>
    [Range(typeof(TimeSpan), "00:00:01", "00:10:00")]
    public TimeSpan StopWithin { get; set; } = TimeSpan.FromSeconds(30);
}
