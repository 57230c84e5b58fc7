using System.Text.Json.Serialization;

namespace StrongCities.Hub.Practices;

/// <summary>What is told of a good practice. No sums of money. Texts at most 4,000 characters, short ones 200.</summary>
public sealed record PracticeText
{
    /// <summary>One line.</summary>
    public string Title { get; init; } = "";

    /// <summary>In three sentences, at most 600 characters.</summary>
    public string Summary { get; init; } = "";

    /// <summary>What was the matter.</summary>
    public string Problem { get; init; } = "";

    /// <summary>What was done.</summary>
    public string Done { get; init; } = "";

    /// <summary>What came of it.</summary>
    public string Result { get; init; } = "";

    /// <summary>What others can learn.</summary>
    public string Lessons { get; init; } = "";

    /// <summary>How many days of help it took: 0 to 250; <see langword="null"/> for not said.</summary>
    public int? Days { get; init; }

    /// <summary>Keys of <see cref="Matching.HubThemes"/>: 1 to 3.</summary>
    public IReadOnlyList<string> Themes { get; init; } = [];

    /// <summary>The languages it is written in, the main one first: 1 to 3 of <see cref="People.Languages.All"/>.</summary>
    public IReadOnlyList<string> Languages { get; init; } = [];

    /// <summary>Everybody whom the texts name. Without their release each is called by the role.</summary>
    public IReadOnlyList<NamedPerson> Names { get; init; } = [];

    /// <summary>Whom others can ask; shown only with the release of names, else the hub stands in.</summary>
    public PracticeContact Contact { get; init; } = new("", "", "");

    /// <summary>Everybody whose name must be released before it is told.</summary>
    [JsonIgnore]
    public IEnumerable<NamedPerson> People => Contact.Name.Length == 0 ? Names : Names.Append(new NamedPerson(Contact.Name, Contact.Role));

    /// <summary>Each text by its name, as a reader would find it.</summary>
    [JsonIgnore]
    public IEnumerable<(string Name, string Value)> Texts =>
        [(nameof(Title), Title), (nameof(Summary), Summary), (nameof(Problem), Problem), (nameof(Done), Done), (nameof(Result), Result), (nameof(Lessons), Lessons)];

    /// <summary>The same with texts trimmed, and nothing in place of empty lines.</summary>
    internal PracticeText Trimmed() => this with
    {
        Title = Title.Trim(),
        Summary = Summary.Trim(),
        Problem = Problem.Trim(),
        Done = Done.Trim(),
        Result = Result.Trim(),
        Lessons = Lessons.Trim(),
        Themes = [.. Themes.Distinct(StringComparer.Ordinal)],
        Languages = [.. Languages.Distinct(StringComparer.Ordinal)],
        Names = [.. Names.Select(person => new NamedPerson(person.Name.Trim(), person.Role.Trim())).Where(person => person.Name.Length > 0)],
        Contact = new PracticeContact(Contact.Name.Trim(), Contact.Role.Trim(), Contact.Email.Trim()),
    };
}

/// <summary>Somebody whom a text names.</summary>
/// <param name="Name">As the text has it; at most 200 characters.</param>
/// <param name="Role">What they are called without their release, such as <c>the coordinator</c>; at most 200 characters.</param>
public sealed record NamedPerson(string Name, string Role);

/// <summary>Whom others can ask.</summary>
/// <param name="Name">Who; empty for nobody.</param>
/// <param name="Role">What they do.</param>
/// <param name="Email">Where to write to.</param>
public sealed record PracticeContact(string Name, string Role, string Email);

/// <summary>A picture of a good practice. Its bytes are an attachment of the case, without anything that the camera wrote into them.</summary>
/// <param name="Number">From 1; a removed one's is not given again.</param>
/// <param name="AttachmentId">The bytes.</param>
/// <param name="Sha256">Of the bytes, 64 lower-case hex digits.</param>
/// <param name="Width">Pixels.</param>
/// <param name="Height">Pixels.</param>
/// <param name="Alt">What it shows, for who does not see it: 5 to 300 characters.</param>
/// <param name="Maker">Who made it: 2 to 120 characters.</param>
/// <param name="ShowsPeople">Whether somebody can be recognised in it.</param>
public sealed record PracticePicture(int Number, Guid AttachmentId, string Sha256, int Width, int Height, string Alt, string Maker, bool ShowsPeople);
