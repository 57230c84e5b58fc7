using System.Net.Sockets;
using MailKit;
using MailKit.Net.Imap;
using MailKit.Search;
using MailKit.Security;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace StrongCities.Hub.Mail.Inbound;

/// <summary>
/// Reads the mailbox for as long as the host runs: whatever lies in the folder is taken, and moved away once it is committed. So a stop
/// at any point loses nothing, and a folder that was rebuilt (another UIDVALIDITY) does nothing twice.
/// </summary>
internal sealed class ReadMailbox(ReceiveMail receive, IOptions<InboundOptions> options, TimeProvider clock, ILogger<ReadMailbox> log) : BackgroundService
{
    private const int MaxTries = 3;

    private static readonly TimeSpan FirstPause = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan LongestPause = TimeSpan.FromMinutes(5);

    private readonly Dictionary<MailOrigin, int> failures = [];
    private readonly InboundOptions settings = options.Value;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        if (string.IsNullOrWhiteSpace(settings.Host))
        {
            return;
        }

        var pause = FirstPause;
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                await ReadAsync(() => pause = FirstPause, stoppingToken);
            }
            catch (Exception failure) when (!stoppingToken.IsCancellationRequested && IsOfTheServer(failure))
            {
                log.MailboxLost(failure.GetType().Name, pause.TotalSeconds);
                await Task.Delay(pause, clock, stoppingToken);
                pause = pause * 2 < LongestPause ? pause * 2 : LongestPause;
            }
        }
    }

    private static bool IsOfTheServer(Exception failure) =>
        failure is IOException or SocketException or ProtocolException or CommandException or TimeoutException or SslHandshakeException
            or AuthenticationException or NotSupportedException or ServiceNotConnectedException or ServiceNotAuthenticatedException
            or FolderNotFoundException or OperationCanceledException or UnauthorizedAccessException;

    private async Task ReadAsync(Action opened, CancellationToken cancellation)
    {
        using var client = new ImapClient { CheckCertificateRevocation = settings.CheckRevocation, Timeout = (int)settings.Timeout.TotalMilliseconds };
        await client.ConnectAsync(settings.Host!, settings.Port, EncryptionOf(settings.Security), cancellation);
        await SignInAsync(client, cancellation);
        var folder = await client.GetFolderAsync(settings.Folder, cancellation);
        var processed = await ProcessedAsync(client, cancellation);
        await folder.OpenAsync(FolderAccess.ReadWrite, cancellation);
        log.MailboxOpened();
        opened();
        while (true)
        {
            var failed = await TakeAllAsync(folder, processed, cancellation);
            await WaitAsync(client, folder, failed, cancellation);
        }
    }

    private static SecureSocketOptions EncryptionOf(SmtpSecurity security) => security switch
    {
        SmtpSecurity.Tls => SecureSocketOptions.SslOnConnect,
        SmtpSecurity.None => SecureSocketOptions.None,
        _ => SecureSocketOptions.StartTls,
    };

    private async Task SignInAsync(ImapClient client, CancellationToken cancellation)
    {
        if (settings.TokenFile is { Length: > 0 } file)
        {
            var token = (await File.ReadAllTextAsync(file, cancellation)).Trim();
            await client.AuthenticateAsync(new SaslMechanismOAuth2(settings.User!, token), cancellation);
        }
        else
        {
            await client.AuthenticateAsync(settings.User!, settings.Password!, cancellation);
        }
    }

    private async Task<IMailFolder> ProcessedAsync(ImapClient client, CancellationToken cancellation)
    {
        try
        {
            return await client.GetFolderAsync(settings.ProcessedFolder, cancellation);
        }
        catch (FolderNotFoundException)
        {
            var root = client.GetFolder(client.PersonalNamespaces[0]);
            return await root.CreateAsync(settings.ProcessedFolder, isMessageFolder: true, cancellation)
                ?? throw new FolderNotFoundException(settings.ProcessedFolder);
        }
    }

    /// <returns>Whether a message has to be tried again.</returns>
    private async Task<bool> TakeAllAsync(IMailFolder folder, IMailFolder processed, CancellationToken cancellation)
    {
        var uids = await folder.SearchAsync(SearchQuery.NotDeleted, cancellation);
        var failed = false;
        foreach (var found in uids.Count == 0 ? [] : await folder.FetchAsync(uids, MessageSummaryItems.UniqueId | MessageSummaryItems.Size, cancellation))
        {
            var origin = new MailOrigin($"{settings.User}@{settings.Host}/{folder.FullName}", folder.UidValidity, found.UniqueId.Id);
            if (await TakeAsync(folder, found, origin, cancellation))
            {
                await folder.AddFlagsAsync(found.UniqueId, MessageFlags.Seen, silent: true, cancellation);
                await folder.MoveToAsync(found.UniqueId, processed, cancellation);
            }
            else
            {
                failed = true;
            }
        }

        return failed;
    }

    private async Task<bool> TakeAsync(IMailFolder folder, IMessageSummary found, MailOrigin origin, CancellationToken cancellation)
    {
        if (found.Size > settings.MaxBytes)
        {
            await receive.RefuseAsync(origin, found.Size.Value, "TooLarge", cancellation);
            return true;
        }

        using var bytes = new MemoryStream();
        await using (var stream = await folder.GetStreamAsync(found.UniqueId, "", cancellation))
        {
            await stream.CopyToAsync(bytes, cancellation);
        }

        try
        {
            await receive.RunAsync(bytes.ToArray(), origin, isProven: false, cancellation);
        }
#pragma warning disable CA1031 // One message that can't be processed must not stop the others.
        catch (Exception error) when (!cancellation.IsCancellationRequested)
#pragma warning restore CA1031
        {
            var tries = failures[origin] = failures.GetValueOrDefault(origin) + 1;
            log.MessageFailed(tries, error);
            if (tries < MaxTries)
            {
                return false;
            }

            await receive.RefuseAsync(origin, bytes.Length, "Failed", cancellation);
        }

        failures.Remove(origin);
        return true;
    }

    private async Task WaitAsync(ImapClient client, IMailFolder folder, bool failed, CancellationToken cancellation)
    {
        using var timer = new CancellationTokenSource(failed ? FirstPause : settings.LookEvery, clock);
        if (!client.Capabilities.HasFlag(ImapCapabilities.Idle))
        {
            await Task.Delay(failed ? FirstPause : settings.LookEvery, clock, cancellation);
            await client.NoOpAsync(cancellation);
            return;
        }

        void Wake(object? sender, EventArgs e) => timer.Cancel();
        folder.CountChanged += Wake;
        try
        {
            // What came between the search and now is counted already, so it would not be announced again.
            if (folder.Count > 0 && !failed)
            {
                await client.NoOpAsync(cancellation);
                if ((await folder.SearchAsync(SearchQuery.NotDeleted, cancellation)).Count > 0)
                {
                    return;
                }
            }

            await client.IdleAsync(timer.Token, cancellation);
        }
        finally
        {
            folder.CountChanged -= Wake;
        }
    }
}
