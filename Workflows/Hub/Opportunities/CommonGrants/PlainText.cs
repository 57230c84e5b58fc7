using System.Net;
using System.Text.RegularExpressions;

namespace StrongCities.Hub.Opportunities.CommonGrants;

/// <summary>Takes the markup off a text, so that nothing of a source ever runs or shows as markup.</summary>
internal static partial class PlainText
{
    /// <summary>The text without elements; ends of blocks become line breaks, entities the characters they stand for.</summary>
    /// <param name="text">Plain, or HTML.</param>
    public static string Of(string text)
    {
        if (!text.Contains('<', StringComparison.Ordinal) && !text.Contains('&', StringComparison.Ordinal))
        {
            return text;
        }

        var bare = Element().Replace(BlockEnd().Replace(Hidden().Replace(text, " "), "\n"), "");
        return EmptyLines().Replace(LineEnds().Replace(WebUtility.HtmlDecode(bare), "\n"), "\n\n").Trim();
    }

    [GeneratedRegex("<(script|style)\\b.*?(</\\1\\s*>|$)|<!--.*?(-->|$)", RegexOptions.IgnoreCase | RegexOptions.Singleline | RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Hidden();

    [GeneratedRegex("<br\\b[^<>]*>|</(p|div|li|ul|ol|h[1-6]|tr|table)\\s*>", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant, 1000)]
    private static partial Regex BlockEnd();

    [GeneratedRegex("</?[a-z][^<>]*>", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Element();

    [GeneratedRegex("[ \\t]*\\n[ \\t]*", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex LineEnds();

    [GeneratedRegex("\\n{3,}", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex EmptyLines();
}
