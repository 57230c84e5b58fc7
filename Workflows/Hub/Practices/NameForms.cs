using System.Text.RegularExpressions;

namespace StrongCities.Hub.Practices;

/// <summary>
/// Finds a name in all of its cases, in the languages of the region and both scripts. Most forms are the name, or the name without its last vowel, with some
/// letters more. Others change inside: a vowel that is only in the nominative (<c>Petar</c>, <c>Petra</c>; <c>Petër</c>, <c>Petri</c>), a consonant before
/// an <c>e</c> or <c>i</c> (<c>Vuk</c>, <c>Vuče</c>; <c>Milica</c>, <c>Miličin</c>), an <c>o</c> that was an <c>l</c> (<c>Pavao</c>, <c>Pavla</c>). After
/// such a stem, and after one of two or three letters, only the endings that there are count, so that <c>Petrol</c> and <c>And</c> stay.
/// </summary>
internal static partial class NameForms
{
    private const int ShortestPart = 3;
    private const int ShortestStem = 4;
    private const int ShortestChanged = 3;
    private const int LongestEnding = 5;
    private const string Vowels = "aeiouëAEIOUËаеиоуАЕИОУ";

    /// <summary>Of nouns and of what belongs to somebody: Bosnian and Serbian, Macedonian with its articles, Albanian.</summary>
    private const string LatinEndings = "a|e|i|o|u|om|em|im|ama|ima|(?:ov|ev|in)(?:a|e|i|o|u|og|oga|om|ome|omu|oj|im|ima|ih|ata|oto|ite)?|it|ë|ës|ën|ja|je|së|ut|un";
    private const string CyrillicEndings = "а|е|и|о|у|ом|ем|им|ама|има|(?:ов|ев|ин)(?:а|е|и|о|у|ог|ога|ом|оме|ому|ој|им|има|их|ата|ото|ите)?|ја|је";

    /// <summary>What the last consonant of a stem becomes before some endings.</summary>
    private static readonly Dictionary<char, string> Softened = Both(new()
    {
        ['k'] = "čc", ['g'] = "žz", ['h'] = "šs", ['c'] = "č", ['к'] = "чц", ['г'] = "жз", ['х'] = "шс", ['ц'] = "ч",
    });

    /// <summary>What a consonant becomes when a vowel no longer parts it from a voiceless one.</summary>
    private static readonly Dictionary<char, string> Unvoiced = Both(new() { ['b'] = "p", ['z'] = "s", ['ž'] = "š", ['б'] = "п", ['з'] = "с", ['ж'] = "ш" });

    /// <summary>A regular expression for a part of a name and its forms, in the case in which it is written; endings in any.</summary>
    /// <param name="part">First name or family name.</param>
    public static string Pattern(string part)
    {
        if (part.Length < ShortestPart)
        {
            return Regex.Escape(part);
        }

        // A last vowel may give way to an ending.
        var bare = EndsInVowel(part) ? part[..^1] : part;
        var stem = part.Length > ShortestStem ? bare : part;
        var changed = Changed(part, bare).Where(form => form != stem).Distinct(StringComparer.Ordinal).Select(Regex.Escape).ToList();
        var usual = $@"{Regex.Escape(stem)}\p{{L}}{{0,{LongestEnding}}}";
        return changed.Count == 0 ? usual : $"(?:{usual}|(?:{string.Join('|', changed)})(?i:{LatinEndings}|{CyrillicEndings}))";
    }

    private static IEnumerable<string> Changed(string part, string bare)
    {
        List<string> stems = [bare];
        if (Fleeting().Match(part) is { Success: true } fleeting)
        {
            var (before, after) = (fleeting.Groups[1].Value, fleeting.Groups[2].Value);
            stems.Add(before + after);
            stems.AddRange(Unvoiced.GetValueOrDefault(before[^1], "").Select(voiceless => before[..^1] + voiceless + after));
        }

        if (OnceL().Match(part) is { Success: true } once)
        {
            var l = once.Groups[2].Value switch { "o" => 'l', "O" => 'L', "о" => 'л', _ => 'Л' };
            stems.Add(once.Groups[1].Value + l);
        }

        // Of a name that a vowel parts from its stem even two letters are enough: the endings are few.
        return stems.Where(stem => stem == bare || stem.Length >= ShortestChanged)
            .SelectMany(stem => Softened.GetValueOrDefault(stem[^1], "").Select(soft => stem[..^1] + soft).Prepend(stem));
    }

    private static bool EndsInVowel(string part) => Vowels.Contains(part[^1], StringComparison.Ordinal);

    private static Dictionary<char, string> Both(Dictionary<char, string> small) =>
        small.Concat(small.Select(pair => KeyValuePair.Create(char.ToUpperInvariant(pair.Key), pair.Value.ToUpperInvariant()))).ToDictionary();

    // A consonant, the vowel, and one consonant, which two letters may write.
    [GeneratedRegex(@"^(.*[^\W\daeiouëаеиоу])[aeoëаео]([ln]j|[^\W\daeiouëаеиоу])$", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Fleeting();

    [GeneratedRegex(@"^(.*[^\W\daeiouëаеиоу])[aeае]([oо])$", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex OnceL();
}
