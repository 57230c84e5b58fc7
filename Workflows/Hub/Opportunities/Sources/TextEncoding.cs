using System.Text;

namespace StrongCities.Hub.Opportunities.Sources;

/// <summary>Finds out how a table's letters are written, where nothing says so.</summary>
internal static class TextEncoding
{
    private const int Looked = 1_000_000;

    /// <summary>UTF-8 where it is valid; else one of the two older ways of the region, by which letters there are most.</summary>
    /// <param name="content">Seekable; afterwards at its beginning.</param>
    /// <param name="named">By the source's settings; has the last word.</param>
    /// <exception cref="SourceException">There is no such encoding.</exception>
    public static Encoding Of(Stream content, string? named)
    {
        if (named is { Length: > 0 })
        {
            return Find(named) ?? throw new SourceException(SourceProblem.Settings, $"There is no encoding '{SourceText.Cut(named, 40)}'. Write utf-8, windows-1250 or windows-1251.");
        }

        var buffer = new byte[(int)Math.Min(content.Length, Looked)];
        content.Position = 0;
        content.ReadExactly(buffer);
        content.Position = 0;
        if (buffer is [0xFF, 0xFE, ..] or [0xFE, 0xFF, ..] || IsUtf8(buffer))
        {
            return new UTF8Encoding(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);
        }

        // Cyrillic text is nearly all of high letters; in Latin they are here and there.
        var (high, letters) = (buffer.Count(b => b >= 0xC0), buffer.Count(b => b is >= (byte)'A' and <= (byte)'z'));
        return Find(high > letters / 3 ? "windows-1251" : "windows-1250")!;
    }

    /// <summary>An encoding by its name, or nothing.</summary>
    public static Encoding? Find(string name)
    {
        try
        {
            return name.Equals("utf-8", StringComparison.OrdinalIgnoreCase)
                ? new UTF8Encoding(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true)
                : CodePagesEncodingProvider.Instance.GetEncoding(name) ?? Encoding.GetEncoding(name);
        }
        catch (ArgumentException)
        {
            return null;
        }
    }

    // A letter that the end of the buffer cuts is no fault.
    private static bool IsUtf8(byte[] buffer)
    {
        var end = buffer.Length;
        for (var back = 0; back < 4 && end > 0 && buffer.Length == Looked; back++)
        {
            if ((buffer[--end] & 0xC0) != 0x80)
            {
                break;
            }
        }

        return System.Text.Unicode.Utf8.IsValid(buffer.AsSpan(0, end));
    }
}
