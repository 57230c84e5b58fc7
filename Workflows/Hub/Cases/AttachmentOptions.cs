using System.ComponentModel.DataAnnotations;

namespace StrongCities.Hub.Cases;

/// <summary>Limits of attachments. Section <c>Attachments</c>.</summary>
public sealed class AttachmentOptions : IValidatableObject
{
    /// <summary>One file, in bytes.</summary>
    /// <value>Default 10 MB; 1 kB to 100 MB.</value>
    [Range(1_000, 100_000_000)]
    public long MaxBytes { get; set; } = 10_000_000;

    /// <summary>Files of one request.</summary>
    /// <value>Default 5; 0 to 50.</value>
    [Range(0, 50)]
    public int MaxCount { get; set; } = 5;

    /// <summary>All files of one request together, in bytes.</summary>
    /// <value>Default 25 MB; 1 kB to 500 MB.</value>
    [Range(1_000, 500_000_000)]
    public long MaxTotalBytes { get; set; } = 25_000_000;

    /// <summary>How long a file that no request names is kept, such as one whose request could not be stored.</summary>
    /// <value>Default 1 day; 1 hour to 30 days.</value>
    [Range(typeof(TimeSpan), "01:00:00", "30.00:00:00")]
    public TimeSpan OrphanAge { get; set; } = TimeSpan.FromDays(1);

    /// <summary>What is taken, of <see cref="FileTypes.All"/>. Setting it adds to nothing: it replaces the default.</summary>
    /// <value>Media types. Empty, the default: all that are known.</value>
    public IList<string> AllowedTypes { get; } = [];

    /// <summary>Whether files of a type are taken.</summary>
    /// <param name="contentType">Found from the content.</param>
    /// <returns>True if so.</returns>
    public bool Allows(string contentType) => AllowedTypes.Count == 0 || AllowedTypes.Contains(contentType);

    /// <inheritdoc/>
    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        if (MaxTotalBytes < MaxBytes)
        {
            yield return new ValidationResult(
                $"Attachments:MaxTotalBytes ({MaxTotalBytes}) must be at least Attachments:MaxBytes ({MaxBytes}).", [nameof(MaxTotalBytes)]);
        }

        foreach (var unknown in AllowedTypes.Except(FileTypes.All))
        {
            yield return new ValidationResult(
                $"Attachments:AllowedTypes holds '{unknown}', which is not recognised. Use some of: {string.Join(", ", FileTypes.All)}.", [nameof(AllowedTypes)]);
        }
    }
}
