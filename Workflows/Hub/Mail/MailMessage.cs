using System.Security.Cryptography;
using System.Text;
using MimeKit;
using StrongCities.Hub.Cases;
using StrongCities.Hub.Cities;
using StrongCities.Hub.People;

namespace StrongCities.Hub.Mail;

/// <summary>Builds the message: headers, text part, HTML part. One recipient, always.</summary>
public static class MailMessage
{
    private static readonly FormatOptions WireFormat = CreateWireFormat();

    /// <summary>Builds one.</summary>
    /// <param name="content">What it says.</param>
    /// <param name="html">The same as HTML.</param>
    /// <param name="from">Who writes.</param>
    /// <param name="to">Who reads.</param>
    /// <param name="requestId">The case: its mails are one thread.</param>
    /// <param name="domain">After the @ of Message-IDs.</param>
    /// <param name="route">Where it, its replies and its bounces go.</param>
    /// <param name="date">The Date header: when it is to be sent.</param>
    /// <returns>The message, or <see langword="null"/> when an address isn't one.</returns>
    public static MimeMessage? Build(MailContent content, string html, RegionalHub from, Person to, Guid? requestId, string domain, MailRoute route, DateTimeOffset date)
    {
        if (Address(from.Name, from.Email) is not { } sender || Address(to.Name, route.To) is not { } recipient)
        {
            return null;
        }

        var message = new MimeMessage
        {
            Subject = content.Subject,
            Date = date,
            MessageId = $"{RandomNumberGenerator.GetHexString(24, lowercase: true)}@{domain}",
            Body = Body(new MultipartAlternative(Part("plain", MailText.Write(content)), Part("html", html)), content.Language, route.Calendar),
        };
        message.From.Add(sender);
        message.To.Add(recipient);
        message.Headers.Add(HeaderId.AutoSubmitted, route.AnswersTo is null ? "auto-generated" : "auto-replied");
        message.Headers.Add("X-Auto-Response-Suppress", "OOF, AutoReply");
        message.Headers.Add("X-StrongCities-Loop", domain);
        if (requestId is { } id)
        {
            // No mail has this id: it only holds a case's mails together. A digest, because ids of cases are nobody's business.
            var root = $"case.{Convert.ToHexStringLower(SHA256.HashData(id.ToByteArray()))[..24]}@{domain}";
            message.InReplyTo = root;
            message.References.Add(root);
        }

        if (route.ReplyTo is { } replies)
        {
            message.ReplyTo.Add(new MailboxAddress(Encoding.UTF8, CleanText.Line(from.Name), replies));
        }

        if (route.AnswersTo is { Length: > 0 } answered)
        {
            message.InReplyTo = answered;
            message.References.Add(answered);
        }

        if (route.Unsubscribe is { } unsubscribe)
        {
            // On one line: some relays break a signature when they fold this header anew.
            message.Headers.Add(Unfolded(HeaderId.ListUnsubscribe, $"<{unsubscribe.AbsoluteUri}>"));
            message.Headers.Add(HeaderId.ListUnsubscribePost, "List-Unsubscribe=One-Click");
            message.Headers.Add(HeaderId.ListId, $"<updates.{domain}>");
            message.Headers.Add(HeaderId.Precedence, "bulk");
        }

        // The envelope's sender travels in this header until the transport takes it out; a mailbox shows it just so.
        if (route.AnswersTo is not null || route.Bounces is not null)
        {
            message.Headers.Insert(0, HeaderId.ReturnPath, route.AnswersTo is null ? $"<{route.Bounces}>" : "<>");
        }

        message.Prepare(EncodingConstraint.SevenBit);
        return message;
    }

    /// <summary>The message as it goes over the wire.</summary>
    /// <param name="message">Prepared.</param>
    /// <returns>Its bytes, lines ended by CR LF.</returns>
    public static byte[] ToBytes(MimeMessage message)
    {
        using var bytes = new MemoryStream();
        message.WriteTo(WireFormat, bytes);
        return bytes.ToArray();
    }

    private static MailboxAddress? Address(string name, string address) =>
        MailboxAddress.TryParse(address, out var parsed) && parsed.Address == address && address.Contains('@', StringComparison.Ordinal)
            ? new(Encoding.UTF8, CleanText.Line(name), address)
            : null;

    private static Multipart Body(MultipartAlternative texts, string language, CalendarFile? calendar)
    {
        texts.Headers.Add(HeaderId.ContentLanguage, language);
        if (calendar is null)
        {
            return texts;
        }

        var part = Part("calendar", calendar.Text);
        part.ContentType.Parameters.Add("method", calendar.Method);
        if (calendar.IsMeeting)
        {
            // The last alternative is the one that a program prefers: an invitation with buttons of its own.
            texts.Add(part);
            return texts;
        }

        part.ContentType.Name = "deadline.ics";
        part.ContentDisposition = new ContentDisposition(ContentDisposition.Attachment) { FileName = "deadline.ics" };
        return new Multipart("mixed", texts, part);
    }

    private static Header Unfolded(HeaderId id, string value)
    {
        var header = new Header(id, value);
        header.SetRawValue(Encoding.ASCII.GetBytes($" {value}\r\n"));
        return header;
    }

    private static TextPart Part(string subtype, string text)
    {
        var part = new TextPart(subtype);
        part.SetText(Encoding.UTF8, text);
        return part;
    }

    private static FormatOptions CreateWireFormat()
    {
        var format = FormatOptions.Default.Clone();
        format.NewLineFormat = NewLineFormat.Dos;
        return format;
    }
}

/// <summary>Where a mail, its replies and its bounces go.</summary>
/// <param name="To">The reader's address.</param>
/// <param name="ReplyTo">Takes replies, when not the hub.</param>
/// <param name="Bounces">Takes bounces, when not the configured address.</param>
/// <param name="AnswersTo">The Message-ID that it answers; then nothing takes bounces.</param>
/// <param name="Unsubscribe">Ends the subscription that it belongs to: for bulk only.</param>
/// <param name="Calendar">Goes along.</param>
public sealed record MailRoute(
    string To, string? ReplyTo = null, string? Bounces = null, string? AnswersTo = null, Uri? Unsubscribe = null, CalendarFile? Calendar = null);
