using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using System.Text;
using MimeKit;

namespace StrongCities.Browser.Tests;

/// <summary>A mail server that takes everything and keeps it in order: enough of RFC 5321 for a well-behaved client.</summary>
public sealed class SmtpSink : IAsyncDisposable
{
    private readonly CancellationTokenSource closing = new();
    private readonly TcpListener listener = new(IPAddress.Loopback, 0);
    private readonly ConcurrentQueue<MimeMessage> messages = new();
    private readonly Task accepting;

    public SmtpSink()
    {
        listener.Start();
        accepting = AcceptAsync();
    }

    /// <summary>Where it listens, on loopback.</summary>
    public int Port => ((IPEndPoint)listener.LocalEndpoint).Port;

    /// <summary>What it took so far, oldest first.</summary>
    public IReadOnlyList<MimeMessage> Messages => [.. messages];

    public async ValueTask DisposeAsync()
    {
        await closing.CancelAsync();
        listener.Stop();
        await accepting;
        closing.Dispose();
    }

    private async Task AcceptAsync()
    {
        try
        {
            while (true)
            {
                var client = await listener.AcceptTcpClientAsync(closing.Token);
                _ = TalkAsync(client);
            }
        }
        catch (Exception end) when (end is OperationCanceledException or SocketException or ObjectDisposedException)
        {
            // Closed: nothing more to accept.
        }
    }

    private async Task TalkAsync(TcpClient client)
    {
        try
        {
            using var _ = client;
            using var reader = new StreamReader(client.GetStream(), Encoding.Latin1);
            await using var writer = new StreamWriter(client.GetStream(), Encoding.Latin1) { AutoFlush = true, NewLine = "\r\n" };
            await writer.WriteLineAsync("220 sink ready");
            while (await reader.ReadLineAsync(closing.Token) is { } line)
            {
                var verb = line.Split(' ')[0].ToUpperInvariant();
                if (verb == "DATA")
                {
                    await writer.WriteLineAsync("354 go on");
                    messages.Enqueue(await ReadMessageAsync(reader));
                }

                await writer.WriteLineAsync(verb switch
                {
                    "QUIT" => "221 bye",
                    _ => "250 fine",
                });
            }
        }
        catch (Exception end) when (end is OperationCanceledException or IOException)
        {
            // The client was killed, or we close.
        }
    }

    private async Task<MimeMessage> ReadMessageAsync(StreamReader reader)
    {
        var text = new StringBuilder();
        while (await reader.ReadLineAsync(closing.Token) is { } line && line != ".")
        {
            text.Append(line.StartsWith('.') ? line[1..] : line).Append("\r\n");
        }

        using var bytes = new MemoryStream(Encoding.Latin1.GetBytes(text.ToString()));
        return await MimeMessage.LoadAsync(bytes, closing.Token);
    }
}
