using System.Globalization;
using System.Text;

namespace StrongCities.Hub.SampleData;

/// <summary>Writes a first name in plain Latin letters, for a sample address.</summary>
internal static class SampleLetters
{
    private static readonly Dictionary<char, string> Letters = new()
    {
        ['а'] = "a", ['б'] = "b", ['в'] = "v", ['г'] = "g", ['д'] = "d", ['е'] = "e", ['ж'] = "z", ['з'] = "z", ['и'] = "i", ['ј'] = "j", ['к'] = "k",
        ['л'] = "l", ['љ'] = "lj", ['м'] = "m", ['н'] = "n", ['њ'] = "nj", ['о'] = "o", ['п'] = "p", ['р'] = "r", ['с'] = "s", ['т'] = "t", ['у'] = "u",
        ['ф'] = "f", ['х'] = "h", ['ц'] = "c", ['ч'] = "c", ['ш'] = "s", ['ђ'] = "dj", ['ћ'] = "c", ['џ'] = "dz", ['đ'] = "dj",
    };

    public static string Plain(string name)
    {
        var plain = new StringBuilder();
        foreach (var letter in name.ToLowerInvariant().Normalize(NormalizationForm.FormD))
        {
            if (CharUnicodeInfo.GetUnicodeCategory(letter) != UnicodeCategory.NonSpacingMark)
            {
                plain.Append(Letters.GetValueOrDefault(letter, letter.ToString()));
            }
        }

        return plain.ToString();
    }
}
