namespace StrongCities.Engine.Execution;

/// <summary>
/// Makes the addresses by which somebody outside lets an instance go on without an account: who has the address has the right. The same
/// arguments must give the same address always, as a burst gives the same result again: so it is signed with a key that lasts, not sealed
/// with one that is drawn.
/// </summary>
public interface IResumeLinks
{
    /// <summary>An address that publishes an event to one instance.</summary>
    /// <param name="instanceId">The instance.</param>
    /// <param name="eventName">The event.</param>
    /// <param name="now">The burst's time.</param>
    /// <param name="expiresAt">Until when it holds, or <see langword="null"/> for as long as the host lets any.</param>
    /// <returns>An absolute URL.</returns>
    string ToEvent(string instanceId, string eventName, DateTimeOffset now, DateTimeOffset? expiresAt);

    /// <summary>An address that resumes one bookmark.</summary>
    /// <param name="instanceId">The instance.</param>
    /// <param name="bookmarkId">The bookmark.</param>
    /// <param name="now">The burst's time.</param>
    /// <param name="expiresAt">Until when it holds, or <see langword="null"/> for as long as the host lets any.</param>
    /// <returns>An absolute URL.</returns>
    string ToBookmark(string instanceId, string bookmarkId, DateTimeOffset now, DateTimeOffset? expiresAt);
}
