using System.ComponentModel.DataAnnotations;

namespace StrongCities.Hub.Persistence;

/// <summary>Where the hub keeps its data. Section <c>Storage</c>.</summary>
public sealed class StorageOptions
{
    /// <summary>Holds the database and the attachments; made when missing.</summary>
    /// <value>A path, relative to the working folder or absolute. Default <c>data</c>.</value>
    [Required]
    public string DataFolder { get; set; } = "data";

    /// <summary>How long a write waits for another process that holds the database.</summary>
    /// <value>Default 10 seconds; 0.1 to 60 seconds.</value>
    [Range(typeof(TimeSpan), "00:00:00.1", "00:01:00")]
    public TimeSpan BusyTimeout { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>
    /// How long the write-ahead log grows before it is copied into the database: pages that change often are copied once instead of many times,
    /// and a crash leaves that much to read at the next start.
    /// </summary>
    /// <value>Pages of 4 kB. Default 4,000 (16 MB); 100 to 100,000.</value>
    [Range(100, 100_000)]
    public int CheckpointPages { get; set; } = 4_000;
}
