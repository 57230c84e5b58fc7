using System.Text;
using System.Text.RegularExpressions;

namespace StrongCities.Hub.Practices;

/// <summary>
/// Puts roles in place of names. Whole names first, then each part of them, since a text says <c>Hoxha</c> after it has said <c>Arta Hoxha</c>; and in all of
/// their forms (<see cref="NameForms"/>). It rather hides a word too many: the city sees what would be read before it releases it.
/// </summary>
internal static partial class HideNames
{
    private const int ShortestPart = 3;

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(1);

    /// <summary>Hides them.</summary>
    /// <param name="text">Any.</param>
    /// <param name="people">Whom not to name.</param>
    /// <returns>The text with roles in their place.</returns>
    public static string In(string text, IEnumerable<NamedPerson> people)
    {
        var hidden = Private().Replace(text, "").Normalize(NormalizationForm.FormC);
        var known = people.Where(person => !string.IsNullOrWhiteSpace(person.Name)).OrderByDescending(person => person.Name.Length).ToList();
        // Roles wait behind marks that no name can match, so that a role is never taken for a name.
        for (var index = 0; index < known.Count; index++)
        {
            hidden = Regex.Replace(hidden, $@"(?<!\p{{L}}){string.Join(@"[\s\u00A0]+", PartsOf(known[index].Name).Select(NameForms.Pattern))}(?!\p{{L}})", Mark(index), RegexOptions.IgnoreCase | RegexOptions.CultureInvariant, Patience);
        }

        for (var index = 0; index < known.Count; index++)
        {
            foreach (var part in PartsOf(known[index].Name).Where(part => part.Length >= ShortestPart))
            {
                hidden = Regex.Replace(hidden, $@"(?<!\p{{L}}){NameForms.Pattern(part)}(?!\p{{L}})", Mark(index), RegexOptions.CultureInvariant, Patience);
                hidden = Regex.Replace(hidden, $@"(?<!\p{{L}}){NameForms.Pattern(part.ToUpperInvariant())}(?!\p{{L}})", Mark(index), RegexOptions.CultureInvariant, Patience);
            }
        }

        for (var index = 0; index < known.Count; index++)
        {
            hidden = hidden.Replace(Mark(index), RoleOf(known[index]), StringComparison.Ordinal);
        }

        return hidden;
    }

    private static string RoleOf(NamedPerson person) => person.Role.Length > 0 ? person.Role : "…";

    private static string[] PartsOf(string name) =>
        name.Normalize(NormalizationForm.FormC).Split([' ', '\u00A0', '\t', '-', '.', ','], StringSplitOptions.RemoveEmptyEntries);

    // Of the private use area, whose signs mean nothing in a text: they are taken out first.
    private static string Mark(int index) => $"\uE000{(char)('\uE100' + index)}\uE000";

    [GeneratedRegex(@"[\uE000-\uF8FF]")]
    private static partial Regex Private();
}
