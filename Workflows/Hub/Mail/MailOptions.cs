using System.ComponentModel.DataAnnotations;
using Microsoft.Extensions.Options;

namespace StrongCities.Hub.Mail;

/// <summary>How mails are written and sent. Section <c>Mail</c>.</summary>
public sealed class MailOptions
{
    /// <summary>What a host name looks like.</summary>
    internal const string HostName = @"^[A-Za-z0-9]([A-Za-z0-9.-]{0,251}[A-Za-z0-9])?$";

    /// <summary>Where people reach this site; links of mails begin with it. https, or http on this machine. Default <c>http://localhost:5080</c>.</summary>
    [Required]
    public Uri PublicUrl { get; set; } = new("http://localhost:5080");

    /// <summary>The domain after the @ of Message-IDs. Default <c>strongcities.example</c>; set it to your mail domain.</summary>
    [Required]
    [RegularExpression(HostName, ErrorMessage = "Mail:MessageIdDomain must be a host name, such as mail.example.org.")]
    public string MessageIdDomain { get; set; } = "strongcities.example";

    /// <summary>Who takes the mails. Default <see cref="MailTransport.Sandbox"/>, which runs in Development only.</summary>
    public MailTransport Transport { get; set; } = MailTransport.Sandbox;

    /// <summary>The address that bounces go to. Default: the hub's own address.</summary>
    [EmailAddress]
    public string? EnvelopeSender { get; set; }

    /// <summary>
    /// Whether mail that can wait is held over nights, weekends and holidays of its reader. Off in development, where nobody sleeps
    /// and a newcomer waits for the next mail.
    /// </summary>
    /// <value>Default true.</value>
    public bool HoldOutsideOfficeHours { get; set; } = true;

    /// <summary>Longer notes are cut, with a hint to the portal. Characters, default 4,000, from 500 to 20,000.</summary>
    [Range(500, 20_000)]
    public int MaxNoteLength { get; set; } = 4_000;

    /// <summary>A mail that no server took for so long is given up, once it was tried <see cref="MinAttempts"/> times. Default 48 hours, from 1 hour to 10 days.</summary>
    [Range(typeof(TimeSpan), "01:00:00", "10.00:00:00")]
    public TimeSpan GiveUpAfter { get; set; } = TimeSpan.FromHours(48);

    /// <summary>A mail is tried at least so often, however long that takes: an outage of this host costs no mail. Default 5, from 1 to 50.</summary>
    [Range(1, 50)]
    public int MinAttempts { get; set; } = 5;

    /// <summary>The mail server, when <see cref="Transport"/> is <see cref="MailTransport.Smtp"/>.</summary>
    [ValidateObjectMembers]
    public SmtpOptions Smtp { get; set; } = new();

    /// <summary>Signs what <see cref="Smtp"/> sends.</summary>
    [ValidateObjectMembers]
    public DkimOptions Dkim { get; set; } = new();

    /// <summary>An absolute link to a page of this site.</summary>
    /// <param name="path">From the site's root, such as <c>/t/…</c>.</param>
    /// <returns>The link.</returns>
    /// <exception cref="ArgumentException">The path leaves the site: a bug of the caller.</exception>
    public Uri Link(string path)
    {
        var link = path.StartsWith('/') ? new Uri(PublicUrl, path) : null;
        return link is not null && link.Scheme == PublicUrl.Scheme && link.Authority == PublicUrl.Authority
            ? link
            : throw new ArgumentException("A mail's link must be a path of this site, beginning with one slash.", nameof(path));
    }
}

/// <summary>Who takes the mails.</summary>
public enum MailTransport
{
    /// <summary>The in-app mailbox.</summary>
    Sandbox,

    /// <summary>A mail server.</summary>
    Smtp,
}
