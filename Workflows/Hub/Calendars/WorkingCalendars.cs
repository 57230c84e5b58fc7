using System.Reflection;

namespace StrongCities.Hub.Calendars;

/// <summary>
/// The calendars that ship with the hub, read and checked once. A faulty file stops the first use with a message that says
/// what to mend.
/// </summary>
public static class WorkingCalendars
{
    private const string Folder = "StrongCities.Hub.Calendars.Data.";

    private static readonly Lazy<IReadOnlyDictionary<string, WorkingCalendar>> ByKey = new(Load);

    /// <summary>All calendars, by key.</summary>
    public static IReadOnlyList<WorkingCalendar> All => [.. ByKey.Value.Values];

    /// <summary>The calendar of a key that is known to exist, such as one stored with a city.</summary>
    /// <param name="key">One of the shipped keys, exactly: "MK", "BA-FBIH", "BRU".</param>
    /// <returns>The calendar.</returns>
    /// <exception cref="ArgumentException">There is no such calendar; the message names those there are.</exception>
    public static WorkingCalendar Get(string key) =>
        Find(key) ?? throw new ArgumentException(
            $"There is no working calendar '{key}'. Use one of: {string.Join(", ", ByKey.Value.Keys)}.", nameof(key));

    /// <summary>The calendar of a key that somebody typed.</summary>
    /// <param name="key">Any text.</param>
    /// <returns>The calendar, or null.</returns>
    public static WorkingCalendar? Find(string key) => ByKey.Value.GetValueOrDefault(key);

    private static SortedDictionary<string, WorkingCalendar> Load()
    {
        var calendars = new SortedDictionary<string, WorkingCalendar>(StringComparer.Ordinal);
        var assembly = typeof(WorkingCalendars).Assembly;
        foreach (var resource in assembly.GetManifestResourceNames().Where(name => name.StartsWith(Folder, StringComparison.Ordinal)))
        {
            var file = CalendarFile.Read(Text(assembly, resource));
            if (resource != $"{Folder}{file.Key}.json")
            {
                throw new FormatException($"Calendar '{file.Key}' lies in '{resource[Folder.Length..]}'; name the file after its key.");
            }

            calendars.Add(file.Key, new WorkingCalendar(file));
        }

        return calendars;
    }

    private static string Text(Assembly assembly, string resource)
    {
        using var stream = assembly.GetManifestResourceStream(resource)!;
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }
}
