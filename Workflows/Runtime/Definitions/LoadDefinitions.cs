using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using StrongCities.Engine.Definitions;
using StrongCities.Engine.Execution;
using StrongCities.Runtime.Editing;
using StrongCities.Runtime.Persistence;

namespace StrongCities.Runtime.Definitions;

/// <summary>
/// Loads the definition files of a folder. A file whose meaning changed since it was last loaded becomes a new version, published
/// and latest; instances that run keep theirs. A bad file is reported, and the others still load.
/// </summary>
public sealed class LoadDefinitions
{
    private readonly CommitQueue commits;
    private readonly CheckDefinition check;
    private readonly RecordChanges changes;
    private readonly DefinitionProblems problems;
    private readonly TimeProvider time;
    private readonly DefinitionOptions options;
    private readonly ILogger<LoadDefinitions> log;

    internal LoadDefinitions(
        CommitQueue commits,
        CheckDefinition check,
        RecordChanges changes,
        DefinitionProblems problems,
        TimeProvider time,
        IOptions<DefinitionOptions> options,
        ILogger<LoadDefinitions> log)
    {
        this.commits = commits;
        this.check = check;
        this.changes = changes;
        this.problems = problems;
        this.time = time;
        this.options = options.Value;
        this.log = log;
    }

    /// <summary>Loads every file, in the order of their names.</summary>
    /// <param name="cancellation">Gives up between two files.</param>
    /// <returns>What was stored and what was wrong.</returns>
    public async Task<DefinitionsLoaded> RunAsync(CancellationToken cancellation)
    {
        var found = new List<DefinitionProblem>();
        var files = new Dictionary<string, string>(StringComparer.Ordinal);
        var stored = new List<string>();
        var doubtful = new List<(WorkflowDefinition Definition, string File)>();
        foreach (var path in Files(found))
        {
            var file = Path.GetFileName(path);
            if (await ReadAsync(path, file, found, cancellation) is not { } read)
            {
                continue;
            }

            var definition = read.Graph.Definition;
            if (read.HasWarnings)
            {
                doubtful.Add((definition, file));
            }

            if (!files.TryAdd(definition.DefinitionId, file))
            {
                found.Add(new DefinitionProblem(
                    true, file, "$.definitionId", $"The definition '{definition.DefinitionId}' is already in {files[definition.DefinitionId]}.",
                    "Give this file a definitionId of its own, or remove one of the two."));
            }
            else if (await StoreAsync(read, file, found, cancellation) is { } versionId)
            {
                stored.Add(versionId);
            }
        }

        // A file may use as an activity what a later one brings: what looked wrong is looked at again now that all are there.
        foreach (var (definition, file) in doubtful)
        {
            found.AddRange(From(file, (await check.ToStoreAsync(definition, cancellation)).Problems));
        }

        found.ForEach(Report);
        problems.Replace(found);
        return new DefinitionsLoaded(stored, found);
    }

    private IEnumerable<string> Files(List<DefinitionProblem> found)
    {
        var folder = Path.Combine(AppContext.BaseDirectory, options.Folder);
        if (Directory.Exists(folder))
        {
            return Directory.EnumerateFiles(folder, "*.json").Order(StringComparer.Ordinal);
        }

        found.Add(new DefinitionProblem(
            false, folder, "$", "There is no such folder, so no definition was loaded.", "Create it, or set Runtime:Definitions:Folder to the right one."));
        return [];
    }

