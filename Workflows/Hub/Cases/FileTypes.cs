using System.IO.Compression;
using System.Text;

namespace StrongCities.Hub.Cases;

/// <summary>Tells a file's type by its content. What the sender calls it counts only between plain text and CSV.</summary>
public static class FileTypes
{
    private const string Docx = "application/vnd.openxmlformats-officedocument.wordprocessingml.document";
    private const string Xlsx = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";
    private const string Odt = "application/vnd.oasis.opendocument.text";
    private const string Ods = "application/vnd.oasis.opendocument.spreadsheet";
    private const int MaxEntries = 10_000;

    /// <summary>The types that are recognised.</summary>
    public static IReadOnlyList<string> All { get; } = ["application/pdf", "image/png", "image/jpeg", Docx, Xlsx, Odt, Ods, "text/plain", "text/csv"];

    /// <summary>Finds the type.</summary>
    /// <param name="content">The whole file, seekable; left open.</param>
    /// <param name="fileName">As the sender called it.</param>
    /// <returns>One of <see cref="All"/>, or <see langword="null"/>.</returns>
    public static string? Of(Stream content, string fileName)
    {
        Span<byte> head = stackalloc byte[8];
        content.Position = 0;
        head = head[..content.ReadAtLeast(head, head.Length, throwOnEndOfStream: false)];
        content.Position = 0;
        return head.StartsWith("%PDF-"u8) ? "application/pdf"
            : head.SequenceEqual<byte>([0x89, (byte)'P', (byte)'N', (byte)'G', 0x0D, 0x0A, 0x1A, 0x0A]) ? "image/png"
            : head.StartsWith<byte>([0xFF, 0xD8, 0xFF]) ? "image/jpeg"
            : head.StartsWith("PK\x03\x04"u8) ? OfZip(content)
            : !IsText(content) ? null
            : Path.GetExtension(fileName).Equals(".csv", StringComparison.OrdinalIgnoreCase) ? "text/csv" : "text/plain";
    }

    private static string? OfZip(Stream content)
    {
        try
        {
            using var zip = new ZipArchive(content, ZipArchiveMode.Read, leaveOpen: true);
            if (zip.Entries.Count > MaxEntries)
            {
                return null;
            }

            return zip.GetEntry("mimetype") is { } named ? OpenDocument(named)
                : zip.GetEntry("[Content_Types].xml") is null ? null
                : zip.GetEntry("word/document.xml") is not null ? Docx
                : zip.GetEntry("xl/workbook.xml") is not null ? Xlsx
                : null;
        }
        catch (InvalidDataException)
        {
            return null;
        }
    }

    private static string? OpenDocument(ZipArchiveEntry named)
    {
        Span<byte> text = stackalloc byte[100];
        using var stream = named.Open();
        var type = Encoding.ASCII.GetString(text[..stream.ReadAtLeast(text, text.Length, throwOnEndOfStream: false)]).Trim();
        return type is Odt or Ods ? type : null;
    }

    // UTF-8 without control characters but tab and line ends. That leaves out old Office files, executables and pictures.
    private static bool IsText(Stream content)
    {
        using var reader = new StreamReader(content, new UTF8Encoding(false, throwOnInvalidBytes: true), false, 4096, leaveOpen: true);
        var buffer = new char[4096];
        try
        {
            for (int read; (read = reader.Read(buffer, 0, buffer.Length)) > 0;)
            {
                if (buffer.AsSpan(0, read).ContainsAnyInRange('\0', '\x08') || buffer.AsSpan(0, read).ContainsAnyInRange('\x0E', '\x1F'))
                {
                    return false;
                }
            }

            return true;
        }
        catch (DecoderFallbackException)
        {
            return false;
        }
    }
}
