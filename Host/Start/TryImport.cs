using System.Diagnostics;
using System.Text.Json;
using MediatR;
using StrongCities.Hub.Opportunities;
using StrongCities.Hub.Opportunities.CommonGrants;
using StrongCities.Hub.Opportunities.Import;
using StrongCities.Hub.Opportunities.Search;
using StrongCities.Hub.People;
using StrongCities.Hub.Persistence;

namespace StrongCities.Host.Start;

/// <summary>Tries real files on the catalogue without touching it.</summary>
internal static class TryImport
{
    /// <summary>The argument that asks for it.</summary>
    public const string Verb = "try-import";

    private const int TimesSearched = 21;

    private static readonly string[] Searches = ["", "youth", "climate adaptation", "а", "no such word"];

    /// <summary>
    /// <c>dotnet StrongCities.Host.dll try-import FOLDER</c>: imports the folder's <c>*.json</c> into a database that is thrown away, prints what became of the records and why
    /// some could not be read, then replays the streams of change events among them.
    /// </summary>
    /// <returns>The exit code: 0 when all records were read and each replay ended as it should, 1 otherwise, 2 when there is no such folder.</returns>
    public static async Task<int> TryImportAsync(this WebApplication app, string folder)
    {
        if (!Directory.Exists(folder))
        {
            await Console.Error.WriteLineAsync($"There is no folder at {Path.GetFullPath(folder)}.");
            return 2;
        }

        var stop = app.Lifetime.ApplicationStopping;
        await app.Services.GetRequiredService<HubDbFactory>().MigrateAsync(stop);
        var watch = Stopwatch.StartNew();
        var hub = Guid.CreateVersion7();
        var files = await app.Services.GetRequiredService<ImportFolder>().RunAsync(hub, folder, stop);
        foreach (var file in files)
        {
            Print(file);
        }

        Console.WriteLine($"imported in {watch.Elapsed.TotalSeconds:0.0} s, most memory so far {Process.GetCurrentProcess().PeakWorkingSet64 / 1_000_000} MB");
        await SearchAsync(app, new Viewer(Guid.Empty, hub, null, Roles.Advisor), stop);
        var replays = await ReplayAsync(app, folder, stop);
        return files.Any(file => file.Faulty.Count > 0) || replays > 0 ? 1 : 0;
    }

    private static async Task SearchAsync(WebApplication app, Viewer viewer, CancellationToken stop)
    {
        var mediator = app.Services.GetRequiredService<IMediator>();
        foreach (var words in Searches)
        {
            var taken = new List<double>();
            var found = 0;
            for (var time = 0; time < TimesSearched; time++)
            {
                var watch = Stopwatch.StartNew();
                found = (await mediator.Send(new SearchOpportunities(viewer, new OpportunityFilter { Words = words }), stop)).Total;
                taken.Add(watch.Elapsed.TotalMilliseconds);
            }

            taken.Sort();
            Console.WriteLine($"search '{words}': {found} found, half of {TimesSearched} times within {taken[TimesSearched / 2]:0.0} ms, the slowest {taken[^1]:0.0} ms");
        }
    }

    private static void Print(ImportedFile file)
    {
        var counts = Enum.GetValues<TakeOutcome>().Select(outcome => $"{outcome.ToString().ToLowerInvariant()} {file.Count(outcome)}");
        Console.WriteLine($"{file.Name}: {file.Records} records: {string.Join(", ", counts)}, faulty {file.Faulty.Count}");
        foreach (var faulty in file.Faulty)
        {
            Console.WriteLine($"  {faulty.Key}: {faulty.Problem}");
        }
    }

    /// <returns>How many things did not come out as they should.</returns>
    private static async Task<int> ReplayAsync(WebApplication app, string folder, CancellationToken stop)
    {
        var records = new Dictionary<string, FoundOpportunity>(StringComparer.Ordinal);
        var streams = new List<(string Name, IReadOnlyList<ChangeEvent> Events)>();
        foreach (var path in Directory.GetFiles(folder, "*.json").Order(StringComparer.Ordinal))
        {
            using var document = await ParseAsync(path, stop);
            if (document is null)
            {
                continue;
            }

            if (ChangeEvent.Read(document.RootElement) is { } events)
            {
                streams.Add((Path.GetFileName(path), events));
                continue;
            }

            foreach (var read in CommonGrantsJson.Read(document.RootElement).OfType<ReadFound>())
            {
                records[read.Found.Key] = read.Found;
            }
        }

        var problems = 0;
        foreach (var (name, events) in streams)
        {
            var watch = Stopwatch.StartNew();
            var result = await app.Services.GetRequiredService<ReplayChanges>().RunAsync(Guid.CreateVersion7(), events, records, stop);
            Console.WriteLine($"{name}: {result.Events} events on {result.Before} records, {result.Problems.Count} did not end as they should, in {watch.Elapsed.TotalSeconds:0.0} s");
            foreach (var line in result.Lines().Concat(result.Problems))
            {
                Console.WriteLine($"  {line}");
            }

            problems += result.Problems.Count;
        }

        return problems;
    }

    // What is no JSON was told by the import.
    private static async Task<JsonDocument?> ParseAsync(string path, CancellationToken stop)
    {
        try
        {
            await using var file = File.OpenRead(path);
            return await JsonDocument.ParseAsync(file, cancellationToken: stop);
        }
        catch (JsonException)
        {
            return null;
        }
    }

    /// <summary>Points the host at a data folder of its own that is deleted when the process ends.</summary>
    public static void UseScratchFolder(this WebApplicationBuilder builder)
    {
        var scratch = Directory.CreateTempSubdirectory("strongcities-try-").FullName;
        builder.Configuration["Storage:DataFolder"] = scratch;
        builder.Configuration["Logging:LogLevel:Default"] = nameof(LogLevel.Warning);
        AppDomain.CurrentDomain.ProcessExit += (_, _) => Directory.Delete(scratch, recursive: true);
    }
}
