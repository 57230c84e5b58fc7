using System.Text;

namespace StrongCities.Hub.Mail;

/// <summary>Writes a mail's text part: lines of at most 78 columns, one of them for a mark of direction, every address on a line of its own.</summary>
public static class MailText
{
    private const int Columns = 77;
    private const char RightToLeftMark = '\u200F';

    /// <summary>Writes the text as it is sent.</summary>
    /// <param name="content">Cleaned content.</param>
    /// <returns>Lines parted by <c>\n</c>.</returns>
    public static string Write(MailContent content) => Write(content, link => link.Url.AbsoluteUri);

    /// <summary>Writes the text as it is kept: without tokens.</summary>
    /// <param name="content">Cleaned content.</param>
    /// <returns>Lines parted by <c>\n</c>.</returns>
    public static string WriteKept(MailContent content) => Write(content with { Code = "" }, link => link.Kept);

    private static string Write(MailContent content, Func<MailLink, string> address)
    {
        var text = new StringBuilder();
        var isRightToLeft = content.Direction == "rtl";
        if (content.ReplyMarker.Length > 0)
        {
            text.Append(content.ReplyMarker).Append("\n\n");
        }

        Wrap(text, content.Heading);
        text.Append('=', Math.Min(content.Heading.Length, Columns)).Append('\n');
        foreach (var paragraph in content.Paragraphs)
        {
            text.Append('\n');
            Wrap(text, paragraph);
        }

        if (content.Code.Length > 0)
        {
            text.Append("\n    ").Append(content.Code).Append('\n');
        }

        Quote(text, content.Note, "> ");
        List(text, content);
        Facts(text, content.Facts, isRightToLeft);
        Quote(text, content.Consequence, "! ");
        foreach (var link in content.Links)
        {
            text.Append('\n');
            Wrap(text, $">>> {link.Label}:");
            text.Append(address(link)).Append('\n');
        }

        // The signature mark of RFC 3676: clients fold what follows.
        text.Append("\n-- \n");
        foreach (var line in content.Footer)
        {
            Wrap(text, line);
        }

        return isRightToLeft ? FromTheRight(text.ToString()) : text.ToString();
    }

    // Programs that show plain text take a line's direction from its first strong letter: a mark makes that the language's. An address stands
    // alone on its line and goes without, so that nobody's program takes the mark for a part of it; so does the signature mark.
    private static string FromTheRight(string text) =>
        string.Join('\n', text.Split('\n').Select(line => line.Length == 0 || line == "-- " || IsAddress(line) ? line : $"{RightToLeftMark}{line}"));

    private static bool IsAddress(string line) =>
        line.StartsWith("https://", StringComparison.Ordinal) || line.StartsWith("http://", StringComparison.Ordinal);

    private static void Quote(StringBuilder text, LabelledText? quote, string mark)
    {
        if (quote is null)
        {
            return;
        }

        text.Append('\n');
        Wrap(text, $"{quote.Label}:");
        foreach (var line in quote.Lines)
        {
            Wrap(text, line, mark, mark);
        }
    }

    private static void List(StringBuilder text, MailContent content)
    {
        if (content.Items.Count == 0)
        {
            return;
        }

        text.Append('\n');
        Wrap(text, $"{content.ItemsLabel}:");
        foreach (var item in content.Items)
        {
            Wrap(text, item, "- ", "  ");
        }
    }

    private static void Facts(StringBuilder text, IReadOnlyList<LabelledText> facts, bool isRightToLeft)
    {
        if (facts.Count > 0)
        {
            text.Append('\n');
        }

        foreach (var fact in facts)
        {
            Wrap(text, $"{fact.Label}: {BidiText.Isolate(fact.Text, isRightToLeft)}", "", "  ");
        }
    }

    private static void Wrap(StringBuilder text, string line, string first = "", string next = "")
    {
        var start = first;
        var rest = line;
        while (start.Length + rest.Length > Columns)
        {
            var room = Columns - start.Length;
            var end = rest.LastIndexOf(' ', room);
            if (end <= 0)
            {
                end = char.IsLowSurrogate(rest[room]) ? room - 1 : room;
            }

            text.Append(start).Append(rest.AsSpan(0, end).TrimEnd()).Append('\n');
            rest = rest[end..].TrimStart();
            start = next;
        }

        text.Append(start).Append(rest).Append('\n');
    }
}
