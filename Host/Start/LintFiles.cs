using StrongCities.Engine.Activities;
using StrongCities.Engine.Definitions;

namespace StrongCities.Host.Start;

/// <summary>Checks definition files before they get anywhere.</summary>
internal static class LintFiles
{
    /// <summary>
    /// <c>dotnet StrongCities.Host.dll lint workflow-definitions</c>: prints what is wrong with a file, or with the <c>*.json</c> of a folder.
    /// Needs no database.
    /// </summary>
    /// <returns>The exit code: 0 when there is no error, 1 when there is, 2 when there is no such file.</returns>
    public static async Task<int> LintAsync(this WebApplication app, string path)
    {
        var files = Directory.Exists(path) ? Directory.GetFiles(path, "*.json").Order(StringComparer.Ordinal).ToList() : File.Exists(path) ? [path] : [];
        if (files.Count == 0)
        {
            await Console.Error.WriteLineAsync($"There is no definition file at {Path.GetFullPath(path)}. Name a *.json file, or a folder that has some.");
            return 2;
        }

        var readings = new List<(string File, DefinitionReading Reading)>();
        foreach (var file in files)
        {
            readings.Add((file, DefinitionReader.Read(await File.ReadAllBytesAsync(file, app.Lifetime.ApplicationStopping), file)));
        }

        var all = readings.Select(read => read.Reading.Definition).OfType<WorkflowDefinition>().ToList();
        var errors = readings.Sum(read => Print(read.File, read.Reading, app.Services.GetRequiredService<ActivityCatalog>(), all));
        Console.WriteLine($"{files.Count} files, {errors} errors");
        return errors > 0 ? 1 : 0;
    }

    /// <returns>How many errors there are.</returns>
    private static int Print(string file, DefinitionReading reading, ActivityCatalog catalog, List<WorkflowDefinition> all)
    {
        var compilation = reading.Definition is { } definition
            ? WorkflowGraph.Compile(definition, catalog, reference => all.Find(other => other.DefinitionId == reference.DefinitionId))
            : new GraphCompilation(null, []);
        IReadOnlyList<LintFinding> findings = compilation.Graph is { } graph ? DefinitionLint.Run(graph) : [];
        List<(LintSeverity Severity, string Place, string What, string Mend)> lines =
        [
            .. reading.Problems.Concat(compilation.Problems)
                .Select(problem => (problem.IsError ? LintSeverity.Error : LintSeverity.Warning, problem.Place, problem.Message, problem.Mend)),
            .. findings.Select(finding => (finding.Severity, $"{finding.NodeId} [{finding.Code}]", finding.Message, finding.Mend)),
        ];
        foreach (var (severity, place, what, mend) in lines)
        {
            Console.WriteLine($"{file}: {severity}: {place}: {what} {mend}");
        }

        return lines.Count(line => line.Severity == LintSeverity.Error);
    }
}
