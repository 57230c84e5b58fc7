using StrongCities.Hub.Tasks;

namespace StrongCities.Hub.Cases;

/// <summary>Says who has a case.</summary>
internal static class CaseHolders
{
    /// <summary>Whoever is asked longest; between two tasks the hub.</summary>
    public static CaseHolder Of(Case about, IEnumerable<TaskLine> tasks)
    {
        if (about.ClosedAt is not null)
        {
            return new CaseHolder(CaseParty.Nobody, null, about.StatusSince);
        }

        var first = tasks.Where(line => line.Task.State == TaskState.Open).MinBy(line => line.Task.OpenedAt);
        return first is null
            ? new CaseHolder(CaseParty.Hub, null, about.StatusSince)
            : new CaseHolder(first.Task.Asks, first.Assignees.Count == 1 ? first.Assignees[0] : null, first.Task.OpenedAt);
    }
}

/// <summary>Who has a case now.</summary>
/// <param name="Party">The city, the hub, or nobody when it is closed.</param>
/// <param name="Name">A person's name where it is one person, else <see langword="null"/>.</param>
/// <param name="Since">Since when.</param>
public sealed record CaseHolder(CaseParty Party, string? Name, DateTimeOffset Since);

/// <summary>One side of a case.</summary>
public enum CaseParty
{
    /// <summary>It is closed.</summary>
    Nobody,

    /// <summary>The city is to act.</summary>
    City,

    /// <summary>The hub is to act.</summary>
    Hub,
}
