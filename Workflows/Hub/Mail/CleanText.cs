using System.Globalization;
using System.Text;

namespace StrongCities.Hub.Mail;

/// <summary>
/// Takes out of people's texts what has no place in a mail: controls (they forge headers), invisible direction marks (they make a
/// text read as another; only whole isolates stay, which keep data from doing that) and broken surrogates. Letters of every script stay.
/// </summary>
public static class CleanText
{
    /// <summary>As one line: every line break becomes a space.</summary>
    /// <param name="text">Any text.</param>
    /// <returns>NFC, without controls, trimmed.</returns>
    public static string Line(string text) => Clean(text, ' ');

    /// <summary>As lines parted by <c>\n</c>.</summary>
    /// <param name="text">Any text.</param>
    /// <returns>NFC, without other controls, trimmed.</returns>
    public static string Block(string text) => Clean(text.Replace("\r\n", "\n", StringComparison.Ordinal), '\n');

    /// <summary>As it stands in our own sentences: mail programs make links of addresses in plain text, and ours must be the only ones.</summary>
    /// <param name="text">Somebody's name or title.</param>
    /// <returns>The same, with every <c>://</c> broken.</returns>
    public static string WithoutLinks(string text) => text.Replace("://", ": //", StringComparison.Ordinal);

    private static string Clean(string text, char lineBreak)
    {
        var keepsIsolates = BidiText.IsBalanced(text);
        var clean = new StringBuilder(text.Length);
        foreach (var rune in text.EnumerateRunes())
        {
            switch (Rune.GetUnicodeCategory(rune))
            {
                case UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator:
                    clean.Append(lineBreak);
                    break;
                case UnicodeCategory.Control:
                    AppendControl(clean, rune.Value, lineBreak);
                    break;
                case UnicodeCategory.Format when !JoinsLetters(rune.Value) && !(keepsIsolates && BidiText.IsIsolate(rune.Value)):
                    break;
                default:
                    clean.Append(rune.ToString());
                    break;
            }
        }

        return clean.ToString().Normalize(NormalizationForm.FormC).Trim();
    }

    private static void AppendControl(StringBuilder clean, int value, char lineBreak)
    {
        if (value is '\n' or '\r' or '\v' or '\f' or 0x85)
        {
            clean.Append(lineBreak);
        }
        else if (value == '\t')
        {
            clean.Append(' ');
        }
    }

    // Zero-width joiner and non-joiner shape letters in several scripts; every other format character is invisible mischief here.
    private static bool JoinsLetters(int value) => value is 0x200C or 0x200D;
}
