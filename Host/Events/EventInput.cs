using System.Globalization;
using StrongCities.Hub.Events;

namespace StrongCities.Host.Events;

/// <summary>An event as typed: for a new one, and for its programme.</summary>
internal sealed class EventInput
{
    /// <summary>Empty rows of the programme that a form offers besides those that are filled.</summary>
    private const int SpareParts = 3;

    public string? Title { get; set; }

    public string? Purpose { get; set; }

    public string? Place { get; set; }

    /// <summary>Tags with commas or blanks between.</summary>
    public string? Languages { get; set; }

    public List<Guid> Cities { get; set; } = [];

    /// <summary>Rows of dates; a row without a day counts as none.</summary>
    public List<SlotInput> Dates { get; set; } = [];

    public SlotInput When { get; set; } = new();

    /// <summary>Rows of the programme; a row that says nothing counts as none.</summary>
    public List<PartInput> Parts { get; set; } = [];

    public Guid? FromCaseId { get; set; }

    public EventPlan Plan => new(Purpose ?? "", Place ?? "", [.. (Languages ?? "").Split([',', ' ', ';'], StringSplitOptions.RemoveEmptyEntries).Select(tag => tag.ToLowerInvariant()).Distinct()]);

    /// <summary>An event as it stands, with empty rows to fill in.</summary>
    public static EventInput Of(HubEvent about, TimeZoneInfo zone) => new()
    {
        Title = about.Title,
        Purpose = about.Plan.Purpose,
        Place = about.Plan.Place,
        Languages = string.Join(", ", about.Plan.Languages),
        Dates = [.. about.Dates.Select(date => SlotInput.Of(date.StartsAt, date.EndsAt, zone))],
        When = about is { StartsAt: { } from, EndsAt: { } until } ? SlotInput.Of(from, until, zone) : new SlotInput(),
        Parts =
        [
            .. about.Programme.Select(item => new PartInput { At = SlotInput.Text(item.At), What = item.What, By = item.By, Language = item.Language }),
            .. Enumerable.Range(0, SpareParts).Select(_ => new PartInput()),
        ],
    };

    /// <summary>The rows of the programme that say something; a part without a time begins with the event.</summary>
    public IReadOnlyList<ProgrammeItem> Programme() =>
    [
        .. Parts.Where(part => part.SaysSomething).Select(part => new ProgrammeItem(
            SlotInput.Time(part.At) ?? SlotInput.Time(When.From) ?? default, part.What ?? "", part.By ?? "", (part.Language ?? "").Trim().ToLowerInvariant())),
    ];
}

/// <summary>A day with a beginning and an end, as typed.</summary>
internal sealed class SlotInput
{
    public string? Day { get; set; }

    public string? From { get; set; }

    public string? Until { get; set; }

    public bool IsEmpty => string.IsNullOrWhiteSpace(Day) && string.IsNullOrWhiteSpace(From) && string.IsNullOrWhiteSpace(Until);

    public static SlotInput Of(DateTimeOffset from, DateTimeOffset until, TimeZoneInfo zone)
    {
        var (start, end) = (TimeZoneInfo.ConvertTime(from, zone), TimeZoneInfo.ConvertTime(until, zone));
        return new SlotInput { Day = start.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture), From = Text(TimeOnly.FromDateTime(start.DateTime)), Until = Text(TimeOnly.FromDateTime(end.DateTime)) };
    }

    /// <summary>The date, or <see langword="null"/> where it can't be read.</summary>
    public EventSlot? Read() =>
        DateOnly.TryParseExact(Day, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) && Time(From) is { } from && Time(Until) is { } until
            ? new EventSlot(day, from, until)
            : null;

    public static string Text(TimeOnly time) => time.ToString("HH:mm", CultureInfo.InvariantCulture);

    public static TimeOnly? Time(string? text) =>
        TimeOnly.TryParseExact(text, ["HH:mm", "H:mm", "HH:mm:ss"], CultureInfo.InvariantCulture, DateTimeStyles.None, out var time) ? time : null;
}

/// <summary>A part of a programme as typed.</summary>
internal sealed class PartInput
{
    public string? At { get; set; }

    public string? What { get; set; }

    public string? By { get; set; }

    public string? Language { get; set; }

    public bool SaysSomething => !string.IsNullOrWhiteSpace(What) || !string.IsNullOrWhiteSpace(By);
}
