using System.ComponentModel.DataAnnotations;
using System.Security.Cryptography;

namespace StrongCities.Hub.Mail;

/// <summary>
/// Signs outgoing mails (DKIM, RFC 6376), so that servers believe the From. Not needed where the relay signs. Section <c>Mail:Dkim</c>.
/// </summary>
public sealed class DkimOptions
{
    /// <summary>The least key that verifiers still trust, by RFC 8301. Bits.</summary>
    private const int LeastBits = 2_048;

    /// <summary>
    /// A file with the RSA private key as PEM, of 2,048 bits or more; its public half is the TXT record
    /// <c>{Selector}._domainkey.{Domain}</c>. Default: none, and nothing is signed.
    /// </summary>
    public string? KeyFile { get; set; }

    /// <summary>The domain that signs: that of the hubs' addresses, or one above it. Required with <see cref="KeyFile"/>.</summary>
    [RegularExpression(MailOptions.HostName, ErrorMessage = "Mail:Dkim:Domain must be a host name, such as example.org.")]
    public string? Domain { get; set; }

    /// <summary>Names the key among the domain's, such as <c>hub2026</c>: letters, digits, hyphens, dots. Required with <see cref="KeyFile"/>.</summary>
    [RegularExpression("^[A-Za-z0-9]([A-Za-z0-9.-]{0,61}[A-Za-z0-9])?$", ErrorMessage = "Mail:Dkim:Selector must be letters, digits, hyphens and dots.")]
    public string? Selector { get; set; }

    /// <summary>What keeps these options from being used.</summary>
    internal IEnumerable<string> Problems()
    {
        if (KeyFile is null)
        {
            yield break;
        }

        if (Domain is null || Selector is null)
        {
            yield return "Mail:Dkim:Domain and Mail:Dkim:Selector are missing: with Mail:Dkim:KeyFile they say where the public key is found.";
        }

        if (KeyProblem() is { } problem)
        {
            yield return problem;
        }
    }

    /// <summary>Reads the key.</summary>
    /// <returns>The caller disposes of it.</returns>
    /// <exception cref="IOException">No such file.</exception>
    /// <exception cref="UnauthorizedAccessException">Not for this process.</exception>
    /// <exception cref="ArgumentException">No key in it.</exception>
    /// <exception cref="CryptographicException">Not an RSA key.</exception>
    internal RSA OpenKey()
    {
        var key = RSA.Create();
        try
        {
            key.ImportFromPem(File.ReadAllText(KeyFile!));
            return key;
        }
        catch
        {
            key.Dispose();
            throw;
        }
    }

    private string? KeyProblem()
    {
        try
        {
            using var key = OpenKey();
            key.ExportParameters(includePrivateParameters: true);
            return key.KeySize < LeastBits ? $"Mail:Dkim:KeyFile holds a key of {key.KeySize} bits; servers want {LeastBits} at least." : null;
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException or ArgumentException or CryptographicException)
        {
            return "Mail:Dkim:KeyFile can't be read, or holds no RSA private key as PEM. Make one with: openssl genrsa -out dkim.pem 2048";
        }
    }
}
