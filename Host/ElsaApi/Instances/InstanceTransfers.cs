using System.IO.Compression;
using System.Net.Mime;
using System.Text.Json;
using System.Text.Json.Nodes;
using StrongCities.Engine.Execution;
using StrongCities.Host.ElsaApi.Definitions;
using StrongCities.Runtime.Instances;

namespace StrongCities.Host.ElsaApi.Instances;

/// <summary>
/// Instances in and out, as files. A file shows what Elsa's shows; what goes in again is its member <c>EngineState</c>, since the engines
/// keep different states.
/// </summary>
internal static class InstanceTransfers
{
    private const string StateMember = "EngineState";
    private const string JournalMember = "WorkflowExecutionLogRecords";

    public static void MapInstanceTransfers(this RouteGroupBuilder group)
    {
        group.MapGet("/workflow-instances/{id}/export", ExportAsync);
        group.MapPost("/bulk-actions/export/workflow-instances", BulkExportAsync).OnlyLooks();
        group.MapPost("/bulk-actions/import/workflow-instances", ImportAsync).DisableAntiforgery();
    }

    private static async Task<IResult> ExportAsync(string id, TransferInstances transfer, InstanceStateView view, CancellationToken cancellation) =>
        await transfer.ExportAsync(id, cancellation) is { } file
            ? Results.File(DefinitionView.Bytes(await FileOfAsync(file, view, cancellation)), MediaTypeNames.Application.Octet, NameOf(id))
            : Results.NotFound();

    private static Task<IResult> BulkExportAsync(
        HttpRequest request, TransferInstances transfer, InstanceStateView view, InstanceApiOptions options, CancellationToken cancellation) =>
        ElsaBody.WithAsync(request, options.MaxBody, required: true, async body =>
        {
            var ids = body.Texts("ids");
            if (ids.Count > options.MaxBulk)
            {
                body.Refuse("ids", $"Export at most {options.MaxBulk} at once.");
            }

            if (body.Refusal is { } refusal)
            {
                return refusal;
            }

            using var content = new MemoryStream();
            using (var archive = new ZipArchive(content, ZipArchiveMode.Create, leaveOpen: true))
            {
                foreach (var id in ids.Distinct())
                {
                    if (await transfer.ExportAsync(id, cancellation) is { } file)
                    {
                        await using var entry = await archive.CreateEntry(NameOf(id)).OpenAsync(cancellation);
                        await entry.WriteAsync(DefinitionView.Bytes(await FileOfAsync(file, view, cancellation)), cancellation);
                    }
                }
            }

            return Results.File(content.ToArray(), MediaTypeNames.Application.Octet, "workflow-instances.zip");
        });

    private static async Task<IResult> ImportAsync(HttpRequest request, TransferInstances transfer, InstanceApiOptions options, CancellationToken cancellation)
    {
        if (!request.HasFormContentType)
        {
            return Results.StatusCode(StatusCodes.Status415UnsupportedMediaType);
        }

        var (imported, problems) = (0, new List<string>());
        foreach (var file in (await request.ReadFormAsync(cancellation)).Files)
        {
            await using var stream = file.OpenReadStream();
            if (await DefinitionBody.ReadAsync(stream, options.MaxUpload, cancellation) is not { } content)
            {
                problems.Add($"{file.FileName} has more than {options.MaxUpload} bytes. Raise ElsaApi:Instances:MaxUpload.");
            }
            else if (await TakeInAsync(content, transfer, cancellation) is { } problem)
            {
                problems.Add($"{file.FileName}: {problem}");
            }
            else
            {
                imported++;
            }
        }

        return problems.Count > 0 ? ElsaProblem.BadRequest([.. problems, $"{imported} were imported."]) : Results.Ok(new { Imported = imported, Count = imported });
    }

    private static async Task<string?> TakeInAsync(byte[] content, TransferInstances transfer, CancellationToken cancellation)
    {
        try
        {
            return JsonNode.Parse(content) is JsonObject json && json[StateMember] is JsonObject state
                ? await transfer.ImportAsync(
                    InstanceState.FromUtf8(JsonSerializer.SerializeToUtf8Bytes(state)), InstanceFile.JournalOf(json[JournalMember]), cancellation)
                : $"It has no member {StateMember}. Only instances that were exported here can be imported.";
        }
        catch (Exception error) when (error is JsonException or InvalidDataException)
        {
            return error.Message;
        }
    }

    private static async Task<JsonObject> FileOfAsync(InstanceFile file, InstanceStateView view, CancellationToken cancellation)
    {
        var full = await view.FullAsync(file.Row, cancellation);
        var state = full["workflowState"]!.DeepClone();
        return new JsonObject
        {
            ["WorkflowState"] = state,
            ["Bookmarks"] = state["bookmarks"]!.DeepClone(),
            ["ActivityExecutionRecords"] = new JsonArray([.. file.Records.Select(record => ActivityRecordView.Full(file.Row.Id, record))]),
            [JournalMember] = file.JournalJson(),
            [StateMember] = JsonNode.Parse(file.Row.State),
        };
    }

    private static string NameOf(string id) => $"workflow-instance-{string.Concat(id.Where(letter => char.IsAsciiLetterOrDigit(letter) || letter is '-' or '_'))}.json";
}
