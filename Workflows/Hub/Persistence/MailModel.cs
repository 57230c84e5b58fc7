using Microsoft.EntityFrameworkCore;
using StrongCities.Hub.Mail;

namespace StrongCities.Hub.Persistence;

/// <summary>How mails are stored.</summary>
internal static class MailModel
{
    public static void Map(ModelBuilder model)
    {
        model.Entity<MailRecord>(mail =>
        {
            mail.Property(m => m.State).HasConversion<string>();
            mail.HasIndex(m => m.RequestId);
        });
        model.Entity<MailboxMessage>(message => message.HasIndex(m => m.To));
    }
}
