using StrongCities.Runtime.Instances;
using StrongCities.Runtime.Persistence;

namespace StrongCities.Runtime.Outbox;

/// <summary>Hands outbox rows of one kind to the outside.</summary>
public interface IOutboxSender
{
    /// <summary>The <see cref="OutboxRow.Kind"/> that it takes.</summary>
    string Kind { get; }

    /// <summary>Rows in flight at once, at most: for mail, the number of connections. From 1.</summary>
    int Parallelism { get; }

    /// <summary>
    /// Rows taken before their turn or not yet marked as sent, beside those in flight. With some, taking and marking go many to a
    /// commit while others are sent; after a crash so many more may go out again.
    /// </summary>
    /// <value>From 0, the default: each row is taken when its turn comes, and marked before the next.</value>
    int Ahead => 0;

    /// <summary>Sends one. An exception counts as <see cref="SendLater"/> with the worker's own back-off.</summary>
    /// <param name="item">The row; not tracked.</param>
    /// <param name="cancellation">
    /// A stopping host has no more time (<see cref="OutboxOptions.FinishWithin"/>): the row stays in flight and is sent again at the next start.
    /// </param>
    /// <returns>How it went.</returns>
    Task<SendOutcome> SendAsync(OutboxRow item, CancellationToken cancellation);

    /// <summary>The worker has lost patience with a row that this sender left to its back-off.</summary>
    /// <param name="item">The row; not tracked.</param>
    /// <returns>Committed together with the row's new state; <see langword="null"/> for nothing.</returns>
    Alongside? GivenUp(OutboxRow item) => null;
}

/// <summary>How a send went.</summary>
public abstract record SendOutcome;

/// <summary>Delivered. The row's body is emptied.</summary>
/// <param name="With">Committed together with the row's new state.</param>
public sealed record Sent(Alongside? With = null) : SendOutcome;

/// <summary>Not now.</summary>
/// <param name="Reason">For the operator; no personal data.</param>
/// <param name="After">When to try again; then it is also the sender who gives up. <see langword="null"/> for the worker's back-off and patience.</param>
public sealed record SendLater(string Reason, TimeSpan? After = null) : SendOutcome;

/// <summary>Never. The row's body is emptied.</summary>
/// <param name="Reason">For the operator; no personal data.</param>
/// <param name="With">Committed together with the row's new state.</param>
public sealed record SendNever(string Reason, Alongside? With = null) : SendOutcome;
