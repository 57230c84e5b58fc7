using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using MimeKit;
using StrongCities.Engine.Execution;
using StrongCities.Hub.Cases;
using StrongCities.Hub.Cities;
using StrongCities.Runtime.Instances;
using StrongCities.Runtime.Persistence;

namespace StrongCities.Hub.Mail;

/// <summary>
/// Queues the mails of <c>Elsa.SendEmail</c>. One message per recipient, so that nobody learns of the others. The body goes out as the
/// workflow's author wrote it; the case keeps no record of it, because its reader need be nobody whom the hub knows.
/// </summary>
internal sealed class SendDefinedMail(IDataProtectionProvider protection, IOptions<MailOptions> options) : EffectHandler<EmailRequested>
{
    private readonly IDataProtector protector = MailSender.Protector(protection);

    /// <inheritdoc/>
    protected override async Task ApplyAsync(RuntimeDb db, EmailRequested effect, EffectContext context, CancellationToken cancellation)
    {
        // Not the envelope's sender: that one is for bounces, and people answer to this one.
        var from = effect.From ?? await db.Set<RegionalHub>().OrderBy(hub => hub.Id).Select(hub => hub.Email).FirstAsync(cancellation);
        foreach (var (to, index) in effect.To.Select((to, index) => (to, index)))
        {
            using var message = Build(effect, from, to, context.Now);
            db.Outbox.Add(new OutboxRow
            {
                Kind = MailSender.OutboxKind,
                Key = $"{MailSender.OutboxKind}:workflow:{effect.ActivityInstanceId}:{index}",
                Body = protector.Protect(MailMessage.ToBytes(message)),
                DueAt = context.Now,
                CreatedAt = context.Now,
            });
        }
    }

    private MimeMessage Build(EmailRequested effect, string from, string to, DateTimeOffset now)
    {
        var body = new BodyBuilder { HtmlBody = effect.Html };
        foreach (var attachment in effect.Attachments)
        {
            var type = ContentType.TryParse(attachment.ContentType, out var parsed) ? parsed : new ContentType("application", "octet-stream");
            body.Attachments.Add(CleanText.Line(attachment.FileName), attachment.Content.ToArray(), type);
        }

        var message = new MimeMessage
        {
            Subject = CleanText.Line(effect.Subject),
            Date = now,
            MessageId = $"{RandomNumberGenerator.GetHexString(24, lowercase: true)}@{options.Value.MessageIdDomain}",
            Body = body.ToMessageBody(),
        };
        message.From.Add(new MailboxAddress(Encoding.UTF8, "", from));
        message.To.Add(new MailboxAddress(Encoding.UTF8, "", to));
        message.Headers.Add(HeaderId.AutoSubmitted, "auto-generated");
        message.Prepare(EncodingConstraint.SevenBit);
        return message;
    }
}
