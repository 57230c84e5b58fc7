using System.Globalization;
using StrongCities.Hub.Practices;

namespace StrongCities.Host.Practices;

/// <summary>A good practice as typed.</summary>
internal sealed class PracticeInput
{
    public string? Title { get; set; }

    public string? Summary { get; set; }

    public string? Problem { get; set; }

    public string? Done { get; set; }

    public string? Result { get; set; }

    public string? Lessons { get; set; }

    /// <summary>As typed: what is no number is as if it were far too large, so that the field says so.</summary>
    public string? Days { get; set; }

    public List<string> Themes { get; set; } = [];

    public List<string> Languages { get; set; } = [];

    /// <summary>One person a line: name, a colon, what they are called without their release.</summary>
    public string? Names { get; set; }

    public string? ContactName { get; set; }

    public string? ContactRole { get; set; }

    public string? ContactEmail { get; set; }

    public static PracticeInput From(PracticeText text) => new()
    {
        Title = text.Title,
        Summary = text.Summary,
        Problem = text.Problem,
        Done = text.Done,
        Result = text.Result,
        Lessons = text.Lessons,
        Days = text.Days?.ToString(CultureInfo.InvariantCulture),
        Themes = [.. text.Themes],
        Languages = [.. text.Languages],
        Names = string.Join('\n', text.Names.Select(person => $"{person.Name}: {person.Role}")),
        ContactName = text.Contact.Name,
        ContactRole = text.Contact.Role,
        ContactEmail = text.Contact.Email,
    };

    public PracticeText Read() => new()
    {
        Title = Title ?? "",
        Summary = Summary ?? "",
        Problem = Problem ?? "",
        Done = Done ?? "",
        Result = Result ?? "",
        Lessons = Lessons ?? "",
        Days = string.IsNullOrWhiteSpace(Days) ? null : int.TryParse(Days, NumberStyles.None, CultureInfo.InvariantCulture, out var days) ? days : int.MaxValue,
        Themes = Themes,
        Languages = Languages,
        Names = [.. (Names ?? "").Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries).Select(PersonOf)],
        Contact = new PracticeContact(ContactName ?? "", ContactRole ?? "", ContactEmail ?? ""),
    };

    private static NamedPerson PersonOf(string line) => line.Split(':', 2, StringSplitOptions.TrimEntries) is [var name, var role] ? new NamedPerson(name, role) : new NamedPerson(line, "");
}
