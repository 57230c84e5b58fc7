using System.Globalization;
using System.Text.RegularExpressions;
using StrongCities.Engine.Expressions;
using StrongCities.Hub.Cases;
using StrongCities.Hub.Cities;

namespace StrongCities.Hub.Mail.Wordings;

/// <summary>Writes the words of a wording, and says what may not stand in one.</summary>
/// <param name="options">The limits.</param>
/// <param name="site">The only address that links may lead to.</param>
internal sealed partial class WordingRules(WordingOptions options, Uri site)
{
    private const string Ellipsis = "…";
    private const string Empty = "Problem.Wording.Empty";

    /// <summary>Writes one place for a mail that goes out, or its preview.</summary>
    /// <param name="slot">Which.</param>
    /// <param name="source">Liquid.</param>
    /// <param name="values">Of the mail.</param>
    /// <param name="hub">Whose address may be named.</param>
    /// <returns>Cleaned text, or why there is none.</returns>
    public WordingWritten Write(WordingSlot slot, string source, IReadOnlyDictionary<string, object?> values, RegionalHub hub)
    {
        var written = Finish(slot, source, values, hub);
        return slot == WordingSlot.Subject && written.Text is { } subject ? new(Shortened(subject), null) : written;
    }

    /// <summary>Judges what somebody wants to save, with facts that all are there and with those only that no mail lacks.</summary>
    /// <param name="slot">Which place.</param>
    /// <param name="source">As typed.</param>
    /// <param name="full">A sample.</param>
    /// <returns>What is wrong, or <see langword="null"/>.</returns>
    public FieldProblem? Judge(WordingSlot slot, string source, MailSituation full)
    {
        if (JudgeSource(slot, source, full.Hub) is { } problem)
        {
            return problem;
        }

        var written = Finish(slot, source, WordingValues.Of(full), full.Hub);
        if (written.Text is not { } text)
        {
            return written.Problem;
        }

        return text.Length > options.Longest(slot) ? new FieldProblem(slot.ToString(), "Problem.Wording.TooLong", options.Longest(slot))
            : Markup().Match(text) is { Success: true } markup ? new FieldProblem(slot.ToString(), "Problem.Wording.Markup", markup.Value)
            : Addresses(text, Addressed(), full.Hub) is { } address ? new FieldProblem(slot.ToString(), "Problem.Wording.Link", address)
            : JudgeBare(slot, source, full);
    }

    private FieldProblem? JudgeBare(WordingSlot slot, string source, MailSituation full)
    {
        var bare = Finish(slot, source, WordingValues.Known(WordingValues.Of(WordingValues.Bare(full)), full), full.Hub);
        return bare.Text is { } text
            ? Addresses(text, Addressed(), full.Hub) is { } address ? new FieldProblem(slot.ToString(), "Problem.Wording.Link", address) : null
            : bare.Problem is { Key: Empty } empty ? empty with { Key = "Problem.Wording.SometimesEmpty" } : bare.Problem;
    }

    private WordingWritten Finish(WordingSlot slot, string source, IReadOnlyDictionary<string, object?> values, RegionalHub hub)
    {
        if (source.Length > options.LongestSource(slot))
        {
            return new(null, new FieldProblem(slot.ToString(), "Problem.TooLong", options.LongestSource(slot)));
        }

        var result = TextTemplate.Write(source, values, options.Limits(slot));
        if (result is not TextWritten { Text: var written })
        {
            return new(null, Problem(slot, (TextFault)result));
        }

        var text = slot == WordingSlot.Opening ? CleanText.Block(written) : CleanText.Line(written);
        return text.Length == 0 && slot != WordingSlot.Closing ? new(null, new FieldProblem(slot.ToString(), Empty))
            : Addresses(text, Schemed(), hub) is { } link ? new(null, new FieldProblem(slot.ToString(), "Problem.Wording.Link", link))
            : new(text, null);
    }

