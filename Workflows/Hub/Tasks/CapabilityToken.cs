using System.Buffers.Text;
using System.Security.Cryptography;

namespace StrongCities.Hub.Tasks;

/// <summary>What a secret link carries: a public id that finds the record, and a secret of which only the hash is stored.</summary>
/// <param name="PublicId">72 random bits as 12 characters of base64url.</param>
/// <param name="Secret">160 random bits.</param>
public sealed record CapabilityToken(string PublicId, ReadOnlyMemory<byte> Secret)
{
    private const int PublicBytes = 9;
    private const int PublicCharacters = 12;
    private const int SecretBytes = 20;
    private const int SecretCharacters = 27;

    /// <summary>What is stored: SHA-256 of the secret.</summary>
    public byte[] SecretHash => SHA256.HashData(Secret.Span);

    /// <summary>As it stands in a link: public id, a dot, the secret in base64url.</summary>
    public string Text => $"{PublicId}.{Base64Url.EncodeToString(Secret.Span)}";

    /// <summary>Makes a new one.</summary>
    /// <returns>Unlike any other.</returns>
    public static CapabilityToken Mint() =>
        new(Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(PublicBytes)), RandomNumberGenerator.GetBytes(SecretBytes));

    /// <summary>Reads one as it came in a link.</summary>
    /// <param name="text">Any text.</param>
    /// <returns>The token, or <see langword="null"/> when it can't be one.</returns>
    public static CapabilityToken? Read(string text)
    {
        if (text.Length != PublicCharacters + 1 + SecretCharacters || text[PublicCharacters] != '.')
        {
            return null;
        }

        var secret = new byte[SecretBytes + 1];
        return Base64Url.IsValid(text.AsSpan(0, PublicCharacters))
            && Base64Url.IsValid(text.AsSpan(PublicCharacters + 1))
            && Base64Url.TryDecodeFromChars(text.AsSpan(PublicCharacters + 1), secret, out var length)
            && length == SecretBytes
            ? new CapabilityToken(text[..PublicCharacters], secret.AsMemory(0, SecretBytes))
            : null;
    }

    /// <summary>Compares with a stored hash in fixed time.</summary>
    /// <param name="storedHash">SHA-256 of the right secret.</param>
    /// <returns>Whether this is the one.</returns>
    public bool Matches(ReadOnlySpan<byte> storedHash) => CryptographicOperations.FixedTimeEquals(SecretHash, storedHash);
}
