using System.Text;

namespace StrongCities.Hub.Mail;

/// <summary>
/// Keeps data that is written from right to left, or pretends to be, from changing how the words around it read (UAX 9, section 2.7): between
/// a first-strong isolate and its end, it can turn nothing but itself.
/// </summary>
public static class BidiText
{
    private const char FirstStrongIsolate = '\u2068';
    private const char PopIsolate = '\u2069';

    /// <summary>Data to be put into a sentence.</summary>
    /// <param name="data">Any text.</param>
    /// <param name="amongRightToLeft">Whether the sentence is written from right to left: then all data is isolated.</param>
    /// <returns>The data without direction marks of its own; isolated where it must be.</returns>
    public static string Isolate(string data, bool amongRightToLeft = false)
    {
        var plain = string.Concat(data.Where(character => !IsMark(character)));
        return amongRightToLeft || plain.EnumerateRunes().Any(IsRightToLeft) ? $"{FirstStrongIsolate}{plain}{PopIsolate}" : plain;
    }

    /// <summary>A text that we made, without what <see cref="Isolate"/> added.</summary>
    internal static string WithoutIsolates(string text) => string.Concat(text.Where(character => !IsIsolate(character)));

    /// <summary>Whether every isolate that a text opens is a first-strong one, and is closed by it: all others are somebody's mischief.</summary>
    internal static bool IsBalanced(string text)
    {
        var depth = 0;
        foreach (var character in text)
        {
            depth += character switch { FirstStrongIsolate => 1, PopIsolate => -1, _ => 0 };
            if (depth is < 0 or > 1)
            {
                return false;
            }
        }

        return depth == 0;
    }

    /// <summary>The two characters that <see cref="Isolate"/> writes.</summary>
    internal static bool IsIsolate(int value) => value is FirstStrongIsolate or PopIsolate;

    // Embeddings, overrides, isolates and marks.
    private static bool IsMark(char character) => character is (>= '\u202A' and <= '\u202E') or (>= '\u2066' and <= '\u2069') or '\u200E' or '\u200F' or '\u061C';

    // The blocks whose letters are strong from right to left: Hebrew to Arabic Extended-A, their presentation forms, and the old scripts.
    private static bool IsRightToLeft(Rune rune) =>
        rune.Value is (>= 0x0590 and <= 0x08FF) or (>= 0xFB1D and <= 0xFDFF) or (>= 0xFE70 and <= 0xFEFE) or (>= 0x10800 and <= 0x10FFF) or (>= 0x1E800 and <= 0x1EFFF);
}
