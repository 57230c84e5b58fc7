using System.Text.Json.Serialization;

namespace StrongCities.Hub.Opportunities;

/// <summary>A date in an opportunity's life (CommonGrants <c>Event</c>): one day, a range of days, or what cannot be said as a date.</summary>
/// <param name="Name">What people call it, such as <c>Submission deadline</c>.</param>
[JsonDerivedType(typeof(DayDate), "singleDate")]
[JsonDerivedType(typeof(RangeDate), "dateRange")]
[JsonDerivedType(typeof(TextDate), "other")]
public abstract record KeyDate(string Name)
{
    /// <summary>What the source adds to it.</summary>
    public string? Description { get; init; }
}

/// <summary>One day, perhaps at a time of it.</summary>
/// <param name="Name">What people call it.</param>
/// <param name="Day">The day.</param>
/// <param name="Time">The wall-clock time in <paramref name="Zone"/>, to the minute and rounded down; without it the day's end counts.</param>
/// <param name="Zone">IANA time zone of the funder; <see langword="null"/> where the source does not say.</param>
public sealed record DayDate(string Name, DateOnly Day, TimeOnly? Time = null, string? Zone = null) : KeyDate(Name);

/// <summary>Days from and to, both included.</summary>
/// <param name="Name">What people call it.</param>
/// <param name="From">The first day.</param>
/// <param name="To">The last day.</param>
public sealed record RangeDate(string Name, DateOnly From, DateOnly To) : KeyDate(Name);

/// <summary>What cannot be said as a date, such as <c>ongoing</c>.</summary>
/// <param name="Name">What people call it.</param>
/// <param name="Text">The source's words.</param>
public sealed record TextDate(string Name, string Text) : KeyDate(Name);
