using System.Text.Json.Nodes;
using StrongCities.Runtime.Definitions;
using StrongCities.Runtime.Persistence;

namespace StrongCities.Host.ElsaApi.Definitions;

/// <summary>Looking at definitions.</summary>
internal static class DefinitionQueries
{
    public static void MapDefinitionQueries(this RouteGroupBuilder group)
    {
        group.MapGet("/workflow-definitions", ListAsync);
        group.MapGet("/workflow-definitions/by-definition-id/{definitionId}", ByDefinitionIdAsync);
        group.MapGet("/workflow-definitions/{definitionId}", ByDefinitionIdAsync);
        group.MapGet("/workflow-definitions/by-id/{id}", ByIdAsync);
        group.MapGet("/workflow-definitions/many-by-id", ManyAsync);
        group.MapGet("/workflow-definitions/query/count", CountAsync);
        group.MapGet("/workflow-definitions/validation/is-name-unique", IsNameUniqueAsync);
        group.MapGet("/workflow-definitions/{definitionId}/versions", VersionsAsync);
        group.MapGet("/workflow-definitions/{definitionId}/consumers", ConsumersAsync);
    }

    private static Task<IResult> ListAsync(
        [AsParameters] ListQuery query, ListDefinitions list, DefinitionView view, DefinitionLinks links, DefinitionApiOptions options, CancellationToken cancellation) =>
        DefinitionAnswers.WithVersionAsync(query.VersionOptions, VersionOptions.All, async version =>
        {
            if (!DefinitionAnswers.TryNumber(query.Page, out var page))
            {
                return DefinitionAnswers.BadQuery("page", query.Page!, "Pages are numbered from 0.");
            }

            if (!DefinitionAnswers.TryNumber(query.PageSize, out var size) || size is 0)
            {
                return DefinitionAnswers.BadQuery("pageSize", query.PageSize!, $"Ask for 1 to {options.MaxPageSize} rows.");
            }

            var order = DefinitionOrder.Created;
            if (query.OrderBy is { Length: > 0 } by && !(Enum.TryParse(by, ignoreCase: true, out order) && Enum.IsDefined(order)))
            {
                return DefinitionAnswers.BadQuery("orderBy", by, "Use Created, Name or Version.");
            }

            var take = Math.Min(size ?? options.DefaultPageSize, options.MaxPageSize);
            var found = await list.RunAsync(
                new DefinitionQuery(version, (int)Math.Min((long)(page ?? 0) * take, int.MaxValue), take)
                {
                    Search = query.SearchTerm,
                    DefinitionIds = query.DefinitionIds,
                    Ids = query.Ids,
                    OrderBy = order,
                    Descending = string.Equals(query.OrderDirection, "Descending", StringComparison.OrdinalIgnoreCase),
                },
                cancellation);
            return DefinitionView.Answer(new JsonObject
            {
                ["items"] = new JsonArray([.. found.Rows.Select(row => view.Summary(row))]),
                ["totalCount"] = found.Total,
                ["links"] = links.OfList(),
            });
        });

    private static Task<IResult> ByDefinitionIdAsync(
        string definitionId, string? versionOptions, FindDefinitions find, DefinitionView view, CancellationToken cancellation) =>
        DefinitionAnswers.WithVersionAsync(versionOptions, VersionOptions.Latest, async version =>
            Answer(await find.OneAsync(definitionId, version, cancellation), view));

    private static async Task<IResult> ByIdAsync(string id, FindDefinitions find, DefinitionView view, CancellationToken cancellation) =>
        Answer(await find.ByIdAsync(id, cancellation), view);

    private static async Task<IResult> ManyAsync(string[]? ids, FindDefinitions find, DefinitionView view, CancellationToken cancellation)
    {
        var rows = await find.ByIdsAsync(ids ?? [], cancellation);
        return DefinitionView.Answer(new JsonObject { ["items"] = new JsonArray([.. rows.Select(row => view.Full(row))]), ["count"] = rows.Count });
    }

    private static async Task<IResult> CountAsync(FindDefinitions find, CancellationToken cancellation) =>
        Results.Ok(new { Count = await find.CountAsync(cancellation) });

    private static async Task<IResult> IsNameUniqueAsync(string? name, string? definitionId, FindDefinitions find, CancellationToken cancellation) =>
        Results.Ok(new { IsUnique = await find.IsNameFreeAsync(name?.Trim() ?? "", definitionId, cancellation) });

    private static async Task<IResult> VersionsAsync(string definitionId, FindDefinitions find, DefinitionView view, CancellationToken cancellation) =>
        await find.VersionsAsync(definitionId, cancellation) is { Count: > 0 } rows
            ? DefinitionView.Answer(new JsonArray([.. rows.Select(view.Stored)]))
            : Results.NotFound();

    private static async Task<IResult> ConsumersAsync(string definitionId, FindDefinitions find, FindConsumers consumers, CancellationToken cancellation) =>
        await find.OneAsync(definitionId, VersionOptions.Latest, cancellation) is null
            ? Results.NotFound()
            : Results.Ok(new { ConsumingWorkflowDefinitionIds = (await consumers.RunAsync(definitionId, cancellation)).Select(row => row.DefinitionId) });

    private static IResult Answer(DefinitionRow? row, DefinitionView view) => row is null ? Results.NotFound() : DefinitionView.Answer(view.Full(row));

    /// <summary>As Studio sends it; numbers are text here so that a wrong one gets an answer in Elsa's shape.</summary>
    internal sealed record ListQuery(
        string? VersionOptions, string? Page, string? PageSize, string? SearchTerm, string? OrderBy, string? OrderDirection, string[]? DefinitionIds, string[]? Ids);
}
