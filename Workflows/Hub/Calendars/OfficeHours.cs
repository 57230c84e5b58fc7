using System.ComponentModel.DataAnnotations;

namespace StrongCities.Hub.Calendars;

/// <summary>
/// When offices are open on a working day, in the calendar's local time. Mail waits for these hours, and what is due is due
/// at their end.
/// </summary>
public sealed record OfficeHours : IValidatableObject
{
    /// <summary>08:00 to 16:00, usual in the region's administrations.</summary>
    public static OfficeHours Default { get; } = new();

    /// <summary>Opening, local time of day. Default 08:00; any time before <see cref="Closes"/>.</summary>
    public TimeOnly Opens { get; init; } = new(8, 0);

    /// <summary>Closing, local time of day. Default 16:00; any time after <see cref="Opens"/>, the same day.</summary>
    public TimeOnly Closes { get; init; } = new(16, 0);

    /// <inheritdoc />
    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        if (Opens >= Closes)
        {
            yield return new ValidationResult(
                $"Office hours must open before they close; they open at {Opens:HH\\:mm} and close at {Closes:HH\\:mm}.",
                [nameof(Opens), nameof(Closes)]);
        }
    }
}
