using System.Globalization;
using System.Text;
using MimeKit;
using MimeKit.Cryptography;

namespace StrongCities.Hub.Mail.Inbound;

/// <summary>Who a message says it is from, and whether our own mail server vouches for it.</summary>
/// <param name="Address">Lower case, domain in ASCII; empty when there is not exactly one.</param>
/// <param name="IsProven">Whether the domain in From is proven by DMARC or an aligned DKIM signature.</param>
public sealed record SenderCheck(string Address, bool IsProven)
{
    private static readonly IdnMapping Idn = new();

    /// <summary>Checks one.</summary>
    /// <param name="message">Parsed.</param>
    /// <param name="trustedAuthServId">Whose results count; empty for nobody's.</param>
    /// <returns>The sender.</returns>
    public static SenderCheck Of(MimeMessage message, string? trustedAuthServId)
    {
        var headers = message.Headers.Count(header => header.Id == HeaderId.From);
        if (headers != 1 || message.From.Count != 1 || message.From[0] is not MailboxAddress from || Normalize(from.Address) is not { } address)
        {
            return new SenderCheck("", false);
        }

        var domain = address[(address.LastIndexOf('@') + 1)..];
        return new SenderCheck(address, TrustedResults(message, trustedAuthServId) is { } results && IsProvenBy(results, domain));
    }

    /// <summary>An address as it is compared: letters of ASCII in lower case, the domain in its ASCII form.</summary>
    /// <param name="address">Any text.</param>
    /// <returns>The form, or <see langword="null"/> when it is no address.</returns>
    public static string? Normalize(string address)
    {
        var at = address.LastIndexOf('@');
        if (at <= 0 || at == address.Length - 1)
        {
            return null;
        }

        try
        {
            var domain = Idn.GetAscii(address[(at + 1)..].TrimEnd('.')).ToLowerInvariant();
            return $"{address[..at].Normalize(NormalizationForm.FormC).ToLowerInvariant()}@{domain}";
        }
        catch (ArgumentException)
        {
            return null;
        }
    }

    // Only the topmost header was written by our own server; what is below came with the message.
    private static AuthenticationResults? TrustedResults(MimeMessage message, string? trusted)
    {
        if (string.IsNullOrWhiteSpace(trusted) || message.Headers.FirstOrDefault(header => header.Id == HeaderId.AuthenticationResults) is not { } header)
        {
            return null;
        }

        return AuthenticationResults.TryParse(header.RawValue, out var results)
            && string.Equals(results.AuthenticationServiceIdentifier, trusted, StringComparison.OrdinalIgnoreCase)
            ? results
            : null;
    }

    private static bool IsProvenBy(AuthenticationResults results, string domain)
    {
        var dmarc = results.Results.Where(result => Is(result.Method, "dmarc")).ToList();
        return dmarc.Count > 0
            ? dmarc.Exists(result => Is(result.Result, "pass") && Is(ValueOf(result, "header", "from"), domain)) && dmarc.TrueForAll(result => Is(result.Result, "pass"))
            : results.Results.Any(result => Is(result.Method, "dkim") && Is(result.Result, "pass") && IsAligned(ValueOf(result, "header", "d"), domain));
    }

    private static bool IsAligned(string? signer, string domain) =>
        signer is not null && signer.Contains('.', StringComparison.Ordinal)
        && (Is(signer, domain) || domain.EndsWith($".{signer}", StringComparison.OrdinalIgnoreCase));

    private static string? ValueOf(AuthenticationMethodResult result, string type, string property) =>
        result.Properties.FirstOrDefault(found => Is(found.PropertyType, type) && Is(found.Property, property))?.Value;

    private static bool Is(string? text, string other) => string.Equals(text, other, StringComparison.OrdinalIgnoreCase);
}
