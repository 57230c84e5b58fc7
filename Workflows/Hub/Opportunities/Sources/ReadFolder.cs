namespace StrongCities.Hub.Opportunities.Sources;

/// <summary>Reads a folder of files that sources gave, as the import program does.</summary>
public static class ReadFolder
{
    private const string Eu = "eu-funding-tenders";
    private const string GrantsGov = "grants-gov";

    /// <summary>Reads the folders <c>eu</c> and <c>grantsgov</c> beneath one, or one of these.</summary>
    /// <param name="folder">The folder.</param>
    /// <returns>Each file that is known by its shape, in the order of names; its records are read when they are asked for.</returns>
    public static IEnumerable<FolderFile> Read(string folder)
    {
        foreach (var path in Directory.EnumerateFiles(folder, "*.*", new EnumerationOptions { RecurseSubdirectories = true, MaxRecursionDepth = 2 }).Order(StringComparer.Ordinal))
        {
            var name = Path.GetFileName(path);
            if (SourceOf(name, path) is { } source)
            {
                yield return new FolderFile(name, source, Records(path));
            }
        }
    }

    private static string? SourceOf(string name, string path) =>
        name.StartsWith("change-events", StringComparison.OrdinalIgnoreCase) || name.StartsWith("simpler_", StringComparison.OrdinalIgnoreCase) ? null
        : Path.GetFileName(Path.GetDirectoryName(path)) is "eu" && name.EndsWith(".json", StringComparison.OrdinalIgnoreCase) ? Eu
        : Path.GetFileName(Path.GetDirectoryName(path)) is "grantsgov" && Path.GetExtension(name).ToUpperInvariant() is ".JSON" or ".XML" ? GrantsGov
        : null;

    private static IEnumerable<ReadRecord> Records(string path)
    {
        using var file = File.OpenRead(path);
        foreach (var record in path.EndsWith(".xml", StringComparison.OrdinalIgnoreCase) ? GrantsGovXml.Read(file)
            : Path.GetFileName(Path.GetDirectoryName(path)) is "eu" ? EuPortal.Read(file).Records
            : Path.GetFileName(path).Contains("search2_response", StringComparison.Ordinal) ? GrantsGovJson.ReadSearch(file).Records
            : GrantsGovJson.ReadFile(file))
        {
            yield return record;
        }
    }
}

/// <summary>A file of a folder.</summary>
/// <param name="Name">Its name.</param>
/// <param name="SourceKey">The key of the source that it is of.</param>
/// <param name="Records">Read as they are asked for; what is no longer readable throws <see cref="SourceException"/>.</param>
public sealed record FolderFile(string Name, string SourceKey, IEnumerable<ReadRecord> Records);
