using System.Net.Http.Headers;
using System.Text.RegularExpressions;
using MimeKit;

namespace StrongCities.Browser.Tests;

/// <summary>What the host has sent, wherever it sent it.</summary>
public abstract partial class Inbox
{
    /// <summary>Every message, oldest first.</summary>
    public abstract Task<IReadOnlyList<MimeMessage>> AllAsync();

    /// <summary>Waits for a new mail to an address and gives the first link of a kind in its text.</summary>
    /// <param name="to">The address.</param>
    /// <param name="path">How the link's path begins, such as <c>/t/</c>.</param>
    /// <param name="about">What the text must name, such as the case's number.</param>
    public async Task<string> LinkAsync(string to, string path, string about = "")
    {
        string? link = null;
        await Until.TrueAsync(
            async () =>
            {
                var texts = (await AllAsync()).Where(mail => mail.To.Mailboxes.Any(box => box.Address == to)).Select(mail => mail.TextBody ?? "");
                link = texts.Where(text => text.Contains(about, StringComparison.Ordinal))
                    .SelectMany(text => Links().Matches(text).Select(match => match.Value))
                    .LastOrDefault(url => new Uri(url).AbsolutePath.StartsWith(path, StringComparison.Ordinal) && Seen.Add(url));
                return link is not null;
            },
            $"a mail to {to} with a link to {path} has come");
        return link!;
    }

    private HashSet<string> Seen { get; } = new(StringComparer.Ordinal);

    [GeneratedRegex(@"http://\S+")]
    private static partial Regex Links();
}

/// <summary>The in-app mailbox.</summary>
public sealed partial class MailboxInbox(HostProcess host) : Inbox, IDisposable
{
    private readonly HttpClient client = new() { BaseAddress = host.Address, DefaultRequestHeaders = { Accept = { new MediaTypeWithQualityHeaderValue("*/*") } } };
    private readonly Dictionary<long, MimeMessage> known = [];

    public override async Task<IReadOnlyList<MimeMessage>> AllAsync()
    {
        var list = await client.GetStringAsync(new Uri("/mailbox", UriKind.Relative));
        foreach (var id in Ids().Matches(list).Select(match => long.Parse(match.Groups[1].Value, null)).Where(id => !known.ContainsKey(id)))
        {
            await using var mime = await client.GetStreamAsync(new Uri($"/mailbox/{id}/eml", UriKind.Relative));
            known[id] = await MimeMessage.LoadAsync(mime);
        }

        return [.. known.OrderBy(mail => mail.Key).Select(mail => mail.Value)];
    }

    public void Dispose() => client.Dispose();

    [GeneratedRegex("href=\"/mailbox/([0-9]+)\"")]
    private static partial Regex Ids();
}

/// <summary>A mail server of the test's own.</summary>
public sealed class SinkInbox(SmtpSink sink) : Inbox
{
    public override Task<IReadOnlyList<MimeMessage>> AllAsync() => Task.FromResult(sink.Messages);
}
