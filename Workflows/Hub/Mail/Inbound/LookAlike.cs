using System.Globalization;
using System.Text;

namespace StrongCities.Hub.Mail.Inbound;

/// <summary>
/// Tells addresses that look like another without being it: letters of other scripts, digits for letters, punycode. Two look alike when their
/// skeletons are equal, as in UTS 39 section 4, here with the part of its table that covers Latin, Cyrillic and Greek letters.
/// </summary>
public static class LookAlike
{
    // What is drawn the same in common fonts, in pairs: the letter, then what it looks like.
    private const string Pairs =
        "аa вb сc ԁd еe ѐe ёe єe ɡg ԍg һh нh ћh ђh іi їi јj кk ќk ӏl мm пn оo рp ԛq гr ѓr ѕs тt ѵv "
        + "ԝw хx уy үy ьb з3 αa βb γy εe ηn ιi κk νv οo ρp τt υu χx ωw ıi łl đd øo ħh ŧt ſf ɑa 0o 1l "
        + "6b |l";

    private static readonly Dictionary<Rune, string> Drawn = Read();
    private static readonly IdnMapping Idn = new();

    /// <summary>Whether an address looks like another one and is not it.</summary>
    /// <param name="address">As <see cref="SenderCheck.Normalize"/> makes it.</param>
    /// <param name="known">An address of the directory.</param>
    /// <returns>True when somebody could take the one for the other.</returns>
    public static bool Of(string address, string known) =>
        SenderCheck.Normalize(known) is { } normal && normal != address && Skeleton(address) == Skeleton(normal);

    /// <summary>What an address looks like.</summary>
    /// <param name="address">Any text.</param>
    /// <returns>Compare it with skeletons only; it is no address.</returns>
    public static string Skeleton(string address)
    {
        var at = address.LastIndexOf('@');
        var shown = at < 0 ? address : $"{address[..at]}@{Shown(address[(at + 1)..])}";
        var skeleton = new StringBuilder(shown.Length);
        foreach (var rune in shown.Normalize(NormalizationForm.FormKD).ToLowerInvariant().EnumerateRunes())
        {
            if (Rune.GetUnicodeCategory(rune) is not (UnicodeCategory.NonSpacingMark or UnicodeCategory.Format or UnicodeCategory.Control))
            {
                skeleton.Append(Drawn.TryGetValue(rune, out var like) ? like : rune.ToString());
            }
        }

        return skeleton.Replace("rn", "m").Replace("vv", "w").Replace("l", "i").ToString();
    }

    private static string Shown(string domain)
    {
        try
        {
            return Idn.GetUnicode(domain);
        }
        catch (ArgumentException)
        {
            return domain;
        }
    }

    private static Dictionary<Rune, string> Read() => Pairs.Split(' ').ToDictionary(pair => pair.EnumerateRunes().First(), pair => pair[^1..]);
}
