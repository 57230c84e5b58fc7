using Microsoft.EntityFrameworkCore;
using StrongCities.Hub.Mail.Inbound;
using StrongCities.Hub.Mail.Wordings;

namespace StrongCities.Hub.Mail;

/// <summary>The mails' part of the one model.</summary>
public static class MailModel
{
    /// <summary>Adds it.</summary>
    /// <param name="model">The hub's model.</param>
    public static void Configure(ModelBuilder model)
    {
        model.Entity<MailRecord>(record =>
        {
            record.HasKey(mail => mail.Id);
            record.HasIndex(mail => mail.Key).IsUnique();
            record.HasIndex(mail => mail.MessageId).IsUnique();
            record.HasIndex(mail => mail.CaseId);
            record.Property(mail => mail.Key).HasMaxLength(200);
            record.Property(mail => mail.MessageId).HasMaxLength(320);
            record.Property(mail => mail.Kind).HasMaxLength(32);
            record.Property(mail => mail.Language).HasMaxLength(16);
            record.Property(mail => mail.ToEmail).HasMaxLength(320);
            record.Property(mail => mail.State).HasConversion<string>().HasMaxLength(16);
        });
        InboundModel.Map(model);
        WordingModel.Map(model);
        model.Entity<MailboxMessage>(message =>
        {
            message.HasKey(mail => mail.Id);
            message.HasIndex(mail => mail.To);
            message.Property(mail => mail.To).HasMaxLength(320);
            message.Property(mail => mail.MessageId).HasMaxLength(320);
        });
    }
}
