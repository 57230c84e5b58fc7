using StrongCities.Runtime.Persistence;

namespace StrongCities.Hub.Mail;

/// <summary>Writes a mail in its reader's language and puts it into the outbox, inside the caller's transaction.</summary>
public sealed class QueueMail
{
    /// <summary>Queues one. The same <see cref="MailOrder.Key"/> a second time does nothing; inactive people get nothing.</summary>
    /// <param name="db">The unit's context.</param>
    /// <param name="order">What to write.</param>
    /// <param name="cancellation">The host stops.</param>
    /// <returns>When mail record and outbox row are in the context.</returns>
    public Task QueueAsync(RuntimeDb db, MailOrder order, CancellationToken cancellation) => throw new NotImplementedException();
}
