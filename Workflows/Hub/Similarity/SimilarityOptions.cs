using System.ComponentModel.DataAnnotations;

namespace StrongCities.Hub.Similarity;

/// <summary>How similar cities are found. Section <c>Similarity</c>. The five weights sum to 100.</summary>
public sealed class SimilarityOptions : IValidatableObject
{
    private const int Whole = 100;

    /// <summary>What high risks in common count: 0 to 100. Default 40.</summary>
    [Range(0, Whole)]
    public int RiskWeight { get; set; } = 40;

    /// <summary>What priorities in common count: 0 to 100. Default 20.</summary>
    [Range(0, Whole)]
    public int ThemeWeight { get; set; } = 20;

    /// <summary>What cases in common count: 0 to 100. Default 15.</summary>
    [Range(0, Whole)]
    public int CaseWeight { get; set; } = 15;

    /// <summary>What being about as big counts: 0 to 100. Default 15.</summary>
    [Range(0, Whole)]
    public int SizeWeight { get; set; } = 15;

    /// <summary>What a language in common counts: 0 to 100. Default 10.</summary>
    [Range(0, Whole)]
    public int LanguageWeight { get; set; } = 10;

    /// <summary>How many cities are shown at most: 1 to 100. Default 10.</summary>
    [Range(1, 100)]
    public int Most { get; set; } = 10;

    /// <inheritdoc/>
    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        if (RiskWeight + ThemeWeight + CaseWeight + SizeWeight + LanguageWeight != Whole)
        {
            yield return new ValidationResult($"The five weights of similarity must sum to {Whole}.", [nameof(RiskWeight)]);
        }
    }
}
