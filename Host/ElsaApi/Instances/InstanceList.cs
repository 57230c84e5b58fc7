using System.Text.Json.Nodes;
using StrongCities.Host.ElsaApi.Definitions;
using StrongCities.Runtime.Instances;

namespace StrongCities.Host.ElsaApi.Instances;

/// <summary>Lists of instances.</summary>
internal static class InstanceList
{
    public static void MapInstanceList(this RouteGroupBuilder group)
    {
        group.MapGet("/workflow-instances", (HttpRequest request, FindInstances find, InstanceApiOptions options) =>
            AnswerAsync(ElsaBody.Of(request.Query), find, options, request.HttpContext.RequestAborted));
        group.MapPost("/workflow-instances", (HttpRequest request, FindInstances find, InstanceApiOptions options) =>
            ElsaBody.WithAsync(request, options.MaxBody, required: false, body => AnswerAsync(body, find, options, request.HttpContext.RequestAborted)))
            .OnlyLooks();
    }

    private static async Task<IResult> AnswerAsync(ElsaBody body, FindInstances find, InstanceApiOptions options, CancellationToken cancellation)
    {
        var take = Math.Min(body.Number("pageSize") ?? options.DefaultPageSize, options.MaxPageSize);
        var page = body.Number("page") ?? 0;
        if (take == 0)
        {
            body.Refuse("pageSize", $"Ask for 1 to {options.MaxPageSize} rows.");
        }

        var query = new InstanceQuery(InstanceFilters.Read(body), (int)Math.Min((long)page * take, int.MaxValue), take)
        {
            OrderBy = Order(body),
            Ascending = string.Equals(body.Text("orderDirection"), "Ascending", StringComparison.OrdinalIgnoreCase),
        };
        if (body.Refusal is { } refusal)
        {
            return refusal;
        }

        var found = await find.PageAsync(query, cancellation);
        return DefinitionView.Answer(new JsonObject
        {
            ["items"] = new JsonArray([.. found.Items.Select(Summary)]),
            ["totalCount"] = found.Total,
        });
    }

    /// <summary>Studio says LastExecuted, Elsa's server says UpdatedAt.</summary>
    private static InstanceOrder Order(ElsaBody body)
    {
        switch (body.Text("orderBy"))
        {
            case null or "Created":
                return InstanceOrder.Created;
            case "UpdatedAt" or "LastExecuted":
                return InstanceOrder.Updated;
            case "Finished":
                return InstanceOrder.Finished;
            case "Name":
                return InstanceOrder.Name;
            case var other:
                body.Refuse("orderBy", $"Invalid value '{other}'. Use Created, UpdatedAt, Finished or Name.");
                return InstanceOrder.Created;
        }
    }

    private static JsonObject Summary(InstanceSummary row)
    {
        var json = new JsonObject
        {
            ["id"] = row.Id,
            ["definitionId"] = row.DefinitionId,
            ["definitionVersionId"] = row.DefinitionVersionId,
            ["version"] = row.DefinitionVersion,
            ["status"] = row.Status.ToString(),
            ["subStatus"] = row.SubStatus.ToString(),
            ["incidentCount"] = row.IncidentCount,
            ["createdAt"] = row.CreatedAt,
            ["updatedAt"] = row.UpdatedAt,
        };
        InstanceStateView.Optional(
            json,
            ("correlationId", row.CorrelationId),
            ("parentWorkflowInstanceId", row.ParentInstanceId),
            ("name", row.Name),
            ("finishedAt", row.FinishedAt));
        return json;
    }
}
