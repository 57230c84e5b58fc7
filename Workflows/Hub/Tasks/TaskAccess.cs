using StrongCities.Hub.People;

namespace StrongCities.Hub.Tasks;

/// <summary>By which way somebody comes to a task.</summary>
public abstract record TaskAccess;

/// <summary>By the link in a mail.</summary>
/// <param name="PublicId">The grant, proven before (see <see cref="ProveGrant"/>).</param>
public sealed record ByGrant(string PublicId) : TaskAccess;

/// <summary>By a reply to a mail, whose address and sender were proven before.</summary>
/// <param name="TaskId">The task.</param>
/// <param name="PersonId">Who replied.</param>
/// <param name="MessageId">The reply's Message-ID.</param>
public sealed record ByReply(string TaskId, Guid PersonId, string MessageId) : TaskAccess;

/// <summary>Signed in, in the portal or at the desk.</summary>
/// <param name="Viewer">Who holds a seat of the task.</param>
/// <param name="TaskId">The task.</param>
public sealed record BySeat(Viewer Viewer, string TaskId) : TaskAccess;
