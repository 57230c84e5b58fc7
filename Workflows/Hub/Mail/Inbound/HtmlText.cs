using System.Text;
using MimeKit.Text;

namespace StrongCities.Hub.Mail.Inbound;

/// <summary>Reads the text of an HTML mail. Nothing of it is ever shown as HTML.</summary>
public static class HtmlText
{
    private static readonly HashSet<HtmlTagId> Breaks =
    [
        HtmlTagId.Br, HtmlTagId.P, HtmlTagId.Div, HtmlTagId.TR, HtmlTagId.LI, HtmlTagId.H1, HtmlTagId.H2, HtmlTagId.H3, HtmlTagId.HR, HtmlTagId.Table, HtmlTagId.BlockQuote, HtmlTagId.Pre,
    ];

    private static readonly HashSet<HtmlTagId> Unseen = [HtmlTagId.Head, HtmlTagId.Style, HtmlTagId.Script, HtmlTagId.Title];

    // What mail clients put round or before the mail that is answered.
    private static readonly string[] QuoteMarks =
        ["gmail_quote", "gmail_attr", "moz-cite-prefix", "yahoo_quoted", "divRplyFwdMsg", "appendonsend", "OLK_SRC_BODY_SECTION", "protonmail_quote", "zmail_extra", "mail-quote"];

    /// <summary>Reads one.</summary>
    /// <param name="html">As it came.</param>
    /// <returns>Lines parted by <c>\n</c>; quoted ones begin with <c>&gt;</c>.</returns>
    public static string Of(string html)
    {
        var text = new StringBuilder(Math.Min(html.Length, 65_536));
        var tokens = new HtmlTokenizer(new StringReader(html)) { DecodeCharacterReferences = true };
        var unseen = 0;
        var quoted = 0;
        var rest = false;
        while (tokens.ReadNextToken(out var token))
        {
            switch (token)
            {
                case HtmlTagToken tag:
                    unseen = Math.Max(0, unseen + (Unseen.Contains(tag.Id) ? Step(tag) : 0));
                    quoted = Math.Max(0, quoted + (tag.Id == HtmlTagId.BlockQuote ? Step(tag) : 0));
                    rest |= IsQuoteMark(tag);
                    if (Breaks.Contains(tag.Id))
                    {
                        text.Append('\n').Append(rest || quoted > 0 ? "> " : "");
                    }

                    break;
                case HtmlDataToken data when unseen == 0 && data is not HtmlScriptDataToken:
                    Append(text, data.Data);
                    break;
            }
        }

        return text.ToString();
    }

    private static int Step(HtmlTagToken tag) => tag.IsEndTag ? -1 : tag.IsEmptyElement ? 0 : 1;

    private static bool IsQuoteMark(HtmlTagToken tag) =>
        !tag.IsEndTag && tag.Attributes.Any(attribute => attribute.Id is HtmlAttributeId.Class or HtmlAttributeId.Id
            && attribute.Value is { } value && QuoteMarks.Any(mark => value.Contains(mark, StringComparison.OrdinalIgnoreCase)));

    private static void Append(StringBuilder text, string data)
    {
        foreach (var c in data)
        {
            var blank = char.IsWhiteSpace(c);
            if (!blank)
            {
                text.Append(c);
            }
            else if (text.Length > 0 && text[^1] is not (' ' or '\n'))
            {
                text.Append(' ');
            }
        }
    }
}
