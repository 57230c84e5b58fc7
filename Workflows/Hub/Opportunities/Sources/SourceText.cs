using StrongCities.Hub.Mail;
using StrongCities.Hub.Mail.Inbound;

namespace StrongCities.Hub.Opportunities.Sources;

/// <summary>Makes plain text of what sources say: no markup, no scripts, no controls, no more than is stored.</summary>
internal static class SourceText
{
    public const int MaxKey = 300;
    public const int MaxTitle = 1_000;
    public const int MaxText = 20_000;
    private const int MaxWord = 300;
    private const int MaxList = 200;
    private const int MaxMarkup = 500_000;

    /// <summary>A key as it stands.</summary>
    /// <exception cref="RecordException">There is none, or it is too long to be one.</exception>
    public static string Key(string? key) => Word(key) is { Length: > 0 and <= MaxKey } clean && clean.Length == key!.Trim().Length
        ? clean
        : throw new RecordException($"It has no usable id: 1 to {MaxKey} characters are wanted.");

    /// <exception cref="RecordException">There is none.</exception>
    public static string Title(string? title, string key)
    {
        var clean = CleanText.Line(Plain(title));
        return clean.Length > 0 ? Cut(clean, MaxTitle) : throw new RecordException("It has no title.", key);
    }

    /// <summary>Text of several lines.</summary>
    public static string Text(string? text) => Cut(string.Join('\n', CleanText.Block(Plain(text)).Split('\n').Select(line => line.Trim())
        .Where((line, at) => line.Length > 0 || at > 0)).Trim(), MaxText);

    /// <summary>A short text, or nothing.</summary>
    public static string? Word(string? text) => CleanText.Line(Plain(text)) is { Length: > 0 } clean ? Cut(clean, MaxWord) : null;

    public static FactList<string> Words(IEnumerable<string?> words) => [.. words.Select(Word).OfType<string>().Distinct().Take(MaxList)];

    /// <summary>A web address, or nothing where it is none: a bad link makes no record worthless.</summary>
    public static Uri? Link(string? text) =>
        Uri.TryCreate(text?.Trim(), UriKind.Absolute, out var link) && (link.Scheme == Uri.UriSchemeHttps || link.Scheme == Uri.UriSchemeHttp) && link.UserInfo.Length == 0
            && link.AbsoluteUri.Length <= 2_000
            ? link
            : null;

    public static string Cut(string text, int most) => text.Length <= most ? text : $"{text[..(char.IsHighSurrogate(text[most - 2]) ? most - 2 : most - 1)]}…";

    // Markup inside markup (escaped once more, as Grants.gov does) is taken off too; what then still looks like it is text.
    private static string Plain(string? text)
    {
        var plain = text ?? "";
        for (var pass = 0; pass < 2 && plain.AsSpan().IndexOfAny('<', '&') >= 0; pass++)
        {
            plain = HtmlText.Of(plain.Length <= MaxMarkup ? plain : plain[..MaxMarkup]).Replace("\n> ", "\n", StringComparison.Ordinal);
        }

        return plain;
    }
}
