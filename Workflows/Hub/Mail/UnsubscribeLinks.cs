using System.Security.Cryptography;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.WebUtilities;

namespace StrongCities.Hub.Mail;

/// <summary>
/// The addresses that end a subscription. Each names person and subscription, sealed with the host's key; nothing is stored, and it works as
/// long as somebody may find the mail.
/// </summary>
/// <param name="protection">Seals.</param>
public sealed class UnsubscribeLinks(IDataProtectionProvider protection)
{
    private const int IdLength = 16;

    private readonly IDataProtector protector = protection.CreateProtector("StrongCities.Mail.Unsubscribe");

    /// <summary>The token for one person and subscription.</summary>
    /// <param name="personId">Who.</param>
    /// <param name="from">From what.</param>
    /// <returns>URL-safe text.</returns>
    public string TokenOf(Guid personId, Subscription from) => WebEncoders.Base64UrlEncode(protector.Protect([.. personId.ToByteArray(), (byte)from]));

    /// <summary>Reads a token.</summary>
    /// <param name="token">Any text.</param>
    /// <returns>Who and from what; <see langword="null"/> for what this host has not made.</returns>
    public (Guid PersonId, Subscription From)? Read(string token)
    {
        try
        {
            var bytes = protector.Unprotect(WebEncoders.Base64UrlDecode(token));
            return (new Guid(bytes.AsSpan(0, IdLength)), (Subscription)bytes[IdLength]);
        }
        catch (Exception forged) when (forged is CryptographicException or FormatException)
        {
            return null;
        }
    }
}
