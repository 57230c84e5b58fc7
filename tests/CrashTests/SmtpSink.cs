using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using System.Text;
using System.Threading.Channels;
using MimeKit;

namespace StrongCities.Crash.Tests;

/// <summary>
/// A mail server that counts what it took by Message-ID and hands the text of the first copy on to whoever reads. It can be told to refuse. Enough
/// of RFC 5321 for a well-behaved client.
/// </summary>
internal sealed class SmtpSink : IAsyncDisposable
{
    private readonly CancellationTokenSource closing = new();
    private readonly TcpListener listener = new(IPAddress.Loopback, 0);
    private readonly ConcurrentDictionary<string, int> taken = new(StringComparer.Ordinal);
    private readonly Channel<Letter> letters = Channel.CreateUnbounded<Letter>();
    private readonly Task accepting;
    private int refused;

    public SmtpSink()
    {
        listener.Start();
        accepting = AcceptAsync();
    }

    /// <summary>Where it listens, on loopback.</summary>
    public int Port => ((IPEndPoint)listener.LocalEndpoint).Port;

    /// <summary>Whether it says "not now" (451) to every mail.</summary>
    public bool Refuses { get; set; }

    /// <summary>How often it said so.</summary>
    public int Refused => Volatile.Read(ref refused);

    /// <summary>How often each message came, by Message-ID.</summary>
    public IReadOnlyDictionary<string, int> Taken => new Dictionary<string, int>(taken);

    /// <summary>Letters in the order in which they came, each once.</summary>
    public ChannelReader<Letter> Letters => letters.Reader;

    /// <summary>What a host needs to be told to send here.</summary>
    public Dictionary<string, string> Settings => new()
    {
        ["Mail__Transport"] = "Smtp",
        ["Mail__Smtp__Host"] = "localhost",
        ["Mail__Smtp__Port"] = $"{Port}",
        ["Mail__Smtp__Security"] = "None",
    };

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
                _ = TalkAsync(await listener.AcceptTcpClientAsync(closing.Token));
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
                if (verb == "MAIL" && Refuses)
                {
                    Interlocked.Increment(ref refused);
                    await writer.WriteLineAsync("451 4.3.0 come again later");
                    continue;
                }

                if (verb == "DATA")
                {
                    await writer.WriteLineAsync("354 go on");
                    if (await ReadAsync(reader) is not { } message)
                    {
                        return;
                    }

                    // Counted before it is confirmed: a client killed between the two will send it again, and that must show.
                    Count(message);
                }

                await writer.WriteLineAsync(verb == "QUIT" ? "221 bye" : "250 fine");
            }
        }
        catch (Exception end) when (end is OperationCanceledException or IOException or ObjectDisposedException)
        {
            // The client was killed, or we close.
        }
    }

    /// <returns><see langword="null"/> when the client went before the final dot: then nothing was taken.</returns>
    private async Task<MimeMessage?> ReadAsync(StreamReader reader)
    {
        var text = new StringBuilder();
        while (await reader.ReadLineAsync(closing.Token) is { } line)
        {
            if (line == ".")
            {
                using var bytes = new MemoryStream(Encoding.Latin1.GetBytes(text.ToString()));
                return await MimeMessage.LoadAsync(bytes, closing.Token);
            }

            text.Append(line.StartsWith('.') ? line[1..] : line).Append("\r\n");
        }

        return null;
    }

    private void Count(MimeMessage message)
    {
        if (taken.AddOrUpdate(message.MessageId!, 1, (_, before) => before + 1) == 1)
        {
            letters.Writer.TryWrite(new Letter(message.MessageId!, message.To.Mailboxes.Single().Address, message.TextBody ?? ""));
        }
    }
}

/// <summary>A mail as its reader sees it.</summary>
/// <param name="MessageId">Its Message-ID.</param>
/// <param name="To">The address.</param>
/// <param name="Text">The text part.</param>
internal sealed record Letter(string MessageId, string To, string Text);
