using System.Text.Json.Nodes;
using StrongCities.Engine.Alterations;
using StrongCities.Engine.Execution;
using StrongCities.Host.ElsaApi.Definitions;
using StrongCities.Runtime.Alterations;
using StrongCities.Runtime.Definitions;
using StrongCities.Runtime.Instances;

namespace StrongCities.Host.ElsaApi.Instances;

/// <summary>One instance and its variables.</summary>
internal static class InstanceQueries
{
    public static void MapInstanceQueries(this RouteGroupBuilder group)
    {
        group.MapGet("/workflow-instances/{id}", GetAsync);
        group.MapGet("/workflow-instances/{id}/execution-state", ExecutionStateAsync);
        group.MapGet("/workflow-instances/{id}/variables", VariablesAsync);
        group.MapPost("/workflow-instances/{id}/variables", SetVariablesAsync);
    }

    private static async Task<IResult> GetAsync(string id, FindInstances find, InstanceStateView view, CancellationToken cancellation) =>
        await find.OneAsync(id, cancellation) is { } row ? DefinitionView.Answer(await view.FullAsync(row, cancellation)) : Results.NotFound();

    private static async Task<IResult> ExecutionStateAsync(string id, FindInstances find, CancellationToken cancellation) =>
        await find.OneAsync(id, cancellation) is { } row ? Results.Ok(new { row.Status, row.SubStatus, row.UpdatedAt }) : Results.NotFound();

    private static async Task<IResult> VariablesAsync(string id, FindInstances find, DefinitionGraphs graphs, CancellationToken cancellation)
    {
        var row = await find.OneAsync(id, cancellation);
        IReadOnlyList<VariableValue> variables = row is { Status: WorkflowStatus.Running }
            ? InstanceView.Of(InstanceState.FromUtf8(row.State), await graphs.GetAsync(row.DefinitionVersionId, cancellation)).Variables : [];
        return DefinitionView.Answer(new JsonObject
        {
            ["items"] = new JsonArray([.. variables.Select(Variable)]),
            ["count"] = variables.Count,
        });
    }

    private static Task<IResult> SetVariablesAsync(
        HttpRequest request, string id, RunAlterations alterations, FindInstances find, DefinitionGraphs graphs, InstanceApiOptions options, CancellationToken cancellation) =>
        ElsaBody.WithAsync(request, options.MaxBody, required: true, async body =>
        {
            var changes = body.Objects("variables").Select(item => new ModifyVariable(item["id"]?.ToString() ?? "", item["value"]?.DeepClone())).ToList();
            if (changes.Exists(change => change.VariableId.Length == 0))
            {
                body.Refuse("variables", "Every variable needs its id, as the list of variables shows it.");
            }

            return body.Refusal
                ?? (changes.Count == 0 ? await VariablesAsync(id, find, graphs, cancellation)
                : await alterations.RunAsync(id, changes, with: null, cancellation) switch
                {
                    null => Results.NotFound(),
                    { IsSuccessful: true } => await VariablesAsync(id, find, graphs, cancellation),
                    var failed => ElsaProblem.BadRequest([.. failed.Log.Where(entry => !entry.IsSuccessful).Select(entry => $"{entry.Message}. Nothing was changed.")]),
                });
        });

    private static JsonObject Variable(VariableValue variable)
    {
        var json = new JsonObject { ["id"] = variable.Id, ["name"] = variable.Name };
        InstanceStateView.Optional(json, ("value", variable.Value?.DeepClone()));
        return json;
    }
}
