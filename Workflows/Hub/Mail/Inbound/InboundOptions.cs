using System.ComponentModel.DataAnnotations;

namespace StrongCities.Hub.Mail.Inbound;

/// <summary>How mail to the hub is fetched and bounded. Section <c>Mail:Inbound</c>. Off while no <see cref="Host"/> is named.</summary>
public sealed class InboundOptions
{
    /// <summary>The IMAP server's name. Default: none, so no mail is fetched.</summary>
    public string? Host { get; set; }

    /// <summary>Its port. Default 993, from 1 to 65,535.</summary>
    [Range(1, 65_535)]
    public int Port { get; set; } = 993;

    /// <summary>How the connection is encrypted. Default <see cref="SmtpSecurity.Tls"/>.</summary>
    public SmtpSecurity Security { get; set; } = SmtpSecurity.Tls;

    /// <summary>Whether a revoked certificate is refused, which asks its issuer. Default true.</summary>
    public bool CheckRevocation { get; set; } = true;

    /// <summary>Who signs in. Required with <see cref="Host"/>.</summary>
    public string? User { get; set; }

    /// <summary>The password of <see cref="User"/>. Keep it in a secret store or an environment variable.</summary>
    public string? Password { get; set; }

    /// <summary>A file that holds an OAuth access token, in place of a password. Read again at every sign-in, so that something else may renew it.</summary>
    public string? TokenFile { get; set; }

    /// <summary>The folder that mail arrives in. Default <c>INBOX</c>.</summary>
    [Required]
    public string Folder { get; set; } = "INBOX";

    /// <summary>Where a mail is moved once it is stored; made when missing. Default <c>Processed</c>.</summary>
    [Required]
    public string ProcessedFolder { get; set; } = "Processed";

    /// <summary>The domain of reply and bounce addresses. Default: <c>Mail:MessageIdDomain</c>.</summary>
    public string? Domain { get; set; }

    /// <summary>
    /// The name by which your own mail server signs its <c>Authentication-Results</c> headers, such as <c>mx.example.org</c>. It must remove
    /// headers of that name from incoming mail. Default: none, so no sender counts as proven and no reply decides.
    /// </summary>
    public string? TrustedAuthServId { get; set; }

    /// <summary>A longer message is not fetched. Bytes, default 25 MB, from 100 kB to 100 MB.</summary>
    [Range(100_000, 100_000_000)]
    public int MaxBytes { get; set; } = 25_000_000;

    /// <summary>Headers, and any single line, of a message. Bytes, default 128 KiB, from 8 KiB to 1 MiB.</summary>
    [Range(8_192, 1_048_576)]
    public int MaxHeaderBytes { get; set; } = 131_072;

    /// <summary>MIME parts of a message. Default 200, from 10 to 2,000.</summary>
    [Range(10, 2_000)]
    public int MaxParts { get; set; } = 200;

    /// <summary>Addresses in To and Cc. Default 100, from 5 to 1,000.</summary>
    [Range(5, 1_000)]
    public int MaxRecipients { get; set; } = 100;

    /// <summary>Servers that a message came by (Received headers); more is a loop. Default 25, from 5 to 100.</summary>
    [Range(5, 100)]
    public int MaxHops { get; set; } = 25;

    /// <summary>Messages of one sender within an hour; the rest is put aside. Default 20, from 1 to 1,000.</summary>
    [Range(1, 1_000)]
    public int MaxPerSenderAndHour { get; set; } = 20;

    /// <summary>Answers to one sender within a day. Default 5, from 0 to 100.</summary>
    [Range(0, 100)]
    public int MaxAnswersPerSenderAndDay { get; set; } = 5;

    /// <summary>Soft bounces until an address is given up. Default 5, from 1 to 50.</summary>
    [Range(1, 50)]
    public int SoftBounces { get; set; } = 5;

    /// <summary>How long an address that does not work is left alone; soft bounces older than this are forgotten. Default 30 days, from 1 to 400 days.</summary>
    [Range(typeof(TimeSpan), "1.00:00:00", "400.00:00:00")]
    public TimeSpan SuppressFor { get; set; } = TimeSpan.FromDays(30);

    /// <summary>How long messages are kept as they came, encrypted. Default 30 days, from 1 to 400 days.</summary>
    [Range(typeof(TimeSpan), "1.00:00:00", "400.00:00:00")]
    public TimeSpan KeepRaw { get; set; } = TimeSpan.FromDays(30);

    /// <summary>How long reply and bounce addresses work. Default 60 days, from 1 to 400 days.</summary>
    [Range(typeof(TimeSpan), "1.00:00:00", "400.00:00:00")]
    public TimeSpan AddressLifetime { get; set; } = TimeSpan.FromDays(60);

    /// <summary>The folder is looked at again at least so often, even when the server announces nothing. Default 9 minutes, from 5 seconds to 28 minutes.</summary>
    [Range(typeof(TimeSpan), "00:00:05", "00:28:00")]
    public TimeSpan LookEvery { get; set; } = TimeSpan.FromMinutes(9);

    /// <summary>How long to wait for each answer of the server. Default 1 minute, from 1 second to 5 minutes.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "00:05:00")]
    public TimeSpan Timeout { get; set; } = TimeSpan.FromMinutes(1);
}
