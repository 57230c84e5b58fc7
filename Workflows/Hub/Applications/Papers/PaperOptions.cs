using System.ComponentModel.DataAnnotations;
using StrongCities.Hub.Cases;

namespace StrongCities.Hub.Applications.Papers;

/// <summary>Limits of the papers of one application or award. Section <c>Papers</c>.</summary>
public sealed class PaperOptions : IValidatableObject
{
    /// <summary>Lines of one checklist.</summary>
    /// <value>Default 60; 1 to 500.</value>
    [Range(1, 500)]
    public int MaxPapers { get; set; } = 60;

    /// <summary>One version, in bytes.</summary>
    /// <value>Default 25 MB; 1 kB to 100 MB.</value>
    [Range(1_000, 100_000_000)]
    public long MaxBytes { get; set; } = 25_000_000;

    /// <summary>Versions of all papers together.</summary>
    /// <value>Default 300; 1 to 5,000.</value>
    [Range(1, 5_000)]
    public int MaxVersions { get; set; } = 300;

    /// <summary>Versions of all papers together, in bytes.</summary>
    /// <value>Default 500 MB; 1 kB to 5 GB.</value>
    [Range(1_000, 5_000_000_000)]
    public long MaxTotalBytes { get; set; } = 500_000_000;

    /// <summary>How much of a text a page shows, in characters; the whole can be downloaded.</summary>
    /// <value>Default 20,000; 0 (no preview) to 200,000.</value>
    [Range(0, 200_000)]
    public int MaxPreview { get; set; } = 20_000;

    /// <summary>The limits of uploads.</summary>
    internal FileLimits Files => new(MaxBytes, MaxVersions, MaxTotalBytes);

    /// <inheritdoc/>
    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        if (MaxTotalBytes < MaxBytes)
        {
            yield return new ValidationResult($"Papers:MaxTotalBytes ({MaxTotalBytes}) must be at least Papers:MaxBytes ({MaxBytes}).", [nameof(MaxTotalBytes)]);
        }
    }
}
