using System.ComponentModel.DataAnnotations;
using Microsoft.Extensions.Options;

namespace StrongCities.Hub.Mail;

/// <summary>Which mail server takes our mails, and how. Section <c>Mail:Smtp</c>.</summary>
public sealed class SmtpOptions
{
    /// <summary>The server's name. Required with <see cref="MailTransport.Smtp"/>.</summary>
    public string? Host { get; set; }

    /// <summary>Its port. Default 587 (submission), from 1 to 65,535.</summary>
    [Range(1, 65_535)]
    public int Port { get; set; } = 587;

    /// <summary>How the connection is encrypted. Default <see cref="SmtpSecurity.StartTls"/>.</summary>
    public SmtpSecurity Security { get; set; } = SmtpSecurity.StartTls;

    /// <summary>Whether a revoked certificate is refused, which asks its issuer. Default true.</summary>
    public bool CheckRevocation { get; set; } = true;

    /// <summary>A file with certificates (PEM) that vouch for the server beside those of the system: for an authority of your own. Default: none.</summary>
    public string? AuthorityFile { get; set; }

    /// <summary>Signs in with <see cref="Password"/> or <see cref="Token"/>. Default: no sign-in.</summary>
    public string? User { get; set; }

    /// <summary>Goes with <see cref="User"/>. Keep it in a secret store or an environment variable.</summary>
    public string? Password { get; set; }

    /// <summary>Goes with <see cref="User"/> in place of a password: signs in by XOAUTH2 or OAUTHBEARER (RFC 7628).</summary>
    [ValidateObjectMembers]
    public SmtpTokenOptions Token { get; set; } = new();

    /// <summary>How long to wait for each answer of the server. Default 30 seconds, from 1 second to 5 minutes.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "00:05:00")]
    public TimeSpan Timeout { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>Connections in use at once. Default 2, from 1 to 8.</summary>
    [Range(1, 8)]
    public int Connections { get; set; } = 2;

    /// <summary>
    /// So many mails for each connection are taken out of the outbox before their turn and confirmed after it, many to a commit. After a crash
    /// as many may be sent once more, with the same Message-ID. Default 32, from 0 to 256; 0 costs most of the speed.
    /// </summary>
    [Range(0, 256)]
    public int AheadPerConnection { get; set; } = 32;

    /// <summary>A connection is closed after so many messages; servers dislike long ones. Default 100, from 1 to 1,000.</summary>
    [Range(1, 1_000)]
    public int MessagesPerConnection { get; set; } = 100;

    /// <summary>A connection unused for so long is not used again. Default 30 seconds, from 1 second to 5 minutes.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "00:05:00")]
    public TimeSpan IdleLimit { get; set; } = TimeSpan.FromSeconds(30);
}

/// <summary>Where the token comes from that signs in to the mail server. Section <c>Mail:Smtp:Token</c>.</summary>
public sealed class SmtpTokenOptions
{
    /// <summary>
    /// The token endpoint, such as <c>https://login.microsoftonline.com/{tenant}/oauth2/v2.0/token</c>. https, or http on this machine.
    /// Default: none, and the password signs in.
    /// </summary>
    public Uri? Endpoint { get; set; }

    /// <summary>Who we are to the endpoint.</summary>
    public string? ClientId { get; set; }

    /// <summary>Proves it. Keep it in a secret store or an environment variable.</summary>
    public string? ClientSecret { get; set; }

    /// <summary>What the token is for, such as <c>https://outlook.office365.com/.default</c>. Default: none.</summary>
    public string? Scope { get; set; }
}

/// <summary>How a connection to a mail server is encrypted.</summary>
public enum SmtpSecurity
{
    /// <summary>By STARTTLS; a server without it gets nothing.</summary>
    StartTls,

    /// <summary>From the first byte.</summary>
    Tls,

    /// <summary>Not at all: for a server on the developer's own machine.</summary>
    None,
}
