using System.Collections;
using System.Globalization;
using System.Resources;
using System.Text;
using StrongCities.Hub.People;

namespace StrongCities.Hub.Mail.Inbound;

/// <summary>The words by which a reply decides, and the line above which it is written, in every language.</summary>
public static class ReplyWords
{
    private const string Prefix = "Command.";

    /// <summary>Options by word, the word as <see cref="Fold"/> makes it.</summary>
    public static IReadOnlyDictionary<string, string> Options { get; } = Read()
        .Where(word => word.Key.StartsWith(Prefix, StringComparison.Ordinal))
        .SelectMany(word => word.Value.Split('|').Select(text => (Word: Fold(text), Option: word.Key[Prefix.Length..])))
        .Distinct()
        .ToDictionary(pair => pair.Word, pair => pair.Option, StringComparer.Ordinal);

    /// <summary>The line that our mails begin with, in each language.</summary>
    public static IReadOnlySet<string> Markers { get; } = Read().Where(word => word.Key == "Reply.Marker").Select(word => word.Value).ToHashSet(StringComparer.Ordinal);

    /// <summary>
    /// The option that a reply names: its first line that isn't empty must be one of the words and nothing else. Everything else, "yes" and
    /// "ok" included, names none.
    /// </summary>
    /// <param name="lines">The new lines at the top of the reply.</param>
    /// <returns>The option and the lines after it, or <see langword="null"/>.</returns>
    public static (string Option, string? Comment)? CommandOf(IReadOnlyList<string> lines)
    {
        var first = lines.TakeWhile(string.IsNullOrWhiteSpace).Count();
        return first < lines.Count && Options.TryGetValue(Fold(lines[first]), out var option)
            ? (option, Comment(lines.Skip(first + 1)))
            : null;
    }

    private static string? Comment(IEnumerable<string> lines)
    {
        var text = NewText.Of(string.Join('\n', lines), new HashSet<string>()).Text;
        return text.Length == 0 ? null : text;
    }

    private static string Fold(string text) =>
        text.Normalize(NormalizationForm.FormKC).Trim().Trim('\u200E', '\u200F').Trim('.', '!', '*', '"', '\'', '“', '”', '„', '«', '»').Trim().ToLowerInvariant();

    private static List<KeyValuePair<string, string>> Read()
    {
        var resources = new ResourceManager(typeof(MailWords));
        return
        [
            .. Languages.All.SelectMany(language => resources
                .GetResourceSet(language == Languages.Default ? CultureInfo.InvariantCulture : CultureInfo.GetCultureInfo(language), createIfNotExists: true, tryParents: false)!
                .Cast<DictionaryEntry>()
                .Select(entry => KeyValuePair.Create((string)entry.Key, (string)entry.Value!))),
        ];
    }
}
