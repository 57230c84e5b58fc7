using System.Security.Cryptography;
using Microsoft.AspNetCore.DataProtection;

namespace StrongCities.Hub.Opportunities.Sources;

/// <summary>Encrypts the keys that sources want. They are never shown again.</summary>
public sealed class SourceSecrets(IDataProtectionProvider protection)
{
    private readonly IDataProtector protector = protection.CreateProtector("StrongCities.Opportunities.Sources");

    /// <summary>Encrypts one.</summary>
    /// <param name="secret">The key.</param>
    /// <returns>What is stored.</returns>
    public string Protect(string secret) => protector.Protect(secret);

    /// <summary>Decrypts one.</summary>
    /// <param name="stored">What was stored.</param>
    /// <returns>The key.</returns>
    /// <exception cref="SourceException">The keys of this installation are others now.</exception>
    public string? Open(string? stored)
    {
        try
        {
            return stored is null ? null : protector.Unprotect(stored);
        }
        catch (CryptographicException failure)
        {
            throw new SourceException(SourceProblem.Settings, "The source's key cannot be decrypted any more. Enter it again.", failure);
        }
    }
}
