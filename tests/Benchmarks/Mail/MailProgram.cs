using System.Diagnostics;
using System.Globalization;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Text;
using MimeKit;
using StrongCities.Hub.Mail;

namespace StrongCities.Benchmarks.Mail;

/// <summary>The outbox to a local sink beside MailKit alone, on the same messages, turn by turn in one run.</summary>
internal static class MailProgram
{
    private const int HtmlLength = 12_000;
    private const int WarmUps = 300;

    /// <summary>Measures.</summary>
    /// <param name="options"><c>--messages N</c> in each run, <c>--runs N</c>, <c>--out FILE</c>.</param>
    public static async Task<int> RunAsync(string[] options)
    {
        var messages = int.Parse(Machine.Option(options, "--messages") ?? "2000", CultureInfo.InvariantCulture);
        var runs = int.Parse(Machine.Option(options, "--runs") ?? "3", CultureInfo.InvariantCulture);
        var keyFile = Path.GetTempFileName();
        using var key = RSA.Create(2048);
        await File.WriteAllTextAsync(keyFile, key.ExportRSAPrivateKeyPem());
        var sinkStart = new ProcessStartInfo("dotnet") { ArgumentList = { typeof(MailProgram).Assembly.Location, "mail-sink" }, RedirectStandardInput = true, RedirectStandardOutput = true };
        using var sink = Process.Start(sinkStart)!;
        var port = int.Parse((await sink.StandardOutput.ReadLineAsync())!, CultureInfo.InvariantCulture);
        try
        {
            var text = new StringBuilder();
            byte[][] work = [.. Enumerable.Range(0, messages).Select(MessageOf)];
            text.AppendLine(CultureInfo.InvariantCulture, $"# Mail, {TimeProvider.System.GetUtcNow():yyyy-MM-dd}").AppendLine()
                .AppendLine(CultureInfo.InvariantCulture, $"{Environment.ProcessorCount} processors shared with the sink, {RuntimeInformation.OSDescription.Trim()}, .NET {Environment.Version}, {Machine.Configuration}. {messages:N0} mails of {work[0].Length:N0} bytes a run; the best of {runs} runs, as the machine was shared. Load average before: {Machine.LoadAverage()}.")
                .AppendLine("\"Outbox\" takes encrypted mails from the database, sends them, and marks each as sent in a committed transaction; \"MailKit\" reads the same mails from memory and sends them. Processor time is this process's, without the sink's.").AppendLine()
                .AppendLine("| DKIM | connections | MailKit a second | outbox a second | of MailKit | MailKit CPU µs each | outbox CPU µs each | runs, MailKit | runs, outbox |")
                .AppendLine("|---|---|---|---|---|---|---|---|---|");
            foreach (var signs in new[] { false, true })
            {
                foreach (var connections in new[] { 1, 4 })
                {
                    var line = await LineAsync(port, work, connections, runs, signs ? keyFile : null);
                    Console.WriteLine(line);
                    text.AppendLine(line);
                }
            }

            if (Machine.Option(options, "--out") is { } file)
            {
                await File.WriteAllTextAsync(file, text.ToString().ReplaceLineEndings("\n"));
            }

            return 0;
        }
        finally
        {
            sink.StandardInput.Close();
            await sink.WaitForExitAsync();
            File.Delete(keyFile);
        }
    }

    private static async Task<string> LineAsync(int port, byte[][] work, int connections, int runs, string? keyFile)
    {
        using var signer = keyFile is null ? null : new SignMail(new DkimOptions { KeyFile = keyFile, Domain = "hub.example", Selector = "bench" });
        await using var outbox = await MailOutbox.StartAsync(port, connections, keyFile);
        await RawMailKit.SendAsync(port, [.. work.Take(WarmUps)], connections, signer is null ? null : signer.Sign);
        await outbox.QueueAsync([.. work.Take(WarmUps)]);
        await outbox.SendAsync();
        var (raw, ours) = (new Series(), new Series());
        for (var run = 0; run < runs; run++)
        {
            await raw.MeasureAsync(work.Length, () => RawMailKit.SendAsync(port, work, connections, signer is null ? null : signer.Sign));
            await outbox.QueueAsync(work);
            await ours.MeasureAsync(work.Length, outbox.SendAsync);
        }

        return string.Create(CultureInfo.InvariantCulture, $"| {(keyFile is null ? "off" : "on")} | {connections} | {raw.Best:N0} | {ours.Best:N0} | {ours.Best / raw.Best:P0} | {raw.Processor:N0} | {ours.Processor:N0} | {raw.Runs} | {ours.Runs} |");
    }

    private static byte[] MessageOf(int number)
    {
        var html = new StringBuilder("<!doctype html><html lang=\"mk\"><body>");
        while (html.Length < HtmlLength)
        {
            html.Append(CultureInfo.InvariantCulture, $"<p>Барање {number}: проценка на ризикот и план за заштита на градот Куманово.</p>");
        }

        using var message = new MimeMessage
        {
            Subject = $"[WB-2026-{number:D4}] Молиме одобрете",
            MessageId = $"{number}@hub.example",
            Body = new MultipartAlternative(new TextPart("plain") { Text = "Молиме одобрете." }, new TextPart("html") { Text = html.Append("</body></html>").ToString() }),
        };
        message.From.Add(new MailboxAddress("Hub", "hub@hub.example"));
        message.To.Add(new MailboxAddress("Ана", "ana@city.example"));
        message.Prepare(EncodingConstraint.SevenBit);
        return MailMessage.ToBytes(message);
    }

    private sealed class Series
    {
        private readonly List<double> figures = [];

        public double Best => figures.Max();

        /// <summary>µs of processor time for each, the least of the runs.</summary>
        public double Processor { get; private set; } = double.MaxValue;

        public string Runs => string.Join(" / ", figures.Select(figure => figure.ToString("N0", CultureInfo.InvariantCulture)));

        public async Task MeasureAsync(int count, Func<Task> work)
        {
            GC.Collect();
            var used = Environment.CpuUsage.TotalTime;
            var began = Stopwatch.GetTimestamp();
            await work();
            figures.Add(count / Stopwatch.GetElapsedTime(began).TotalSeconds);
            Processor = Math.Min(Processor, (Environment.CpuUsage.TotalTime - used).TotalMicroseconds / count);
        }
    }
}
