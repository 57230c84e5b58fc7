using System.Globalization;
using System.Text.Json;

namespace StrongCities.Hub.Opportunities.Import;

/// <summary>One event of a source's stream of changes, as a watcher of its public catalogue wrote it down.</summary>
/// <param name="Id">The event's id.</param>
/// <param name="Type">What happened.</param>
/// <param name="At">When.</param>
/// <param name="Key">The source's id of the opportunity.</param>
/// <param name="Number">Its number.</param>
/// <param name="Title">Its title.</param>
/// <param name="Deadline">The deadline as the event knows it: the new one, where it changed.</param>
/// <param name="OldDeadline">The one before.</param>
public sealed record ChangeEvent(string Id, ChangeEventType Type, DateTimeOffset At, string Key, string? Number, string Title, DateOnly? Deadline, DateOnly? OldDeadline)
{
    /// <summary>Reads a stream: an array of events.</summary>
    /// <param name="root">The document.</param>
    /// <returns>
    /// The events by time; <see langword="null"/> when this is something else. A watcher writes one time for all that it sees in one look: what is near is told last, since it speaks of how things
    /// then are.
    /// </returns>
    public static IReadOnlyList<ChangeEvent>? Read(JsonElement root) =>
        root.ValueKind == JsonValueKind.Array && root.GetArrayLength() > 0 && root.EnumerateArray().All(one => one.ValueKind == JsonValueKind.Object && one.TryGetProperty("eventId", out _))
            ? [.. root.EnumerateArray().Select(ReadOne).OrderBy(one => one.At).ThenBy(one => one.Type == ChangeEventType.ClosingSoon)]
            : null;

    private static ChangeEvent ReadOne(JsonElement one)
    {
        var type = Text(one, "type") switch
        {
            "new" => ChangeEventType.New,
            "amended" => ChangeEventType.Amended,
            "deadline_changed" => ChangeEventType.DeadlineChanged,
            "closing_soon" => ChangeEventType.ClosingSoon,
            "closed_or_removed" => ChangeEventType.ClosedOrRemoved,
            var other => throw new FormatException($"An event has the unknown type '{other}'."),
        };
        var days = type == ChangeEventType.DeadlineChanged ? (Text(one, "detail") ?? "").Split('→', StringSplitOptions.TrimEntries) : [];
        return new ChangeEvent(
            Text(one, "eventId")!,
            type,
            one.GetProperty("changedAt").GetDateTimeOffset(),
            Text(one, "opportunityId")!,
            Text(one, "opportunityNumber"),
            Text(one, "title")!,
            Day(days.Length == 2 ? days[1] : Text(one, "deadline")),
            Day(days.Length == 2 ? days[0] : null));
    }

    private static string? Text(JsonElement one, string name) => one.TryGetProperty(name, out var text) && text.ValueKind == JsonValueKind.String ? text.GetString() : null;

    private static DateOnly? Day(string? said) => DateOnly.TryParseExact(said, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) ? day : null;
}

/// <summary>What a stream of changes tells.</summary>
public enum ChangeEventType
{
    /// <summary>It appeared.</summary>
    New,

    /// <summary>Its record changed, the stream does not say how.</summary>
    Amended,

    /// <summary>Its deadline moved.</summary>
    DeadlineChanged,

    /// <summary>Its deadline is near; nothing changed.</summary>
    ClosingSoon,

    /// <summary>It is no longer there.</summary>
    ClosedOrRemoved,
}
