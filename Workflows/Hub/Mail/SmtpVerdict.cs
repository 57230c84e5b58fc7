using System.Globalization;
using System.Text.RegularExpressions;
using MailKit.Net.Smtp;
using MailKit.Security;
using StrongCities.Runtime.Outbox;

namespace StrongCities.Hub.Mail;

/// <summary>What a server's refusal means. Only codes are told on: the server's words often repeat the address.</summary>
internal static partial class SmtpVerdict
{
    /// <summary>Of RFC 4954 section 6, and 538 of its predecessor.</summary>
    private static readonly int[] SignInCodes = [530, 534, 535, 538];

    /// <summary>Judges a refused message (RFC 5321 section 4.2.1, RFC 3463).</summary>
    /// <param name="refusal">What the server said.</param>
    /// <param name="signedIn">Whether we had signed in.</param>
    /// <returns>4xx: later. 5xx: never, unless it is about us and not about this mail.</returns>
    public static SendOutcome Of(SmtpCommandException refusal, bool signedIn)
    {
        var reason = $"The mail server answered {Codes(refusal)}.";

        // Our own address or our missing sign-in refused: the mail is good, the settings are not, and somebody mends them.
        var isOurFault = refusal.ErrorCode == SmtpErrorCode.SenderNotAccepted
            || SignInCodes.Contains((int)refusal.StatusCode)
            || (!signedIn && refusal.Message.StartsWith("5.7.", StringComparison.Ordinal));
        return (int)refusal.StatusCode >= 500 && !isOurFault ? new SendNever(reason) : new SendLater(reason);
    }

    /// <summary>Says why no message could be sent at all: always worth another try, because somebody mends it.</summary>
    /// <param name="failure">What happened.</param>
    /// <returns>For the operator.</returns>
    public static string OfConnecting(Exception failure) => failure switch
    {
        AuthenticationException => "The mail server refused our sign-in: check Mail:Smtp:User and Mail:Smtp:Password, or Mail:Smtp:Token.",
        HttpRequestException refusal => $"There is no token to sign in with ({refusal.StatusCode?.ToString() ?? refusal.HttpRequestError.ToString()}): check Mail:Smtp:Token.",
        SslHandshakeException => "The mail server's certificate is not trusted, or TLS failed: check Mail:Smtp:Host and the server's certificate.",
        NotSupportedException => "The mail server offers no STARTTLS (or no sign-in), so nothing was sent: check Mail:Smtp:Port and Mail:Smtp:Security.",
        SmtpCommandException refusal => $"The mail server refused the connection with {Codes(refusal)}.",
        _ => $"The mail server can't be reached: {failure.GetType().Name}.",
    };

    /// <summary>The enhanced status code in a reason that <see cref="Of"/> wrote.</summary>
    /// <param name="reason">The reason.</param>
    /// <returns>Such as <c>5.1.1</c>, or empty.</returns>
    public static string StatusIn(string reason) => StatusInReason().Match(reason).Value;

    private static string Codes(SmtpCommandException refusal)
    {
        var code = ((int)refusal.StatusCode).ToString(CultureInfo.InvariantCulture);
        var enhanced = EnhancedCode().Match(refusal.Message);
        return enhanced.Success ? $"{code} {enhanced.Value}" : code;
    }

    [GeneratedRegex(@"(?<=\d{3} )[245]\.\d{1,3}\.\d{1,3}", RegexOptions.CultureInvariant)]
    private static partial Regex StatusInReason();

    [GeneratedRegex(@"^[245]\.\d{1,3}\.\d{1,3}(?=\s|$)", RegexOptions.CultureInvariant)]
    private static partial Regex EnhancedCode();
}
