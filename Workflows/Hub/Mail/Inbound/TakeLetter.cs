using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using StrongCities.Hub.Persistence;

namespace StrongCities.Hub.Mail.Inbound;

/// <summary>Sends a person's mail the right way: a reply to a task, or a mail to the hub.</summary>
internal sealed class TakeLetter(
    MailAddresses addresses, TakeReply replies, TakePlainMail plain, HubDbFactory databases, IOptions<InboundOptions> options, TimeProvider clock)
{
    public async Task<Verdict> RunAsync(Letter letter, CancellationToken cancellation)
    {
        if (letter.Sender.Address.Length == 0)
        {
            return Verdict.Aside("UnclearSender");
        }

        var own = OwnAddresses.Of(letter.Message, addresses.Domain);
        if (own.Any(address => address.Purpose == MailGrantPurpose.Bounce))
        {
            // Nobody writes there. Vacation replies do, and some of them look like a person's mail.
            return Verdict.Aside("BounceAddress");
        }

        if (own.Count > 1)
        {
            return Verdict.Aside("SeveralAddresses");
        }

        await using var db = databases.Create(null);
        var since = clock.GetUtcNow() - TimeSpan.FromHours(1);
        if (await db.InboundMails.CountAsync(mail => mail.From == letter.Sender.Address && mail.ReceivedAt > since, cancellation) >= options.Value.MaxPerSenderAndHour)
        {
            return Verdict.Aside("TooMany");
        }

        return own.Count == 1 ? await replies.RunAsync(letter, own[0].Secret, cancellation) : await plain.RunAsync(letter, cancellation);
    }
}