    private async Task<Readable?> ReadAsync(
        string path, string file, List<DefinitionProblem> found, CancellationToken cancellation)
    {
        try
        {
            if (new FileInfo(path).Length > options.MaxFileSize)
            {
                found.Add(new DefinitionProblem(
                    true, file, "$", $"The file has more than {options.MaxFileSize} bytes.",
                    "Split the workflow, or raise Runtime:Definitions:MaxFileSize."));
                return null;
            }

            var reading = DefinitionReader.Read(await File.ReadAllBytesAsync(path, cancellation), file);
            found.AddRange(reading.Problems);
            if (reading.Definition is not { } definition)
            {
                return null;
            }

            var compilation = await check.ToStoreAsync(definition, cancellation);
            var triggers = compilation.Graph is { } graph ? check.ToPublish(graph) : new TriggerReading([], []);
            if (compilation.Graph is { } compiled && triggers.Problems.Count == 0)
            {
                return new Readable(compiled, triggers.Triggers, HasWarnings: compilation.Problems.Count > 0);
            }

            found.AddRange(From(file, [.. compilation.Problems, .. triggers.Problems]));
            return null;
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            found.Add(new DefinitionProblem(true, file, "$", $"The file cannot be read: {error.Message}", "Let the host's account read it."));
            return null;
        }
    }

    private async Task<string?> StoreAsync(Readable read, string file, List<DefinitionProblem> found, CancellationToken cancellation)
    {
        var definition = read.Graph.Definition;
        var hash = DefinitionHash.Of(definition.Source);
        var now = time.GetUtcNow();
        var (version, taken) = await commits.CommitAsync<(DefinitionRow? Version, IReadOnlyList<DefinitionProblem> Taken)>(
            async (db, stop) =>
            {
                var versions = await db.Definitions
                    .Where(row => row.DefinitionId == definition.DefinitionId)
                    .OrderByDescending(row => row.Version)
                    .ToListAsync(stop);
                // Compared with what this file last was, so that a version drawn in the designer since is not undone by a restart.
                if (versions.Find(row => row.FileName is not null)?.ContentHash == hash)
                {
                    return UnitResult.Refuse<(DefinitionRow?, IReadOnlyList<DefinitionProblem>)>((null, []));
                }

                versions.ForEach(row => row.IsLatest = false);
                var number = versions is [var last, ..] ? last.Version + 1 : 1;
                var added = new DefinitionRow
                {
                    Id = $"{definition.DefinitionId}:{number}",
                    DefinitionId = definition.DefinitionId,
                    Version = number,
                    Name = definition.Name,
                    IsLatest = true,
                    IsPublished = false,
                    Json = [],
                    ContentHash = "",
                    FileName = file,
                    CreatedAt = now,
                };
                DefinitionDraft.Of(definition, ChangeKind.Loaded).WriteTo(added, before: null);
                db.Definitions.Add(added);
                await changes.WrittenAsync(db, added, ChangeKind.Loaded, Author.Host, file, stop);
                return await StoreDefinitions.MakePublishedAsync(db, added, read.Triggers, stop) is { Count: > 0 } taken
                    ? UnitResult.Refuse<(DefinitionRow?, IReadOnlyList<DefinitionProblem>)>((null, taken))
                    : UnitResult.Keep<(DefinitionRow?, IReadOnlyList<DefinitionProblem>)>((added, []));
            },
            cancellation);
        found.AddRange(From(file, taken));
        if (version is not null)
        {
            Log.VersionStored(log, file, version.DefinitionId, version.Version);
        }

        return version?.Id;
    }

    private static IEnumerable<DefinitionProblem> From(string file, IEnumerable<DefinitionProblem> problems) =>
        problems.Select(problem => problem with { Source = file });

    private sealed record Readable(WorkflowGraph Graph, IReadOnlyList<Trigger> Triggers, bool HasWarnings);

    private void Report(DefinitionProblem problem)
    {
        if (problem.IsError)
        {
            Log.DefinitionRefused(log, problem.Source, problem.Place, problem.Message, problem.Mend);
        }
        else
        {
            Log.DefinitionWarning(log, problem.Source, problem.Place, problem.Message, problem.Mend);
        }
    }
}

/// <summary>What loading came to.</summary>
/// <param name="VersionIds">Versions stored now; unchanged files are not among them.</param>
/// <param name="Problems">Errors and warnings.</param>
public sealed record DefinitionsLoaded(IReadOnlyList<string> VersionIds, IReadOnlyList<DefinitionProblem> Problems);
