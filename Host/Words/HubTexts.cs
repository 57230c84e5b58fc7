using System.Globalization;
using Microsoft.Extensions.Localization;
using StrongCities.Hub.Mail;

namespace StrongCities.Host.Words;

/// <summary>The hub's texts: events, options, gaps and problems, as its use cases name them by key.</summary>
/// <param name="texts">As the hub ships them.</param>
/// <param name="pages">The pages' own, which know how a day is written.</param>
public sealed class HubTexts(IStringLocalizer<Hub.Words.Words> texts, IStringLocalizer<Pages> pages)
{
    /// <summary>A text, or what was asked for where it is no key: then it is somebody's own words.</summary>
    /// <param name="keyOrText">Either.</param>
    /// <param name="values">Fill the text's places; a value that is itself a key is put into words too.</param>
    /// <returns>The text.</returns>
    public string Find(string keyOrText, IEnumerable<object> values) =>
        texts[keyOrText] is { ResourceNotFound: false } ? texts[keyOrText, [.. values.Select(Say)]].Value : keyOrText;

    /// <summary>A text, or another.</summary>
    /// <param name="key">Its key.</param>
    /// <param name="otherwise">Where there is none.</param>
    /// <returns>The text.</returns>
    public string FindOr(string key, string otherwise) => texts[key] is { ResourceNotFound: false } found ? found.Value : otherwise;

    /// <summary>A text in another language than the page's.</summary>
    /// <param name="key">Its key.</param>
    /// <param name="language">A BCP 47 tag that the hub has words in.</param>
    /// <returns>The text, or <see langword="null"/> where there is none.</returns>
    public string? FindIn(string key, string language)
    {
        // The localizer reads the ambient culture: set for the one look-up, which runs on this thread.
        var before = CultureInfo.CurrentUICulture;
        CultureInfo.CurrentUICulture = CultureInfo.GetCultureInfo(language);
        try
        {
            return texts[key] is { ResourceNotFound: false } found ? found.Value : null;
        }
        finally
        {
            CultureInfo.CurrentUICulture = before;
        }
    }

    /// <summary>Somebody's words, or several keys and words, one on each line.</summary>
    /// <param name="lines">As kept.</param>
    /// <returns>The same lines, each key put into words.</returns>
    public string FindLines(string lines) => string.Join('\n', lines.Split('\n').Select(line => IsKey(line) ? FindOr(line, line) : line));

    // A value may be one of several keys on lines, or a day: each is put into the reader's words.
    private object Say(object value) => value switch
    {
        string text when text.Contains('\n', StringComparison.Ordinal) => string.Join(", ", text.Split('\n').Select(Word)),
        string text when DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) => day.ToString(pages["Format.Day"].Value, CultureInfo.CurrentCulture),
        string text => Word(text),
        _ => value,
    };

    // Somebody's own words are seldom a key, but a single word might be.
    private static bool IsKey(string line) => line.Contains('.', StringComparison.Ordinal) && !line.Contains(' ', StringComparison.Ordinal);

    private string Word(string text) => FindOr(text, BidiText.Isolate(text, CultureInfo.CurrentUICulture.TextInfo.IsRightToLeft));
}