    // Also what no sample writes, because a condition keeps it back.
    private FieldProblem? JudgeSource(WordingSlot slot, string source, RegionalHub hub)
    {
        if (source.Length > options.LongestSource(slot))
        {
            return new FieldProblem(slot.ToString(), "Problem.TooLong", options.LongestSource(slot));
        }

        var literal = Token().Replace(source, " ");
        return string.IsNullOrWhiteSpace(source) && slot != WordingSlot.Closing ? new FieldProblem(slot.ToString(), Empty)
            : source.EnumerateRunes().Any(rune => IsHidden(rune.Value)) ? new FieldProblem(slot.ToString(), "Problem.Wording.Hidden")
            : Markup().Match(source) is { Success: true } markup ? new FieldProblem(slot.ToString(), "Problem.Wording.Markup", markup.Value)
            : (Addresses(source, Schemed(), hub) ?? Addresses(literal, Addressed(), hub)) is { } address ? new FieldProblem(slot.ToString(), "Problem.Wording.Link", address)
            : null;
    }

    private static FieldProblem Problem(WordingSlot slot, TextFault fault) => new(slot.ToString(), $"Problem.Wording.{fault.Kind}", CleanText.Line(fault.What));

    private string Shortened(string subject)
    {
        if (subject.Length <= options.MaxSubject)
        {
            return subject;
        }

        var end = options.MaxSubject - Ellipsis.Length;
        return string.Concat(subject.AsSpan(0, char.IsHighSurrogate(subject[end - 1]) ? end - 1 : end).TrimEnd(), Ellipsis);
    }

    /// <summary>The first address in a text that is neither this site's nor the hub's.</summary>
    private string? Addresses(string text, Regex pattern, RegionalHub hub) => pattern.Matches(text)
        .Select(match => match.Value.TrimEnd('.', ',', ';', ':', '!', '?', ')', '"', '\''))
        .FirstOrDefault(address => !IsOurs(address) && !string.Equals(address, hub.Email, StringComparison.OrdinalIgnoreCase));

    private bool IsOurs(string address) => Uri.TryCreate(address, UriKind.Absolute, out var url)
        ? url.Scheme == site.Scheme && url.Authority == site.Authority && url.UserInfo.Length == 0
        : string.Equals(address.Split('/')[0], site.Authority, StringComparison.OrdinalIgnoreCase);

    private static bool IsHidden(int value) => value is not ('\n' or '\r' or '\t' or 0x200C or 0x200D)
        && CharUnicodeInfo.GetUnicodeCategory(value) is UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.PrivateUse or UnicodeCategory.OtherNotAssigned
            or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator or UnicodeCategory.Surrogate;

    [GeneratedRegex(@"\{\{.*?\}\}|\{%.*?%\}", RegexOptions.Singleline)]
    private static partial Regex Token();

    // A tag, a comment, or a character by name or number.
    [GeneratedRegex(@"<[A-Za-z/!?][^\s>]*>?|&(#\w+|\w+);")]
    private static partial Regex Markup();

    [GeneratedRegex(@"[a-z][a-z0-9+.\-]{0,20}://\S*", RegexOptions.IgnoreCase)]
    private static partial Regex Schemed();

    // Whatever a mail program may make a link of: with a scheme, an email address, or a name with a dot in it.
    [GeneratedRegex(@"(?i:[a-z][a-z0-9+.\-]{0,20}://\S*|(?<!\w)(?:mailto:|tel:|javascript:|data:|www\.)\S+)|(?<![\w.+\-])[\w.+\-]+@[\w.\-]+|(?<![\w@.\-])(?:[\p{L}\p{Nd}\-]+\.)+\p{Ll}{2,}(?![\w@])\S*")]
    private static partial Regex Addressed();
}

/// <summary>What came of one place.</summary>
/// <param name="Text">Cleaned.</param>
/// <param name="Problem">Why there is none.</param>
internal sealed record WordingWritten(string? Text, FieldProblem? Problem);
