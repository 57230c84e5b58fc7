using System.Net.Sockets;
using MailKit.Net.Smtp;
using MailKit.Security;
using MimeKit;

namespace StrongCities.Benchmarks.Mail;

/// <summary>What the library alone does with the same messages: read each from its bytes, send it on one of some kept connections.</summary>
internal static class RawMailKit
{
    /// <summary>Sends.</summary>
    /// <param name="port">The sink's.</param>
    /// <param name="messages">Each once.</param>
    /// <param name="connections">At once.</param>
    /// <param name="sign">What is done to a message before it is sent; <see langword="null"/> for nothing.</param>
    public static Task SendAsync(int port, IReadOnlyList<byte[]> messages, int connections, Action<MimeMessage>? sign)
    {
        var next = -1;
        return Task.WhenAll(Enumerable.Range(0, connections).Select(_ => Task.Run(async () =>
        {
            using var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
            await socket.ConnectAsync("127.0.0.1", port);
            using var client = new SmtpClient();
            await client.ConnectAsync(socket, "127.0.0.1", port, SecureSocketOptions.None);
            while (Interlocked.Increment(ref next) is var mine && mine < messages.Count)
            {
                using var stream = new MemoryStream(messages[mine], writable: false);
                using var message = await MimeMessage.LoadAsync(stream);
                sign?.Invoke(message);
                await client.SendAsync(message, message.From.Mailboxes.Single(), message.To.Mailboxes);
            }

            await client.DisconnectAsync(quit: true);
        })));
    }
}
