using System.ComponentModel.DataAnnotations;

namespace StrongCities.Hub.People;

/// <summary>Which languages are offered. Section <c>Languages</c>.</summary>
public sealed class LanguageOptions : IValidatableObject
{
    private static readonly string[] Usual = [.. Languages.All.Where(tag => !Languages.IsRightToLeft(tag))];

    /// <summary>Shown in the menus of languages and taken from browsers. A person or an address may still ask for any other of <see cref="Languages.All"/>.</summary>
    /// <value>Empty for the languages of the western Balkans and English.</value>
    public IReadOnlyList<string> Offered { get; set; } = [];

    /// <summary>What is offered, in the order of <see cref="Languages.All"/>.</summary>
    /// <param name="also">Shown too, though not offered: what somebody has now.</param>
    /// <returns>Never empty.</returns>
    public IReadOnlyList<string> Shown(string? also = null) =>
        [.. Languages.All.Where(tag => tag == also || (Offered.Count == 0 ? Usual : Offered).Contains(tag, StringComparer.Ordinal))];

    /// <inheritdoc/>
    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext) => Offered
        .Where(tag => !Languages.All.Contains(tag))
        .Select(tag => new ValidationResult($"Languages:Offered has '{tag}'; there are {string.Join(", ", Languages.All)}."));
}
