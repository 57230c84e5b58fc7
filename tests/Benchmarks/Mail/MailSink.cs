using System.Net;
using System.Net.Sockets;
using System.Text;

namespace StrongCities.Benchmarks.Mail;

/// <summary>A mail server that takes everything and keeps nothing, in a process of its own. Ends when its input ends.</summary>
internal static class MailSink
{
    private static readonly byte[] EndOfData = "\r\n.\r\n"u8.ToArray();

    /// <summary>Runs it; writes its port to the output first.</summary>
    public static async Task<int> RunAsync()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        Console.WriteLine(((IPEndPoint)listener.LocalEndpoint).Port);
        // The console reads nothing asynchronously, whatever its method is called.
        var end = Task.Run(Console.In.ReadToEnd);
        while (true)
        {
            var next = listener.AcceptSocketAsync();
            if (await Task.WhenAny(next, end) == end)
            {
                return 0;
            }

            _ = TalkAsync(await next);
        }
    }

    private static async Task TalkAsync(Socket socket)
    {
        using var owned = socket;
        socket.NoDelay = true;
        try
        {
            await SayAsync(socket, "220 sink");
            var buffer = new byte[65_536];
            var filled = 0;
            var inData = false;
            while (await socket.ReceiveAsync(buffer.AsMemory(filled)) is var read and > 0)
            {
                filled += read;
                (filled, inData) = await AnswerAsync(socket, buffer, filled, inData);
            }
        }
        catch (SocketException)
        {
            // The client has gone.
        }
    }

    /// <returns>How many bytes are left at the buffer's start, and whether they are a message's.</returns>
    private static async Task<(int Left, bool InData)> AnswerAsync(Socket socket, byte[] buffer, int filled, bool inData)
    {
        var from = 0;
        while (true)
        {
            var mark = inData ? EndOfData : "\r\n"u8.ToArray();
            var at = buffer.AsSpan(from, filled - from).IndexOf(mark);
            if (at < 0)
            {
                // Of a message only what may be the beginning of its end is kept.
                var keep = inData ? Math.Min(EndOfData.Length - 1, filled - from) : filled - from;
                Buffer.BlockCopy(buffer, filled - keep, buffer, 0, keep);
                return (keep, inData);
            }

            var verb = Encoding.ASCII.GetString(buffer, from, Math.Min(4, at)).ToUpperInvariant();
            from += at + mark.Length;
            var wasData = inData;
            inData = !wasData && verb == "DATA";
            await SayAsync(socket, wasData ? "250 2.0.0 taken" : verb switch
            {
                "EHLO" => "250-sink\r\n250-PIPELINING\r\n250 8BITMIME",
                "DATA" => "354 go on",
                "QUIT" => "221 bye",
                _ => "250 2.1.0 ok",
            });
        }
    }

    private static async Task SayAsync(Socket socket, string text) => await socket.SendAsync(Encoding.ASCII.GetBytes($"{text}\r\n"));
}
