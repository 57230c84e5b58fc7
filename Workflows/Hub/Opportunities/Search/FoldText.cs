using System.Globalization;
using System.Text;

namespace StrongCities.Hub.Opportunities.Search;

/// <summary>
/// Makes text comparable across the region's alphabets, for what is indexed and for what is typed: lower case, no diacritics, Cyrillic as Latin. So
/// <c>Мировна</c>, <c>mirovna</c> and <c>MÎROVNA</c> are one word. đ and ђ become <c>dj</c>, as people write who lack the letter; ѓ and ǵ become <c>gj</c>, ќ and ḱ <c>kj</c>,
/// џ <c>dz</c>; ë is <c>e</c>, ç is <c>c</c>.
/// </summary>
public static class FoldText
{
    private static readonly Dictionary<char, string> Letters = new()
    {
        ['а'] = "a", ['б'] = "b", ['в'] = "v", ['г'] = "g", ['д'] = "d", ['ђ'] = "dj", ['ѓ'] = "gj", ['е'] = "e", ['ж'] = "z", ['з'] = "z", ['ѕ'] = "dz",
        ['и'] = "i", ['ј'] = "j", ['к'] = "k", ['л'] = "l", ['љ'] = "lj", ['м'] = "m", ['н'] = "n", ['њ'] = "nj", ['о'] = "o", ['п'] = "p", ['р'] = "r",
        ['с'] = "s", ['т'] = "t", ['ћ'] = "c", ['ќ'] = "kj", ['у'] = "u", ['ф'] = "f", ['х'] = "h", ['ц'] = "c", ['ч'] = "c", ['џ'] = "dz", ['ш'] = "s",
        // Letters that the region's languages lack, for the texts of others.
        ['ё'] = "e", ['й'] = "j", ['щ'] = "sc", ['ъ'] = "", ['ы'] = "y", ['ь'] = "", ['э'] = "e", ['ю'] = "ju", ['я'] = "ja", ['і'] = "i", ['ї'] = "i", ['є'] = "e", ['ґ'] = "g",
        ['đ'] = "dj", ['ǵ'] = "gj", ['ḱ'] = "kj", ['ł'] = "l", ['ø'] = "o", ['æ'] = "ae", ['œ'] = "oe", ['ß'] = "ss", ['ı'] = "i", ['ð'] = "d", ['þ'] = "th",
    };

    /// <summary>Folds a text.</summary>
    /// <param name="text">Any; broken surrogates are dropped.</param>
    /// <returns>The same with fewer differences.</returns>
    public static string Fold(string text)
    {
        var folded = new StringBuilder(text.Length);
        foreach (var rune in Whole(text).Normalize(NormalizationForm.FormC).EnumerateRunes())
        {
            Append(folded, Rune.ToLowerInvariant(rune).ToString());
        }

        return folded.ToString();
    }

    /// <summary>A text as a part of an address: its words in ASCII letters and digits, with hyphens between.</summary>
    /// <param name="text">Any.</param>
    /// <returns>Empty where nothing of it is left.</returns>
    public static string Slug(string text) =>
        string.Join('-', Words(text).Select(word => new string([.. word.Where(char.IsAsciiLetterOrDigit)])).Where(word => word.Length > 0));

    /// <summary>The words of a text: runs of letters and digits, folded.</summary>
    /// <param name="text">Any.</param>
    /// <returns>In their order.</returns>
    public static IEnumerable<string> Words(string text)
    {
        var word = new StringBuilder();
        foreach (var rune in Fold(text).EnumerateRunes())
        {
            if (Rune.IsLetterOrDigit(rune))
            {
                word.Append(rune);
            }
            else if (word.Length > 0)
            {
                yield return word.ToString();
                word.Clear();
            }
        }

        if (word.Length > 0)
        {
            yield return word.ToString();
        }
    }

    private static string Whole(string text) => Encoding.UTF8.GetString(Encoding.UTF8.GetBytes(text)).Replace("\uFFFD", "", StringComparison.Ordinal);

    private static void Append(StringBuilder folded, string letter)
    {
        if (letter.Length == 1 && Letters.TryGetValue(letter[0], out var mapped))
        {
            folded.Append(mapped);
            return;
        }

        // What takes its marks off may be a letter of the table, as the capital İ or a stressed Cyrillic vowel is.
        foreach (var part in letter.Normalize(NormalizationForm.FormKD).EnumerateRunes())
        {
            if (Rune.GetUnicodeCategory(part) is UnicodeCategory.NonSpacingMark or UnicodeCategory.SpacingCombiningMark or UnicodeCategory.EnclosingMark)
            {
                continue;
            }

            var lower = Rune.ToLowerInvariant(part).ToString();
            folded.Append(lower.Length == 1 && Letters.TryGetValue(lower[0], out var known) ? known : lower);
        }
    }
}
