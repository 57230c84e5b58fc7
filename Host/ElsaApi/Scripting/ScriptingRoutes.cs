using System.Text;
using StrongCities.Engine.Definitions;
using StrongCities.Engine.Expressions;
using StrongCities.Host.ElsaApi.Instances;
using StrongCities.Runtime.Definitions;

namespace StrongCities.Host.ElsaApi.Scripting;

/// <summary>Tells the designer's script editor what there is to name.</summary>
internal static class ScriptingRoutes
{
    private const string RunsScript = "Elsa.RunJavaScript";

    public static void MapScripting(this RouteGroupBuilder group) => group.MapPost("/scripting/javascript/type-definitions/{definitionId}", DeclareAsync);

    /// <summary>Of the newest version: the editor is open on it.</summary>
    private static Task<IResult> DeclareAsync(
        HttpRequest request, string definitionId, FindDefinitions find, DefinitionGraphs graphs, InstanceApiOptions options, CancellationToken cancellation) =>
        ElsaBody.WithAsync(request, options.MaxBody, required: false, async body =>
        {
            var setsOutcomes = body.Text("activityTypeName") == RunsScript;
            if (body.Refusal is { } refusal)
            {
                return refusal;
            }

            if (await find.OneAsync(definitionId, VersionOptions.Latest, cancellation) is not { } row
                || DefinitionReader.Read(row.Json, row.Id).Definition is not { } definition)
            {
                return ElsaProblem.BadRequest($"Workflow definition {definitionId} not found");
            }

            var graph = (await graphs.CompileAsync(definition, cancellation)).Graph;
            return Results.File(
                Encoding.UTF8.GetBytes(JavaScriptDeclarations.Of(definition, graph, setsOutcomes)), "application/x-typescript", $"elsa.{definitionId}.d.ts");
        });
}
