using System.Collections.Concurrent;
using System.Net.Sockets;
using MailKit;
using MailKit.Net.Smtp;
using MailKit.Security;
using Microsoft.Extensions.Options;
using MimeKit;
using StrongCities.Runtime.Outbox;

namespace StrongCities.Hub.Mail;

/// <summary>Sends by a mail server, over a few connections that are kept open between messages.</summary>
/// <param name="options">Which server.</param>
/// <param name="clock">Tells how long a connection was unused.</param>
/// <param name="tokens">Sign in, where a password doesn't.</param>
internal sealed class SmtpTransport(IOptions<MailOptions> options, TimeProvider clock, SmtpTokens tokens) : IMailTransport, IDisposable
{
    // Whether the message arrived shows within minutes, as a copy or a bounce; a resend carries the same Message-ID.
    private static readonly TimeSpan AfterUnknownOutcome = TimeSpan.FromMinutes(2);

    private readonly ConcurrentBag<SmtpConnection> idle = [];
    private readonly SmtpOptions smtp = options.Value.Smtp;
    private readonly SmtpAuthority? authority = options.Value.Smtp.AuthorityFile is { } file ? SmtpAuthority.Read(file) : null;
    private readonly SignMail? dkim = options.Value.Dkim.KeyFile is null ? null : new(options.Value.Dkim);

    /// <inheritdoc/>
    public int Parallelism => smtp.Connections;

    /// <inheritdoc/>
    public int Ahead => smtp.Connections * smtp.AheadPerConnection;

    /// <inheritdoc/>
    public async Task<SendOutcome> SendAsync(MimeMessage message, CancellationToken cancellation)
    {
        var sender = Sender(message);
        dkim?.Sign(message);

        // A kept connection may have died in silence. Then nothing was handed over, and the next one is tried at once.
        while (idle.TryTake(out var kept))
        {
            if (IsFresh(kept) && await SendAsync(kept, message, sender, cancellation) is { } outcome)
            {
                return outcome;
            }

            kept.Dispose();
        }

        SmtpConnection fresh;
        try
        {
            fresh = await ConnectAsync(cancellation);
        }
        catch (Exception failure) when (!cancellation.IsCancellationRequested && IsNoConnection(failure))
        {
            return new SendLater(SmtpVerdict.OfConnecting(failure));
        }

        return await SendAsync(fresh, message, sender, cancellation)
            ?? new SendLater("The mail server closed the connection before it took the message.");
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        while (idle.TryTake(out var connection))
        {
            connection.Dispose();
        }

        dkim?.Dispose();
    }

    private static bool IsNoConnection(Exception failure) =>
        failure is IOException or SocketException or ProtocolException or CommandException or TimeoutException
            or SslHandshakeException or AuthenticationException or NotSupportedException or HttpRequestException;

    private async Task<SmtpConnection> ConnectAsync(CancellationToken cancellation)
    {
        if (smtp.Token.Endpoint is null)
        {
            return await ConnectAsync(null, cancellation);
        }

        var token = await tokens.GetAsync(refused: null, cancellation);
        try
        {
            return await ConnectAsync(token, cancellation);
        }
        catch (AuthenticationException)
        {
            // Tokens are taken back before their time: a new one is worth one more try.
            return await ConnectAsync(await tokens.GetAsync(token, cancellation), cancellation);
        }
    }

    private async Task<SmtpConnection> ConnectAsync(string? token, CancellationToken cancellation)
    {
        var fresh = new SmtpConnection();
        try
        {
            await fresh.OpenAsync(smtp, authority, token, cancellation);
            return fresh;
        }
        catch
        {
            fresh.Dispose();
            throw;
        }
    }

    /// <returns><see langword="null"/> when the connection was lost before anything was handed over.</returns>
    private async Task<SendOutcome?> SendAsync(SmtpConnection connection, MimeMessage message, MailboxAddress sender, CancellationToken cancellation)
    {
        try
        {
            await connection.SendOneAsync(message, sender, cancellation);
            return new Sent();
        }
        catch (SmtpCommandException refusal)
        {
            return SmtpVerdict.Of(refusal, connection.IsAuthenticated);
        }
        catch (ServiceNotAuthenticatedException)
        {
            return new SendLater("The mail server wants a sign-in: give Mail:Smtp:User and Mail:Smtp:Password.");
        }
        catch (NotSupportedException)
        {
            return new SendNever("The mail server can't deliver to addresses with letters beyond ASCII (no SMTPUTF8).");
        }
        catch (Exception failure) when (failure is IOException or SocketException or ProtocolException or TimeoutException or ServiceNotConnectedException)
        {
            connection.Dispose();
            return connection.RecipientAccepted
                ? new SendLater("The connection broke while the message was handed over: it may have arrived.", AfterUnknownOutcome)
                : null;
        }
        finally
        {
            Keep(connection, cancellation);
        }
    }

    // The message names the address for its bounces; nobody but the last server may send that header (RFC 5321 section 4.4).
    private MailboxAddress Sender(MimeMessage message)
    {
        if (message.Headers[HeaderId.ReturnPath] is not { } path)
        {
            return DefaultSender(message);
        }

        message.Headers.Remove(HeaderId.ReturnPath);
        return new MailboxAddress("", path.Trim('<', '>', ' '));
    }

    private MailboxAddress DefaultSender(MimeMessage message) => options.Value.EnvelopeSender is { Length: > 0 } address
        ? new("", address)
        : message.From.Mailboxes.Single();

    private bool IsFresh(SmtpConnection connection) => clock.GetElapsedTime(connection.LastUsed) < smtp.IdleLimit;

    private void Keep(SmtpConnection connection, CancellationToken cancellation)
    {
        if (!connection.IsConnected || connection.Messages >= smtp.MessagesPerConnection || cancellation.IsCancellationRequested)
        {
            connection.Dispose();
            return;
        }

        connection.LastUsed = clock.GetTimestamp();
        idle.Add(connection);
    }
}
