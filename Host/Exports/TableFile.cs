using System.Globalization;
using System.Text;
using SpreadCheetah;

namespace StrongCities.Host.Exports;

/// <summary>A list as a file for a spreadsheet. What people typed is data in it and never a formula.</summary>
/// <param name="Headings">The columns' names.</param>
/// <param name="Rows">Cells: text, numbers, moments in the reader's time, or <see langword="null"/> for empty.</param>
internal sealed record TableFile(IReadOnlyList<string> Headings, IReadOnlyList<IReadOnlyList<object?>> Rows)
{
    public const string CsvType = "text/csv; charset=utf-8";
    public const string XlsxType = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

    // What a spreadsheet takes for the start of a formula when it opens a CSV file, with the signs that are cut off before it looks.
    private static readonly char[] FormulaStarts = ['=', '+', '-', '@', '\t', '\r', '\n', '＝', '＋', '－', '＠'];

    /// <summary>RFC 4180, UTF-8 with its mark, by which Excel knows it.</summary>
    public byte[] Csv()
    {
        var text = new StringBuilder();
        foreach (var row in Rows.Prepend(Headings))
        {
            text.AppendJoin(',', row.Select(cell => Quoted(TextOf(cell)))).Append("\r\n");
        }

        return [.. Encoding.UTF8.Preamble, .. Encoding.UTF8.GetBytes(text.ToString())];
    }

    /// <summary>Office Open XML. Text is written as text, so that no cell can hold a formula.</summary>
    public async Task<byte[]> XlsxAsync(CancellationToken cancellation)
    {
        using var bytes = new MemoryStream();
        await using (var sheet = await Spreadsheet.CreateNewAsync(bytes, cancellationToken: cancellation))
        {
            await sheet.StartWorksheetAsync("1", token: cancellation);
            foreach (var row in Rows.Prepend(Headings))
            {
                await sheet.AddRowAsync(row.Select(CellOf).ToList(), cancellation);
            }

            await sheet.FinishAsync(cancellation);
        }

        return bytes.ToArray();
    }

    private static string TextOf(object? cell) => cell switch
    {
        null => "",
        DateTime moment => moment.ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture),
        string typed => Guarded(typed),
        _ => Convert.ToString(cell, CultureInfo.InvariantCulture) ?? "",
    };

    private static string Quoted(string text) => text.AsSpan().ContainsAny(",\"\r\n") ? $"\"{text.Replace("\"", "\"\"", StringComparison.Ordinal)}\"" : text;

    /// <summary>A text that starts like a formula, made text again by the sign that spreadsheets read so.</summary>
    private static string Guarded(string text) => text.TrimStart(' ') is [var first, ..] && FormulaStarts.Contains(first) ? $"'{text}" : text;

    private static DataCell CellOf(object? cell) => cell switch
    {
        null => new DataCell(""),
        DateTime moment => new DataCell(moment),
        decimal amount => new DataCell(amount),
        int count => new DataCell(count),
        _ => new DataCell(Convert.ToString(cell, CultureInfo.InvariantCulture)),
    };
}
