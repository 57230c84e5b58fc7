using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using StrongCities.Hub.Opportunities.CommonGrants;
using StrongCities.Hub.Opportunities.Sources;
using StrongCities.Hub.Persistence;
using StrongCities.Runtime.Persistence;

namespace StrongCities.Hub.Opportunities.Import;

/// <summary>
/// Takes every file of a folder into a hub's catalogue by the code that runs of sources use, each file as a source of its own, and counts. For trials: it
/// tells what real files would do.
/// </summary>
/// <param name="commits">Stores.</param>
/// <param name="take">Takes.</param>
public sealed class ImportFolder(CommitQueue commits, TakeFound take)
{
    private const int PerUnit = 100;

    /// <summary>
    /// Takes the folder's <c>*.json</c>, in the order of their names, and what lies in folders <c>eu</c> and <c>grantsgov</c> beneath it; files of change
    /// events are left to <see cref="ReplayChanges"/>.
    /// </summary>
    /// <param name="hubId">Whose catalogue.</param>
    /// <param name="folder">The folder.</param>
    /// <param name="cancellation">Stops between units.</param>
    /// <returns>The counts of each file whose format is known.</returns>
    public async Task<IReadOnlyList<ImportedFile>> RunAsync(Guid hubId, string folder, CancellationToken cancellation)
    {
        var files = new List<ImportedFile>();
        foreach (var path in Directory.GetFiles(folder, "*.json").Order(StringComparer.Ordinal))
        {
            if (await ReadAsync(path, cancellation) is { } readings)
            {
                files.Add(await TakeAsync(hubId, Path.GetFileNameWithoutExtension(path), readings, cancellation));
            }
        }

        foreach (var file in ReadFolder.Read(folder))
        {
            files.Add(await TakeAsync(hubId, file.Name, ReadAll(file), cancellation));
        }

        return files;
    }

    private static List<ReadRecord> ReadAll(FolderFile file)
    {
        try
        {
            return [.. file.Records];
        }
        catch (SourceException error)
        {
            return [new ReadFaulty(new FaultyRecord(file.Name, error.Message))];
        }
    }

    private static bool IsCommonGrants(JsonElement root)
    {
        var records = root.ValueKind == JsonValueKind.Object && root.TryGetProperty("items", out var items) ? items : root;
        return records.ValueKind == JsonValueKind.Array && records.EnumerateArray().Any(record => record.ValueKind == JsonValueKind.Object
            && record.TryGetProperty("id", out _) && record.TryGetProperty("title", out _) && record.TryGetProperty("status", out _));
    }

    private static async Task<List<ReadRecord>?> ReadAsync(string path, CancellationToken cancellation)
    {
        try
        {
            await using var file = File.OpenRead(path);
            using var document = await JsonDocument.ParseAsync(file, cancellationToken: cancellation);
            return IsCommonGrants(document.RootElement) ? [.. CommonGrantsJson.Read(document.RootElement)] : null;
        }
        catch (JsonException error)
        {
            return [new ReadFaulty(new FaultyRecord(Path.GetFileName(path), $"the file is no JSON: {error.Message}"))];
        }
    }

    private async Task<ImportedFile> TakeAsync(Guid hubId, string source, List<ReadRecord> readings, CancellationToken cancellation)
    {
        var counts = new Dictionary<TakeOutcome, int>();
        foreach (var part in readings.OfType<ReadFound>().Chunk(PerUnit))
        {
            var outcomes = await commits.CommitAsync(
                async (runtime, token) =>
                {
                    var taken = new List<TakeOutcome>(part.Length);
                    foreach (var record in part)
                    {
                        taken.Add(await take.TakeAsync(runtime.Hub(), hubId, source, record.Found, token));
                        // What is saved need not be looked at again by each save that follows.
                        await runtime.SaveChangesAsync(token);
                        runtime.ChangeTracker.Clear();
                    }

                    return UnitResult.Keep(taken);
                },
                cancellation);
            foreach (var group in outcomes.GroupBy(outcome => outcome))
            {
                counts[group.Key] = counts.GetValueOrDefault(group.Key) + group.Count();
            }
        }

        return new ImportedFile(source, readings.Count, counts, [.. readings.OfType<ReadFaulty>().Select(read => read.Fault)]);
    }
}

/// <summary>What became of a file's records.</summary>
/// <param name="Name">The file, which is also its source's key.</param>
/// <param name="Records">How many there were.</param>
/// <param name="Counts">How many ended how.</param>
/// <param name="Faulty">Those that could not be read, and why.</param>
public sealed record ImportedFile(string Name, int Records, IReadOnlyDictionary<TakeOutcome, int> Counts, IReadOnlyList<FaultyRecord> Faulty)
{
    /// <summary>How many ended so.</summary>
    /// <param name="outcome">How.</param>
    /// <returns>The count.</returns>
    public int Count(TakeOutcome outcome) => Counts.GetValueOrDefault(outcome);
}
