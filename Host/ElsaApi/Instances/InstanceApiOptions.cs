using System.ComponentModel.DataAnnotations;

namespace StrongCities.Host.ElsaApi.Instances;

/// <summary>Limits of the instances' part of the API. Section <c>ElsaApi:Instances</c>.</summary>
public sealed class InstanceApiOptions
{
    /// <summary>Rows of a page when the caller does not say how many. Default 100; 1 to 10,000.</summary>
    [Range(1, 10_000)]
    public int DefaultPageSize { get; set; } = 100;

    /// <summary>Rows of a page whatever the caller says. Default 1,000; 1 to 10,000.</summary>
    [Range(1, 10_000)]
    public int MaxPageSize { get; set; } = 1000;

    /// <summary>Instances that one call cancels, changes or exports. Default 1,000; 1 to 100,000.</summary>
    [Range(1, 100_000)]
    public int MaxBulk { get; set; } = 1000;

    /// <summary>Instances that one open page may look at. Default 100; 1 to 10,000.</summary>
    [Range(1, 10_000)]
    public int MaxObserved { get; set; } = 100;

    /// <summary>Activity records up to which an open page is sent counts with each change. Default 1,000; 0 to 100,000.</summary>
    [Range(0, 100_000)]
    public int MaxPushedRecords { get; set; } = 1000;

    /// <summary>A body, in bytes. Default 4 MiB; 1 KiB to 64 MiB.</summary>
    [Range(1 << 10, 64 << 20)]
    public int MaxBody { get; set; } = 4 << 20;

    /// <summary>A file of an import, in bytes. Default 32 MiB; 1 KiB to 256 MiB.</summary>
    [Range(1 << 10, 256 << 20)]
    public int MaxUpload { get; set; } = 32 << 20;
}
