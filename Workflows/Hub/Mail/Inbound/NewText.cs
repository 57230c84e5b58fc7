using System.Text.RegularExpressions;
using MimeKit;

namespace StrongCities.Hub.Mail.Inbound;

/// <summary>What the writer of a reply wrote, without the mail they answered.</summary>
/// <param name="Lines">The new lines at the top; none when they wrote between or below the quotation.</param>
/// <param name="Text">All that is new, wherever it stands; trimmed, secrets redacted.</param>
public sealed partial record NewText(IReadOnlyList<string> Lines, string Text)
{
    private const int MaxLines = 5_000;
    private const int MaxText = 4_000;
    private const int WrappedOver = 3;

    /// <summary>Takes it out of a message: of its text part, or of its HTML when there is none.</summary>
    /// <param name="message">Parsed.</param>
    /// <param name="markers">The line that our mails begin with, in each language.</param>
    /// <returns>The new text.</returns>
    public static NewText Of(MimeMessage message, IReadOnlySet<string> markers)
    {
        var text = message.TextBody is { } plain && !string.IsNullOrWhiteSpace(plain) ? plain
            : message.HtmlBody is { } html ? HtmlText.Of(html)
            : "";
        return Of(text, markers);
    }

    /// <summary>Takes it out of a text.</summary>
    /// <param name="text">The whole text.</param>
    /// <param name="markers">The line that our mails begin with, in each language.</param>
    /// <returns>The new text.</returns>
    public static NewText Of(string text, IReadOnlySet<string> markers)
    {
        var lines = text.ReplaceLineEndings("\n").Split('\n').Take(MaxLines).Select(line => line.Replace('\u00a0', ' ').Trim(' ', '\t', '\u200E', '\u200F')).ToList();
        var end = lines.FindIndex(line => IsMarker(line, markers));
        lines = end < 0 ? lines : lines[..end];
        var cut = Enumerable.Range(0, lines.Count).FirstOrDefault(at => IsQuoteAt(lines, at), lines.Count);
        var top = lines[..cut].Where(line => !IsClientSignature(line)).ToList();
        var all = string.IsNullOrWhiteSpace(string.Concat(top)) ? lines.Where((line, at) => !IsQuoteAt(lines, at)).ToList() : top;
        return new NewText(top, Clean(string.Join('\n', all)));
    }

    private static string Clean(string text)
    {
        var clean = CleanText.Block(SecretAddress().Replace(SecretPath().Replace(text, "/…"), "…"));
        var compact = BlankLines().Replace(clean, "\n\n");
        return compact.Length <= MaxText ? compact : $"{compact[..(MaxText - 1)]}…";
    }

    private static bool IsMarker(string line, IReadOnlySet<string> markers) => markers.Contains(line.TrimStart('>', ' ', '\u200F').Trim());

    private static bool IsQuoteAt(List<string> lines, int at)
    {
        var line = lines[at];
        return line.StartsWith('>') || line == "--" || Divider().IsMatch(line) || IsHeaderBlock(lines, at) || IsAttribution(lines, at);
    }

    // Outlook and its like: From, then within a few lines the date.
    private static bool IsHeaderBlock(List<string> lines, int at) =>
        FromLine().IsMatch(lines[at].Trim('*', ' ')) && lines.Skip(at + 1).Take(4).Any(next => DateLine().IsMatch(next.Trim('*', ' ')));

    // "On … wrote:", which clients wrap over several lines.
    private static bool IsAttribution(List<string> lines, int at)
    {
        if (!AttributionStart().IsMatch(lines[at]))
        {
            return AttributionWithoutStart().IsMatch(lines[at]);
        }

        var joined = "";
        for (var next = at; next < Math.Min(lines.Count, at + WrappedOver); next++)
        {
            joined = $"{joined} {lines[next]}";
            if (AttributionEnd().IsMatch(joined))
            {
                return true;
            }
        }

        return false;
    }

    private static bool IsClientSignature(string line) => ClientSignature().IsMatch(line);

    [GeneratedRegex(@"^(-{2,}|_{5,}|={5,}|\*{5,})\s*($|\w.*(message|poruka|порука|пораката|порака|mesazh|mesazhi|nachricht|mail).*(-{2,}|_{5,})?$)|^(begin forwarded message|proslijeđena poruka|prosleđena poruka|прослеђена порука|препратена порака|mesazh i përcjellë)\b", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant, 1_000)]
    private static partial Regex Divider();

    [GeneratedRegex(@"^(from|od|од|nga|šalje|шаље|pošiljatelj|pošiljalac|пошиљалац|испраќач|dërguesi|von|de)\s*:\s*\S", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant, 1_000)]
    private static partial Regex FromLine();

    [GeneratedRegex(@"^(sent|date|poslano|poslato|послато|испратено|dërguar|datum|датум|data|gesendet|envoyé)\s*:\s*\S", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant, 1_000)]
    private static partial Regex DateLine();

    [GeneratedRegex(@"^(on|dana|u|дана|у|на|më|me|am|le|el|il|dne)\s+\S", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant, 1_000)]
    private static partial Regex AttributionStart();

    [GeneratedRegex(@"(wrote|napisao|napisala|napisao/la|napisao\(la\)|piše|je napisao/la|написао|написала|написао/ла|пише|напиша|напишал/а|пишува|shkroi|ka shkruar|shkruan|schrieb|a écrit|escribió|ha scritto)\b[^\n]{0,120}:\s*$", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant, 1_000)]
    private static partial Regex AttributionEnd();

    [GeneratedRegex(@"(<[^<>\s]+@[^<>\s]+>|\b\d{4}\b|@).{0,160}\b(wrote|napisao|napisala|piše|написао|написала|пише|напиша|shkroi|shkruajti|schrieb)\b[^\n]{0,60}:\s*$", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant, 1_000)]
    private static partial Regex AttributionWithoutStart();

    [GeneratedRegex(@"^(sent from (my|mail|outlook|yahoo)|get outlook for|poslano s |poslato sa |послато са |dërguar nga |испратено од |von meinem )", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant, 1_000)]
    private static partial Regex ClientSignature();

    [GeneratedRegex(@"/(t|sign-in|desk/set-password)/[A-Za-z0-9_-]{12}\.[A-Za-z0-9_-]{20,}", RegexOptions.CultureInvariant, 1_000)]
    private static partial Regex SecretPath();

    [GeneratedRegex(@"\b(reply|bounce)\+[a-z0-9]{26}@\S+", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant, 1_000)]
    private static partial Regex SecretAddress();

    [GeneratedRegex(@"\n{3,}")]
    private static partial Regex BlankLines();
}
