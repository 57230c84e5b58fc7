using Microsoft.AspNetCore.Html;
using Microsoft.AspNetCore.Mvc.Rendering;
using StrongCities.Host.Words;

namespace StrongCities.Host.Desk;

/// <summary>What became of a stretch of text.</summary>
internal enum WordChange
{
    Kept,
    Removed,
    Added,
}

/// <summary>A stretch of text.</summary>
internal sealed record WordPart(WordChange Kind, string Text);

/// <summary>Compares two texts word by word.</summary>
internal static class WordDifference
{
    /// <summary>Above so many pairs of words the middle is shown as replaced: nobody could read more.</summary>
    private const int MostPairs = 1_000_000;

    /// <summary>Both texts in one, what was removed and added marked for eyes and ears.</summary>
    public static IHtmlContent Shown(string before, string after, PageWords words)
    {
        var html = new HtmlContentBuilder();
        foreach (var part in Between(before, after))
        {
            if (part.Kind == WordChange.Kept)
            {
                html.Append(part.Text);
                continue;
            }

            var mark = new TagBuilder(part.Kind == WordChange.Removed ? "del" : "ins");
            mark.InnerHtml.AppendHtml(Spoken($"[{words[part.Kind == WordChange.Removed ? "MailTexts.Removed" : "MailTexts.Added"]}: ")).Append(part.Text).AppendHtml(Spoken("]"));
            html.AppendHtml(mark);
        }

        return html;
    }

    /// <summary>The stretches of both texts in order.</summary>
    public static IReadOnlyList<WordPart> Between(string before, string after)
    {
        var (old, now) = (Words(before), Words(after));
        var start = 0;
        while (start < old.Count && start < now.Count && old[start] == now[start])
        {
            start++;
        }

        var end = 0;
        while (end < old.Count - start && end < now.Count - start && old[^(end + 1)] == now[^(end + 1)])
        {
            end++;
        }

        var parts = new List<WordPart>();
        Add(parts, WordChange.Kept, old.GetRange(0, start));
        Middle(parts, old.GetRange(start, old.Count - start - end), now.GetRange(start, now.Count - start - end));
        Add(parts, WordChange.Kept, old.GetRange(old.Count - end, end));
        return parts;
    }

    private static void Middle(List<WordPart> parts, List<string> old, List<string> now)
    {
        if ((long)old.Count * now.Count > MostPairs)
        {
            Add(parts, WordChange.Removed, old);
            Add(parts, WordChange.Added, now);
            return;
        }

        // The longest common subsequence from each place on.
        var common = Enumerable.Range(0, old.Count + 1).Select(_ => new int[now.Count + 1]).ToArray();
        for (var i = old.Count - 1; i >= 0; i--)
        {
            for (var j = now.Count - 1; j >= 0; j--)
            {
                common[i][j] = old[i] == now[j] ? common[i + 1][j + 1] + 1 : Math.Max(common[i + 1][j], common[i][j + 1]);
            }
        }

        var (x, y) = (0, 0);
        while (x < old.Count || y < now.Count)
        {
            if (x < old.Count && y < now.Count && old[x] == now[y])
            {
                Add(parts, WordChange.Kept, [old[x]]);
                (x, y) = (x + 1, y + 1);
            }
            else if (x < old.Count && (y == now.Count || common[x + 1][y] >= common[x][y + 1]))
            {
                Add(parts, WordChange.Removed, [old[x++]]);
            }
            else
            {
                Add(parts, WordChange.Added, [now[y++]]);
            }
        }
    }

    private static void Add(List<WordPart> parts, WordChange kind, List<string> words)
    {
        var text = string.Concat(words);
        if (text.Length == 0)
        {
            return;
        }

        if (parts.Count > 0 && parts[^1].Kind == kind)
        {
            parts[^1] = parts[^1] with { Text = parts[^1].Text + text };
        }
        else
        {
            parts.Add(new(kind, text));
        }
    }

    private static TagBuilder Spoken(string text)
    {
        var span = new TagBuilder("span");
        span.AddCssClass("visually-hidden");
        span.InnerHtml.Append(text);
        return span;
    }

    /// <summary>Each word with the spaces after it.</summary>
    private static List<string> Words(string text)
    {
        var words = new List<string>();
        for (var start = 0; start < text.Length;)
        {
            var end = start;
            while (end < text.Length && !char.IsWhiteSpace(text[end]))
            {
                end++;
            }

            while (end < text.Length && char.IsWhiteSpace(text[end]))
            {
                end++;
            }

            words.Add(text[start..end]);
            start = end;
        }

        return words;
    }
}
