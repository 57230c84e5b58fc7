using System.ComponentModel.DataAnnotations;

namespace StrongCities.Host.ElsaApi;

/// <summary>Who may call <c>/elsa/api</c> besides hub staff with their cookie. Section <c>ElsaApi</c>.</summary>
public sealed class ElsaApiOptions : IValidatableObject
{
    private const int HashLength = 64;

    /// <summary>
    /// Keys of programs, sent as <c>Authorization: ApiKey …</c>: a name that the audit shows, and the key's SHA-256 as 64 hexadecimal digits.
    /// Default none.
    /// </summary>
    public IDictionary<string, string> Keys { get; } = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);

    /// <summary>Whether any program on this machine may call without a key. Default <see langword="false"/>; only in Development, for trying things.</summary>
    public bool Open { get; set; }

    /// <inheritdoc/>
    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext) =>
        from key in Keys
        where key.Value.Length != HashLength || !key.Value.All(char.IsAsciiHexDigit)
        select new ValidationResult($"ElsaApi:Keys:{key.Key} must be the key's SHA-256 as {HashLength} hexadecimal digits, not the key.", [nameof(Keys)]);
}
