using System.Net.Mail;
using System.Text.RegularExpressions;
using Microsoft.EntityFrameworkCore;
using StrongCities.Hub.Assistance;
using StrongCities.Hub.Matching;
using StrongCities.Hub.Opportunities.Search;
using StrongCities.Hub.People;
using StrongCities.Hub.Persistence;
using StrongCities.Hub.Tasks;

namespace StrongCities.Hub.Practices;

/// <summary>What a good practice must and must not say. A draft may be incomplete; it is not sent to the city while it has gaps.</summary>
internal static partial class PracticeRules
{
    /// <summary>The question in which short advice says what was done.</summary>
    public const string Delivered = "Task.Delivery";

    /// <summary>The question by which an assignment's report comes.</summary>
    public const string Reported = "Task.WriteReport";

    public const int MaxShort = 200;
    public const int MaxSummary = 600;
    public const int MaxText = 4_000;
    public const int MaxDays = 250;
    public const int MostThemes = 3;
    public const int MostNames = 20;
    private const int LeastAlt = 5;
    private const int MaxAlt = 300;
    private const int LeastMaker = 2;
    private const int MaxMaker = 120;

    /// <summary>Requests of which a good practice can be written: help was given, and the request is nobody's secret. A question is too small for one.</summary>
    public static IQueryable<SupportRequest> Helped(HubDb db) => db.Requests.Where(about => !about.IsConfidential
        && db.Tasks.Any(task => task.CaseId == about.Id && (task.Title == Delivered || task.Title == Reported) && task.State == TaskState.Decided));

    /// <summary>What can't be kept at all, field by field.</summary>
    public static IEnumerable<FieldProblem> Problems(PracticeText text)
    {
        foreach (var (name, value) in text.Texts)
        {
            var most = name switch { nameof(text.Title) => MaxShort, nameof(text.Summary) => MaxSummary, _ => MaxText };
            if (value.Length > most)
            {
                yield return new FieldProblem(name, "Problem.TooLong", most);
            }
        }

        if (text.Days is < 0 or > MaxDays)
        {
            yield return new FieldProblem(nameof(text.Days), "Problem.NumberBetween", 0, MaxDays);
        }

        if (text.Themes.Count > MostThemes || text.Themes.Except(HubThemes.All).Any())
        {
            yield return new FieldProblem(nameof(text.Themes), "Risk.Problem.Themes");
        }

        if (text.Languages.Count > MostThemes || text.Languages.Except(Languages.All).Any())
        {
            yield return new FieldProblem(nameof(text.Languages), "Practice.Problem.Languages");
        }

        if (text.Names.Count > MostNames || text.Names.Any(person => person.Name.Length > MaxShort || person.Role.Length > MaxShort || person.Role.Length == 0))
        {
            yield return new FieldProblem(nameof(text.Names), "Practice.Problem.Names", MostNames);
        }

        var (contact, role, email) = text.Contact;
        if (contact.Length > MaxShort || role.Length > MaxShort || email.Length > MaxShort)
        {
            yield return new FieldProblem("ContactName", "Problem.TooLong", MaxShort);
        }

        if (email.Length > 0 && (!MailAddress.TryCreate(email, out var parsed) || parsed.Address != email))
        {
            yield return new FieldProblem("ContactEmail", "Problem.Email");
        }
    }

    /// <summary>What is wrong with what is said of a picture.</summary>
    public static IEnumerable<FieldProblem> Problems(string alt, string maker)
    {
        if (alt.Length is < LeastAlt or > MaxAlt)
        {
            yield return new FieldProblem("Alt", "Practice.Problem.Alt", LeastAlt, MaxAlt);
        }

        if (maker.Length is < LeastMaker or > MaxMaker)
        {
            yield return new FieldProblem("Maker", "Practice.Problem.Maker", LeastMaker, MaxMaker);
        }
    }

    /// <summary>What is missing before the city can be asked, as keys of the hub's words.</summary>
    public static IReadOnlyList<string> GapsOf(GoodPractice practice)
    {
        var text = practice.Text;
        return
        [
            .. text.Texts.Where(part => part.Value.Length == 0).Select(part => $"Practice.Gap.{part.Name}"),
            .. text.Themes.Count == 0 ? ["Practice.Gap.Themes"] : Array.Empty<string>(),
            .. text.Languages.Count == 0 ? ["Practice.Gap.Languages"] : Array.Empty<string>(),
            .. text.Contact.Name.Length > 0 && (text.Contact.Role.Length == 0 || text.Contact.Email.Length == 0) ? ["Practice.Gap.Contact"] : Array.Empty<string>(),
            .. text.Texts.Any(part => Address().IsMatch(part.Value)) ? ["Practice.Gap.Address"] : Array.Empty<string>(),
        ];
    }

    /// <summary>The same, and whether somebody of the directory is named without being listed: then nobody could take the name out.</summary>
    public static async Task<IReadOnlyList<string>> GapsAsync(HubDb db, GoodPractice practice, CancellationToken cancellation)
    {
        var gaps = GapsOf(practice);
        return (await UnlistedAsync(db, practice, cancellation)).Count == 0 ? gaps : [.. gaps, "Practice.Gap.Unlisted"];
    }

    /// <summary>
    /// People of the city, of the hub, and listed ones, whom one could still read of when all names are hidden: they are not listed, or the text has them in
    /// another script than the list.
    /// </summary>
    public static async Task<IReadOnlyList<string>> UnlistedAsync(HubDb db, GoodPractice practice, CancellationToken cancellation)
    {
        var people = practice.Text.People.ToList();
        var said = practice.Text.Texts.Select(part => part.Value).Concat(practice.Pictures.SelectMany(picture => new[] { picture.Alt, picture.Maker }));
        var folded = $" {string.Join(' ', said.SelectMany(text => FoldText.Words(HideNames.In(text, people))))} ";
        var directory = await db.People.IgnoreQueryFilters().Where(person => person.HubId == practice.HubId && (person.CityId == null || person.CityId == practice.CityId))
            .Select(person => person.Name).Distinct().ToListAsync(cancellation);
        // One word alone may be any word; a listed name is meant as one.
        return
        [
            .. directory.Where(name => FoldText.Words(name).Count() > 1).Concat(people.Select(person => person.Name)).Distinct(StringComparer.Ordinal)
                .Where(name => string.Join(' ', FoldText.Words(name)) is { Length: > 0 } words && folded.Contains($" {words} ", StringComparison.Ordinal)),
        ];
    }

    [GeneratedRegex(@"[^\s@]+@[^\s@]+\.[^\s@]+|\+\d[\d\s/().-]{6,}\d")]
    private static partial Regex Address();
}
