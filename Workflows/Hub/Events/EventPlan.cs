using System.Globalization;
using System.Text.Json.Serialization;

namespace StrongCities.Hub.Events;

/// <summary>What an event is for, and where.</summary>
/// <param name="Purpose">In the advisor's words.</param>
/// <param name="Place">A place, or a link.</param>
/// <param name="Languages">What is spoken: tags such as <c>sq</c>.</param>
public sealed record EventPlan(string Purpose, string Place, IReadOnlyList<string> Languages)
{
    /// <summary>Without blanks around what was typed.</summary>
    internal EventPlan Trimmed() => this with { Purpose = Purpose.Trim(), Place = Place.Trim() };

    /// <inheritdoc/>
    public bool Equals(EventPlan? other) => other is not null && Purpose == other.Purpose && Place == other.Place && Languages.SequenceEqual(other.Languages);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Purpose, Place, Languages.Count);
}

/// <summary>A date that a poll offers.</summary>
/// <param name="StartsAt">From.</param>
/// <param name="EndsAt">Until.</param>
public sealed record EventDate(DateTimeOffset StartsAt, DateTimeOffset EndsAt)
{
    /// <summary>Its name in forms and votes: the start in UTC, such as <c>2026-10-20T08:00:00Z</c>.</summary>
    [JsonIgnore]
    public string Key => StartsAt.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);
}

/// <summary>A date as typed: one day, where the hub is.</summary>
/// <param name="Day">The day.</param>
/// <param name="From">From.</param>
/// <param name="Until">Until, after <paramref name="From"/>.</param>
public sealed record EventSlot(DateOnly Day, TimeOnly From, TimeOnly Until);

/// <summary>Whether a date suits somebody. Words know them as <c>HubEvent.Fit.Yes</c>.</summary>
public enum DateFit
{
    /// <summary>It does not.</summary>
    No,

    /// <summary>If need be.</summary>
    IfNeeded,

    /// <summary>It does.</summary>
    Yes,
}

/// <summary>What one person answered to the poll.</summary>
/// <param name="PersonId">Who.</param>
/// <param name="Name">What they were called then.</param>
/// <param name="Fits">By <see cref="EventDate.Key"/>.</param>
public sealed record DateVote(Guid PersonId, string Name, IReadOnlyDictionary<string, DateFit> Fits);

/// <summary>One part of an event.</summary>
/// <param name="At">When, where the hub is.</param>
/// <param name="What">What.</param>
/// <param name="By">By whom, or empty.</param>
/// <param name="Language">In which language, a tag, or empty.</param>
public sealed record ProgrammeItem(TimeOnly At, string What, string By, string Language)
{
    /// <summary>As mails list it.</summary>
    [JsonIgnore]
    public string Line
    {
        get
        {
            var beside = string.Join(", ", new[] { By, Language }.Where(part => part.Length > 0));
            var line = string.Create(CultureInfo.InvariantCulture, $"{At:HH\\:mm} {What}");
            return beside.Length > 0 ? $"{line} ({beside})" : line;
        }
    }
}
