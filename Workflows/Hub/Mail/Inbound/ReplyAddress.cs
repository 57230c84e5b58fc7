using System.Security.Cryptography;
using System.Text;

namespace StrongCities.Hub.Mail.Inbound;

/// <summary>
/// The secret of a reply or bounce address: 128 random bits as 26 characters of Crockford's base32, which survive changes of case.
/// </summary>
public static class ReplyAddress
{
    private const string Alphabet = "0123456789abcdefghjkmnpqrstvwxyz";
    private const int Length = 26;

    /// <summary>Makes a new secret.</summary>
    /// <returns>26 lower-case characters.</returns>
    public static string Mint()
    {
        Span<byte> bytes = stackalloc byte[16];
        RandomNumberGenerator.Fill(bytes);
        var value = new UInt128(BitConverter.ToUInt64(bytes), BitConverter.ToUInt64(bytes[8..]));
        return string.Create(Length, value, (characters, rest) =>
        {
            for (var i = Length - 1; i >= 0; i--, rest >>= 5)
            {
                characters[i] = Alphabet[(int)(rest & 31)];
            }
        });
    }

    /// <summary>What is stored of a secret.</summary>
    /// <param name="secret">As minted.</param>
    /// <returns>SHA-256, lower-case hex.</returns>
    public static string Hash(string secret) => Convert.ToHexStringLower(SHA256.HashData(Encoding.ASCII.GetBytes(secret)));

    /// <summary>The address with a secret.</summary>
    /// <param name="purpose">What it is for.</param>
    /// <param name="secret">As minted.</param>
    /// <param name="domain">Ours.</param>
    /// <returns>Such as <c>reply+…@example.org</c>.</returns>
    public static string Of(MailGrantPurpose purpose, string secret, string domain) => $"{Name(purpose)}+{secret}@{domain}";

    /// <summary>Reads an address.</summary>
    /// <param name="address">Any text.</param>
    /// <param name="domain">Ours.</param>
    /// <returns>Purpose and secret, or <see langword="null"/> when it isn't one of these addresses.</returns>
    public static (MailGrantPurpose Purpose, string Secret)? Read(string address, string domain)
    {
        var at = address.LastIndexOf('@');
        if (at < 0 || !string.Equals(address[(at + 1)..], domain, StringComparison.OrdinalIgnoreCase))
        {
            return null;
        }

        foreach (var purpose in Enum.GetValues<MailGrantPurpose>())
        {
            var start = Name(purpose).Length + 1;
            if (at == start + Length && address.StartsWith($"{Name(purpose)}+", StringComparison.OrdinalIgnoreCase))
            {
                var secret = string.Create(Length, address[start..at], (characters, text) => text.AsSpan().ToLowerInvariant(characters));
                return secret.All(c => Alphabet.Contains(c, StringComparison.Ordinal)) ? (purpose, secret) : null;
            }
        }

        return null;
    }

    private static string Name(MailGrantPurpose purpose) => purpose == MailGrantPurpose.Reply ? "reply" : "bounce";
}
