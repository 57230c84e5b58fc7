using Microsoft.EntityFrameworkCore;

namespace StrongCities.Hub.Mail.Inbound;

/// <summary>How incoming mail is stored.</summary>
internal static class InboundModel
{
    public static void Map(ModelBuilder model)
    {
        model.Entity<MailGrant>(grant =>
        {
            grant.HasKey(g => g.Hash);
            grant.Property(g => g.Hash).HasMaxLength(64);
            grant.Property(g => g.Purpose).HasConversion<string>().HasMaxLength(16);
            grant.Property(g => g.MailKey).HasMaxLength(200);
            grant.HasIndex(g => g.TaskId);
            grant.HasIndex(g => g.ExpiresAt);
        });
        model.Entity<InboundMail>(mail =>
        {
            mail.HasKey(m => m.Id);
            mail.HasIndex(m => new { m.Mailbox, m.UidValidity, m.Uid }).IsUnique();
            mail.HasIndex(m => new { m.MessageId, m.Sha256 }).IsUnique();
            mail.HasIndex(m => new { m.From, m.ReceivedAt });
            mail.HasIndex(m => m.State);
            mail.Property(m => m.Mailbox).HasMaxLength(320);
            mail.Property(m => m.MessageId).HasMaxLength(320);
            mail.Property(m => m.Sha256).HasMaxLength(64);
            mail.Property(m => m.From).HasMaxLength(320);
            mail.Property(m => m.Reason).HasMaxLength(40);
            mail.Property(m => m.Kind).HasConversion<string>().HasMaxLength(16);
            mail.Property(m => m.State).HasConversion<string>().HasMaxLength(16);
        });
        model.Entity<SuppressedAddress>(address =>
        {
            address.HasKey(a => a.Hash);
            address.Property(a => a.Hash).HasMaxLength(64);
        });
    }
}
