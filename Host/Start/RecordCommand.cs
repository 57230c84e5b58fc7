using System.Globalization;
using MediatR;
using StrongCities.Hub.Record;

namespace StrongCities.Host.Start;

/// <summary>Tells an operator whether somebody changed what people decided.</summary>
internal static class RecordCommand
{
    /// <summary>
    /// <c>dotnet StrongCities.Host.dll verify-record</c>: compares all votes and acts with their hashes and prints what was changed, removed or
    /// added behind the hub's back. With the path of a file it also compares them with what the file says of earlier times, and adds how things
    /// are now: one line a case, such as <c>0198… 12 9F3A…</c>. Such a file belongs on another machine. Changes nothing in the database.
    /// </summary>
    /// <returns>The exit code: 0 when all is as it was written, 1 when it is not, 2 when the file can't be read.</returns>
    public static async Task<int> VerifyRecordAsync(this WebApplication app, string? file)
    {
        var cancellation = app.Lifetime.ApplicationStopping;
        if (await ReadAsync(file, cancellation) is not { } anchors)
        {
            await Console.Error.WriteLineAsync($"{file} has a line that is not a case's id, a number and a hash.");
            return 2;
        }

        await using var scope = app.Services.CreateAsyncScope();
        var report = await scope.ServiceProvider.GetRequiredService<IMediator>().Send(new VerifyRecord(anchors), cancellation);
        foreach (var finding in report.Findings)
        {
            Console.WriteLine($"{(finding.CaseId is { } id ? report.Numbers.GetValueOrDefault(id, id.ToString()) : "no case")}: {Words(finding)}");
        }

        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{report.Rows} votes and acts, {report.Findings.Count} problems"));
        if (report.Findings.Count > 0)
        {
            return 1;
        }

        if (file is not null)
        {
            await File.AppendAllLinesAsync(
                file, report.Anchors.Except(anchors).Select(anchor => string.Create(CultureInfo.InvariantCulture, $"{anchor.CaseId} {anchor.Rows} {anchor.Hash}")), cancellation);
        }

        return 0;
    }

    private static string Words(RecordFinding finding) => finding.Fault switch
    {
        RecordFault.Changed => $"{finding.Row} was changed",
        RecordFault.Removed => $"place {finding.Row} is empty: what stood there was removed",
        RecordFault.Inserted => $"{finding.Row} was not written by the hub",
        RecordFault.SealBroken => "the seal at its end is missing or not the hub's. If the file record-key was lost or replaced, put it back first",
        _ => $"it no longer holds what stood in place {finding.Row} when the file was written",
    };

    /// <returns>What the file says; <see langword="null"/> when it can't be read.</returns>
    private static async Task<IReadOnlyList<RecordAnchor>?> ReadAsync(string? file, CancellationToken cancellation)
    {
        if (file is null || !File.Exists(file))
        {
            return [];
        }

        var anchors = new List<RecordAnchor>();
        foreach (var line in await File.ReadAllLinesAsync(file, cancellation))
        {
            if (line.Split(' ') is not [var id, var rows, var hash] || !Guid.TryParse(id, out var caseId)
                || !int.TryParse(rows, NumberStyles.None, CultureInfo.InvariantCulture, out var count))
            {
                return null;
            }

            anchors.Add(new RecordAnchor(caseId, count, hash));
        }

        return anchors;
    }
}
