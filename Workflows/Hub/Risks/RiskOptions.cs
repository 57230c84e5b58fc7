using System.ComponentModel.DataAnnotations;

namespace StrongCities.Hub.Risks;

/// <summary>Limits of risk registers. Section <c>Risks</c>.</summary>
public sealed class RiskOptions : IValidatableObject
{
    /// <summary>The least product of likelihood and impact that is yellow: 2 to 25. Default 5.</summary>
    [Range(2, 25)]
    public int ModerateFrom { get; set; } = 5;

    /// <summary>The least product that is orange: 3 to 25. Default 10.</summary>
    [Range(3, 25)]
    public int HighFrom { get; set; } = 10;

    /// <summary>The least product that is red: 4 to 25. Default 15.</summary>
    [Range(4, 25)]
    public int CriticalFrom { get; set; } = 15;

    /// <summary>After how many months orange and red risks are looked at again: 1 to 12. Default 3.</summary>
    [Range(1, 12)]
    public int ReviewHighMonths { get; set; } = 3;

    /// <summary>After how many months all others are: 1 to 60. Default 12.</summary>
    [Range(1, 60)]
    public int ReviewMonths { get; set; } = 12;

    /// <summary>After how many calendar days a look that nobody took is asked for again: 7 to 365. Default 30.</summary>
    [Range(7, 365)]
    public int AskAgainDays { get; set; } = 30;

    /// <summary>After how many looks in a row that nobody answered a city is asked more rarely, and its hub reads that it has stopped: 1 to 12. Default 2.</summary>
    [Range(1, 12)]
    public int MissedLooks { get; set; } = 2;

    /// <summary>After how many months a city that has stopped looking is asked again, without reminders: 1 to 12. Default 3.</summary>
    [Range(1, 12)]
    public int QuietMonths { get; set; } = 3;

    /// <summary>How many open risks a register may hold: 5 to 200. Default 60.</summary>
    [Range(5, 200)]
    public int MostRisks { get; set; } = 60;

    /// <summary>How many cities must share a high risk before the hub is told to do something together: 2 to 50. Default 3.</summary>
    [Range(2, 50)]
    public int CitiesForJointWork { get; set; } = 3;

    /// <summary>Where the colours begin.</summary>
    public RiskBands Bands => new(ModerateFrom, HighFrom, CriticalFrom);

    /// <summary>When a risk of a colour is looked at again.</summary>
    internal DateOnly NextLook(RiskBand band, DateOnly today) => today.AddMonths(band >= RiskBand.High ? ReviewHighMonths : ReviewMonths);

    /// <inheritdoc/>
    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        if (ModerateFrom >= HighFrom || HighFrom >= CriticalFrom)
        {
            yield return new ValidationResult($"'{nameof(ModerateFrom)}', '{nameof(HighFrom)}' and '{nameof(CriticalFrom)}' must rise.", [nameof(HighFrom)]);
        }
    }
}
