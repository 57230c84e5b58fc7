using System.ComponentModel.DataAnnotations;

namespace StrongCities.Runtime.Persistence;

/// <summary>Limits of the <see cref="CommitQueue"/>: section <c>Runtime:Commits</c>.</summary>
public sealed class CommitQueueOptions
{
    /// <summary>Units that one transaction takes, at most. More share the price of one flush; each waits for all.</summary>
    /// <value>Count. Default 64; 1 to 1,000.</value>
    [Range(1, 1_000)]
    public int MaxBatch { get; set; } = 64;

    /// <summary>Units that may wait. When it is reached, callers wait to get in, and the host turns new requests away.</summary>
    /// <value>Count. Default 4,096; 1 to 1,000,000.</value>
    [Range(1, 1_000_000)]
    public int Capacity { get; set; } = 4_096;

    /// <summary>How long a stop of the host waits for units that were taken in. Those left are failed, and nothing of them is kept.</summary>
    /// <value>Default 20 seconds; 1 second to 10 minutes.</value>
    [Range(typeof(TimeSpan), "00:00:01", "00:10:00")]
    public TimeSpan FinishWithin { get; set; } = TimeSpan.FromSeconds(20);
}
