using System.Net.Sockets;
using MailKit.Net.Smtp;
using MailKit.Security;
using MimeKit;

namespace StrongCities.Hub.Mail;

/// <summary>One connection to the mail server. Used by one send at a time.</summary>
internal sealed class SmtpConnection : SmtpClient
{
    // A socket of our own, because Nagle's algorithm and the peer's delayed acknowledgement together hold up every message
    // longer than one write by 40 ms.
    private readonly Socket socket = new(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };

    /// <summary>Whether the server agreed to deliver the message in flight: from then on a broken connection leaves its fate unknown.</summary>
    public bool RecipientAccepted { get; private set; }

    /// <summary>How many messages it has carried.</summary>
    public int Messages { get; private set; }

    /// <summary>A time stamp of the clock.</summary>
    public long LastUsed { get; set; }

    /// <summary>Connects and signs in.</summary>
    /// <param name="options">Where and how.</param>
    /// <param name="authority">Vouches for the server beside the system's authorities.</param>
    /// <param name="token">Signs in, in place of the password.</param>
    /// <param name="cancellation">The host stops, or it takes too long.</param>
    /// <returns>When messages can be sent.</returns>
    public async Task OpenAsync(SmtpOptions options, SmtpAuthority? authority, string? token, CancellationToken cancellation)
    {
        Timeout = (int)options.Timeout.TotalMilliseconds;
        CheckCertificateRevocation = options.CheckRevocation;
        if (authority is not null)
        {
            ServerCertificateValidationCallback = authority.Vouches;
        }

        await socket.ConnectAsync(options.Host!, options.Port, cancellation);
        await ConnectAsync(socket, options.Host!, options.Port, Encryption(options.Security), cancellation);
        if (token is not null)
        {
            await AuthenticateAsync(TokenSignIn(options.User!, token), cancellation);
        }
        else if (options.User is not null)
        {
            await AuthenticateAsync(options.User, options.Password!, cancellation);
        }
    }

    /// <summary>Sends one.</summary>
    /// <param name="message">One recipient.</param>
    /// <param name="sender">Gets the bounces.</param>
    /// <param name="cancellation">The host stops.</param>
    /// <returns>When the server has taken it.</returns>
    public async Task SendOneAsync(MimeMessage message, MailboxAddress sender, CancellationToken cancellation)
    {
        RecipientAccepted = false;
        Messages++;
        await SendAsync(message, sender, message.To.Mailboxes, cancellation);
    }

    /// <inheritdoc/>
    protected override void OnRecipientAccepted(MimeMessage message, MailboxAddress mailbox, SmtpResponse response)
    {
        RecipientAccepted = true;
        base.OnRecipientAccepted(message, mailbox, response);
    }

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        base.Dispose(disposing);
        if (disposing)
        {
            socket.Dispose();
        }
    }

    // The older XOAUTH2 is what the two great providers speak; OAUTHBEARER is its standard.
    private SaslMechanism TokenSignIn(string user, string token) =>
        AuthenticationMechanisms.Contains("OAUTHBEARER") && !AuthenticationMechanisms.Contains("XOAUTH2")
            ? new SaslMechanismOAuthBearer(user, token)
            : new SaslMechanismOAuth2(user, token);

    // Never StartTlsWhenAvailable: somebody in the middle who strips STARTTLS would get the mails in clear.
    private static SecureSocketOptions Encryption(SmtpSecurity security) => security switch
    {
        SmtpSecurity.Tls => SecureSocketOptions.SslOnConnect,
        SmtpSecurity.None => SecureSocketOptions.None,
        _ => SecureSocketOptions.StartTls,
    };
}
