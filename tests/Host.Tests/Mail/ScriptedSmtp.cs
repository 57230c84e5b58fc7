using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace StrongCities.Host.Tests.Mail;

/// <summary>A mail server on loopback that answers by a script and keeps what it was told.</summary>
public sealed class ScriptedSmtp : IAsyncDisposable
{
    private readonly TcpListener listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource stop = new();
    private readonly Task accepting;

    public ScriptedSmtp()
    {
        listener.Start();
        accepting = AcceptAsync();
    }

    /// <summary>The end of a message's data, as a command for <see cref="Answer"/>.</summary>
    public const string EndOfData = ".";

    /// <summary>Answers a command; <see langword="null"/> hangs up without a word, the empty text lets the default answer.</summary>
    public Func<string, string?> Answer { get; set; } = _ => "";

    public int Port => ((IPEndPoint)listener.LocalEndpoint).Port;

    public int Connections { get; private set; }

    public ConcurrentQueue<string> Commands { get; } = [];

    /// <summary>All messages whose data came to its end, whatever was answered then.</summary>
    public ConcurrentQueue<string> Messages { get; } = [];

    public async ValueTask DisposeAsync()
    {
        await stop.CancelAsync();
        listener.Dispose();
        await accepting;
        stop.Dispose();
    }

    private static string Default(string command) => command.Split(' ', ':')[0].ToUpperInvariant() switch
    {
        "EHLO" => "250-scripted\r\n250 8BITMIME",
        "DATA" => "354 go on",
        "QUIT" => "221 bye",
        _ => "250 2.0.0 ok",
    };

    private async Task AcceptAsync()
    {
        var talks = new List<Task>();
        try
        {
            while (true)
            {
                var client = await listener.AcceptTcpClientAsync(stop.Token);
                Connections++;
                talks.Add(TalkAsync(client));
            }
        }
        catch (Exception end) when (end is OperationCanceledException or SocketException)
        {
            await Task.WhenAll(talks);
        }
    }

    private async Task TalkAsync(TcpClient client)
    {
        using var owned = client;
        try
        {
            using var stream = client.GetStream();
            using var reader = new StreamReader(stream, Encoding.ASCII);
            await SayAsync(stream, "220 scripted ready");
            while (await reader.ReadLineAsync(stop.Token) is { } command)
            {
                Commands.Enqueue(command);
                if (!await ReplyAsync(stream, command))
                {
                    return;
                }

                if (command == "DATA")
                {
                    Messages.Enqueue(await ReadDataAsync(reader));
                    if (!await ReplyAsync(stream, EndOfData))
                    {
                        return;
                    }
                }
            }
        }
        catch (Exception end) when (end is OperationCanceledException or IOException)
        {
            // The client or the test has gone.
        }
    }

    private async Task<bool> ReplyAsync(NetworkStream stream, string command)
    {
        if (Answer(command) is not { } answer)
        {
            return false;
        }

        await SayAsync(stream, answer.Length > 0 ? answer : Default(command));
        return command != "QUIT";
    }

    private async Task<string> ReadDataAsync(StreamReader reader)
    {
        var data = new StringBuilder();
        while (await reader.ReadLineAsync(stop.Token) is { } line && line != EndOfData)
        {
            data.Append(line.StartsWith('.') ? line[1..] : line).Append("\r\n");
        }

        return data.ToString();
    }

    private async Task SayAsync(NetworkStream stream, string text) => await stream.WriteAsync(Encoding.ASCII.GetBytes($"{text}\r\n"), stop.Token);
}
