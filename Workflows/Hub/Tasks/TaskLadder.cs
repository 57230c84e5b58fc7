using StrongCities.Hub.Cases;
using StrongCities.Hub.People;

namespace StrongCities.Hub.Tasks;

/// <summary>What follows, step by step, while nobody answers. Told in the mail.</summary>
/// <param name="SubstituteAt">When a substitute may answer as well.</param>
/// <param name="EscalateAt">When it is reported further up.</param>
/// <param name="EscalateTo">To whom.</param>
/// <param name="ParkAt">When it is put aside.</param>
public sealed record TaskLadder(DateTimeOffset? SubstituteAt, DateTimeOffset? EscalateAt, CaseRole EscalateTo, DateTimeOffset? ParkAt)
{
    /// <summary>Nothing follows.</summary>
    public static TaskLadder None { get; } = new(null, null, CaseRole.Nobody, null);
}
