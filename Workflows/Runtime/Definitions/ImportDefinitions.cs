using System.IO.Compression;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.Extensions.Options;
using StrongCities.Engine.Activities;
using StrongCities.Engine.Definitions;
using StrongCities.Runtime.Editing;
using StrongCities.Runtime.Persistence;

namespace StrongCities.Runtime.Definitions;

/// <summary>
/// Takes definitions out of files as drafts, all of them or none. Nothing is published, whatever the files say, and the row ids and version
/// numbers in them are not used: each becomes the draft of its definitionId.
/// </summary>
public sealed class ImportDefinitions
{
    private readonly StoreDefinitions store;
    private readonly ActivityCatalog catalog;
    private readonly DefinitionOptions options;

    internal ImportDefinitions(StoreDefinitions store, ActivityCatalog catalog, IOptions<DefinitionOptions> options) =>
        (this.store, this.catalog, this.options) = (store, catalog, options.Value);

    /// <summary>Imports one definition.</summary>
    /// <param name="json">A JSON object, UTF-8.</param>
    /// <param name="definitionId">Instead of the one in the JSON; <see langword="null"/> for that one, or a new one.</param>
    /// <param name="flowchartMode">How flowcharts run, or <see langword="null"/> to leave it as it was.</param>
    /// <param name="author">Who imports.</param>
    /// <param name="cancellation">Gives up.</param>
    /// <returns>The draft, or what is wrong.</returns>
    public async Task<DefinitionResult> RunAsync(
        ReadOnlyMemory<byte> json, string? definitionId, FlowchartMode? flowchartMode, Author author, CancellationToken cancellation)
    {
        var problems = new List<DefinitionProblem>();
        return DefinitionDraft.Read(json, "model", catalog, definitionId, problems) is { } read
            ? (await store.RunAsync([DefinitionDraft.Of(read, ChangeKind.Imported, flowchartMode)], publish: false, author, cancellation))[0]
            : new DefinitionRefused(problems);
    }

    /// <summary>Imports files.</summary>
    /// <param name="files">Each a definition, a list of definitions, or a zip archive of such files.</param>
    /// <param name="flowchartMode">As above, for all.</param>
    /// <param name="author">Who imports.</param>
    /// <param name="cancellation">Gives up.</param>
    /// <returns>One <see cref="DefinitionStored"/> for each definition, or a single <see cref="DefinitionRefused"/>.</returns>
    public async Task<IReadOnlyList<DefinitionResult>> RunAsync(
        IReadOnlyList<DefinitionFile> files, FlowchartMode? flowchartMode, Author author, CancellationToken cancellation)
    {
        var problems = new List<DefinitionProblem>();
        var drafts = new List<DefinitionDraft>();
        foreach (var file in files.SelectMany(file => Unpack(file, problems)))
        {
            foreach (var json in Split(file))
            {
                if (DefinitionDraft.Read(json, file.Name, catalog, null, problems) is { } read)
                {
                    drafts.Add(DefinitionDraft.Of(read, ChangeKind.Imported, flowchartMode));
                }
            }
        }

        if (drafts.Count > options.MaxImported)
        {
            problems.Add(new DefinitionProblem(
                true, "import", "$", $"There are more than {options.MaxImported} definitions.", "Import them in parts, or raise Runtime:Definitions:MaxImported."));
        }

        return problems.Exists(problem => problem.IsError) ? [new DefinitionRefused(problems)]
            : drafts.Count == 0 ? []
            : await store.RunAsync(drafts, publish: false, author, cancellation);
    }

    private List<DefinitionFile> Unpack(DefinitionFile file, List<DefinitionProblem> problems)
    {
        if (!file.Content.Span.StartsWith("PK"u8))
        {
            return [file];
        }

        var unpacked = new List<DefinitionFile>();
        try
        {
            using var archive = new ZipArchive(new MemoryStream(file.Content.ToArray()));
            foreach (var entry in archive.Entries.Where(entry => entry.Name.EndsWith(".json", StringComparison.OrdinalIgnoreCase)))
            {
                if (unpacked.Count == options.MaxImported || Read(entry) is not { } content)
                {
                    problems.Add(new DefinitionProblem(
                        true, file.Name, entry.FullName, $"The archive holds more than {options.MaxImported} files, or this one has more than {options.MaxFileSize} bytes.",
                        "Import it in parts, or raise Runtime:Definitions:MaxImported or MaxFileSize."));
                    break;
                }

                unpacked.Add(new DefinitionFile(entry.FullName, content));
            }
        }
        catch (InvalidDataException error)
        {
            problems.Add(new DefinitionProblem(true, file.Name, "$", $"The archive is damaged: {error.Message}", "Make it anew."));
        }

        return unpacked;
    }

    /// <summary>Counts what is unpacked, because an archive's word for an entry's size is only a word.</summary>
    private byte[]? Read(ZipArchiveEntry entry)
    {
        using var stream = entry.Open();
        using var content = new MemoryStream();
        var buffer = new byte[81920];
        int read;
        while ((read = stream.Read(buffer)) > 0)
        {
            content.Write(buffer, 0, read);
            if (content.Length > options.MaxFileSize)
            {
                return null;
            }
        }

        return content.ToArray();
    }

    /// <summary>The definitions of a list; anything else is left for the reader to judge.</summary>
    private static IEnumerable<ReadOnlyMemory<byte>> Split(DefinitionFile file)
    {
        try
        {
            using var json = JsonDocument.Parse(file.Content, new JsonDocumentOptions { AllowTrailingCommas = true, CommentHandling = JsonCommentHandling.Skip, MaxDepth = 256 });
            return json.RootElement.ValueKind == JsonValueKind.Array
                ? [.. json.RootElement.EnumerateArray().Select(item => (ReadOnlyMemory<byte>)JsonSerializer.SerializeToUtf8Bytes(item))]
                : [file.Content];
        }
        catch (JsonException)
        {
            return [file.Content];
        }
    }
}

/// <summary>A file that somebody sent.</summary>
/// <param name="Name">For messages.</param>
/// <param name="Content">All of it.</param>
public sealed record DefinitionFile(string Name, ReadOnlyMemory<byte> Content);
