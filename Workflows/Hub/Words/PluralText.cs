using System.Text;

namespace StrongCities.Hub.Words;

/// <summary>
/// Chooses the form that fits a number in a text such as <c>{0, plural, one{# day} other{# days}}</c>. The number itself stands where a form
/// has <c>#</c>; what is left is an ordinary text with places.
/// </summary>
public static class PluralText
{
    private const string Mark = ", plural,";

    /// <summary>Puts the fitting forms into a text.</summary>
    /// <param name="text">With any number of such messages.</param>
    /// <param name="language">A BCP 47 tag.</param>
    /// <param name="number">The number of a place; <see langword="null"/> where the place has none: then the form is <c>other</c>.</param>
    /// <param name="say">Writes a number in the language.</param>
    /// <returns>The text with no such message left.</returns>
    public static string Choose(string text, string language, Func<int, long?> number, Func<long, string> say)
    {
        if (!text.Contains(Mark, StringComparison.Ordinal))
        {
            return text;
        }

        var chosen = new StringBuilder(text.Length);
        var at = 0;
        while (Find(text, at) is { } message)
        {
            var count = number(message.Place);
            var category = count is { } n ? PluralRules.Of(language, n) : PluralCategory.Other;
            var form = message.Forms.GetValueOrDefault(category, message.Forms.GetValueOrDefault(PluralCategory.Other, ""));
            chosen.Append(text.AsSpan(at, message.Start - at)).Append(form.Replace("#", count is { } shown ? say(shown) : "", StringComparison.Ordinal));
            at = message.End;
        }

        return chosen.Append(text.AsSpan(at)).ToString();
    }

    /// <summary>The messages of a text, so that a test can say which forms are missing.</summary>
    /// <param name="text">Any text.</param>
    /// <returns>Their places and the categories that they have forms for.</returns>
    public static IEnumerable<(int Place, IReadOnlyCollection<PluralCategory> Forms)> Read(string text)
    {
        for (var at = 0; Find(text, at) is { } message; at = message.End)
        {
            yield return (message.Place, message.Forms.Keys);
        }
    }

    private static Message? Find(string text, int from)
    {
        var mark = text.IndexOf(Mark, from, StringComparison.Ordinal);
        if (mark < 0)
        {
            return null;
        }

        var start = text.LastIndexOf('{', mark);
        var forms = new Dictionary<PluralCategory, string>();
        var at = mark + Mark.Length;
        while (at < text.Length && text[at] != '}')
        {
            var open = text.IndexOf('{', at);
            var close = End(text, open);
            forms.Add(Enum.Parse<PluralCategory>(text[at..open].Trim(), ignoreCase: true), text[(open + 1)..close]);
            at = close + 1;
            while (at < text.Length && char.IsWhiteSpace(text[at]))
            {
                at++;
            }
        }

        return new(int.Parse(text.AsSpan(start + 1, mark - start - 1), System.Globalization.CultureInfo.InvariantCulture), start, at + 1, forms);
    }

    // Where a brace is closed again: a form may hold places of its own.
    private static int End(string text, int open)
    {
        var depth = 0;
        for (var at = open; at < text.Length; at++)
        {
            depth += text[at] switch { '{' => 1, '}' => -1, _ => 0 };
            if (depth == 0)
            {
                return at;
            }
        }

        throw new FormatException($"A brace is not closed: {text}");
    }

    private sealed record Message(int Place, int Start, int End, Dictionary<PluralCategory, string> Forms);
}
