using System.IO.Compression;
using System.Net.Mime;
using StrongCities.Engine.Activities;
using StrongCities.Runtime.Definitions;
using StrongCities.Runtime.Persistence;

namespace StrongCities.Host.ElsaApi.Definitions;

/// <summary>Definitions in and out, as files. <c>?flowchartMode=</c> says how the flowcharts of an import run, for which the file has no place.</summary>
internal static class DefinitionTransfers
{
    public static void MapDefinitionTransfers(this RouteGroupBuilder group)
    {
        group.MapPost("/workflow-definitions/import", ImportAsync);
        group.MapPut("/workflow-definitions/import", ImportAsync);
        group.MapPost("/workflow-definitions/{definitionId}/import", ImportAsync);
        group.MapPut("/workflow-definitions/{definitionId}/import", ImportAsync);
        group.MapPost("/workflow-definitions/import-files", ImportFilesAsync).DisableAntiforgery();
        group.MapGet("/workflow-definitions/{definitionId}/export", ExportAsync);
        group.MapPost("/bulk-actions/export/workflow-definitions", BulkExportAsync).OnlyLooks();
    }

    private static Task<IResult> ImportAsync(
        HttpRequest request, string? definitionId, string? flowchartMode, CallingAuthor caller, ImportDefinitions import, DefinitionView view, DefinitionApiOptions options) =>
        DefinitionBody.WithJsonAsync(request, options.MaxBody, async body =>
        {
            if (!TryMode(flowchartMode, out var mode))
            {
                return DefinitionAnswers.BadQuery("flowchartMode", flowchartMode!, "Use CounterBased or TokenBased, or leave it out.");
            }

            var named = definitionId is not null || NamesItself(body);
            return DefinitionAnswers.Of(
                await import.RunAsync(body, definitionId, mode, caller.Author, request.HttpContext.RequestAborted),
                stored => DefinitionView.Answer(view.Full(stored.Row), named ? StatusCodes.Status200OK : StatusCodes.Status201Created));
        });

    private static async Task<IResult> ImportFilesAsync(
        HttpRequest request, string? flowchartMode, CallingAuthor caller, ImportDefinitions import, DefinitionApiOptions options, CancellationToken cancellation)
    {
        if (!request.HasFormContentType)
        {
            return Results.StatusCode(StatusCodes.Status415UnsupportedMediaType);
        }

        if (!TryMode(flowchartMode, out var mode))
        {
            return DefinitionAnswers.BadQuery("flowchartMode", flowchartMode!, "Use CounterBased or TokenBased, or leave it out.");
        }

        var files = new List<DefinitionFile>();
        foreach (var file in (await request.ReadFormAsync(cancellation)).Files)
        {
            await using var stream = file.OpenReadStream();
            if (await DefinitionBody.ReadAsync(stream, options.MaxUpload, cancellation) is not { } content)
            {
                return ElsaProblem.Of(StatusCodes.Status413PayloadTooLarge, $"{file.FileName} has more than {options.MaxUpload} bytes. Split it, or raise ElsaApi:Definitions:MaxUpload.");
            }

            files.Add(new DefinitionFile(file.FileName, content));
        }

        return files.Count == 0 ? Results.NoContent()
            : await import.RunAsync(files, mode, caller.Author, cancellation) is var results && results is [DefinitionRefused or DraftHeld]
                ? DefinitionAnswers.Of(results[0], _ => Results.NoContent())
                : Results.Ok(new { results.Count });
    }

    private static Task<IResult> ExportAsync(
        string definitionId,
        string? versionOptions,
        bool? includeConsumingWorkflows,
        FindDefinitions find,
        FindConsumers consumers,
        DefinitionView view,
        CancellationToken cancellation) =>
        DefinitionAnswers.WithVersionAsync(versionOptions, VersionOptions.Latest, async version =>
            await find.OneAsync(definitionId, version, cancellation) is not { } row ? Results.NotFound()
            : includeConsumingWorkflows is true ? Zip([row, .. await consumers.RunAsync(definitionId, cancellation)], view)
            : Results.File(DefinitionView.Bytes(view.Export(row)), MediaTypeNames.Application.Octet, DefinitionAnswers.FileName(row)));

    private static Task<IResult> BulkExportAsync(
        HttpRequest request, FindDefinitions find, FindConsumers consumers, DefinitionView view, DefinitionApiOptions options, CancellationToken cancellation) =>
        DefinitionBody.WithIdsAsync(request, options.MaxBody, "ids", async ids =>
        {
            var rows = await find.ByIdsAsync(ids ?? [], cancellation);
            return rows.Count == 0 ? Results.NoContent() : Zip(rows, view);
        });

    private static IResult Zip(IEnumerable<DefinitionRow> rows, DefinitionView view)
    {
        using var content = new MemoryStream();
        using (var archive = new ZipArchive(content, ZipArchiveMode.Create, leaveOpen: true))
        {
            foreach (var row in rows.DistinctBy(row => row.Id))
            {
                using var entry = archive.CreateEntry(DefinitionAnswers.FileName(row)).Open();
                entry.Write(DefinitionView.Bytes(view.Export(row)));
            }
        }

        return Results.File(content.ToArray(), MediaTypeNames.Application.Octet, "workflow-definitions.zip");
    }

    /// <summary>Reads the mode by name; none is fine, an unknown one is not.</summary>
    private static bool TryMode(string? text, out FlowchartMode? mode)
    {
        mode = Enum.TryParse(text, ignoreCase: true, out FlowchartMode named) && Enum.IsDefined(named) ? named : null;
        return mode is not null || string.IsNullOrEmpty(text);
    }

    private static bool NamesItself(byte[] body) =>
        Engine.Definitions.DefinitionReader.Read(body, "model").Definition?.Source["definitionId"]?.ToString() is { Length: > 0 };
}
