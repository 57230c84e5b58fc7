using System.Text.Json.Nodes;
using StrongCities.Engine.Activities;
using StrongCities.Engine.Definitions;
using StrongCities.Runtime.Definitions;

namespace StrongCities.Host.ElsaApi.Definitions;

/// <summary>Where an activity lies, for the designer's bread crumbs and for opening what lies inside another.</summary>
internal static class DefinitionTrees
{
    public static void MapDefinitionTrees(this RouteGroupBuilder group)
    {
        group.MapGet("/workflow-definitions/subgraph/{id}", SubgraphAsync);
        group.MapGet("/workflow-definitions/subgraph/segments/{id}", SegmentsAsync);
    }

    private static Task<IResult> SubgraphAsync(
        string id, string? parentNodeId, FindDefinitions find, DefinitionView view, ActivityCatalog catalog, CancellationToken cancellation) =>
        WithTreeAsync(
            id, find, view, catalog,
            (top, places) => DefinitionView.Answer(places.FirstOrDefault(place => place.NodeId == parentNodeId) is { } place ? Node(place) : top),
            cancellation);

    private static Task<IResult> SegmentsAsync(
        string id, string? childNodeId, FindDefinitions find, DefinitionView view, ActivityCatalog catalog, CancellationToken cancellation) =>
        WithTreeAsync(id, find, view, catalog, (top, places) =>
        {
            if (places.FirstOrDefault(place => place.NodeId == childNodeId) is not { } child)
            {
                return ElsaProblem.BadRequest("Unknown node ID");
            }

            // Containers are drawn as one canvas with what is in them; everything else is entered through one of its ports.
            var segments = new JsonArray();
            ActivityPlace? container = null;
            for (var below = child; below.Parent is { } above; below = above)
            {
                if (catalog.Find(above.Type)?.Descriptor.IsContainer is not true)
                {
                    container ??= above;
                    segments.Insert(0, new JsonObject
                    {
                        ["activityNodeId"] = above.NodeId,
                        ["activityId"] = above.Id,
                        ["activityType"] = above.Type,
                        ["portName"] = below.Port,
                        ["activityName"] = above.Json["name"]?.DeepClone(),
                    });
                }
            }

            return DefinitionView.Answer(new JsonObject
            {
                ["childNode"] = Node(child),
                ["container"] = container is null ? top : Node(container),
                ["pathSegments"] = segments,
            });
        }, cancellation);

    private static async Task<IResult> WithTreeAsync(
        string id,
        FindDefinitions find,
        DefinitionView view,
        ActivityCatalog catalog,
        Func<JsonObject, IReadOnlyList<ActivityPlace>, IResult> answer,
        CancellationToken cancellation)
    {
        if (await find.ByIdAsync(id, cancellation) is not { } row)
        {
            return Results.NotFound();
        }

        var workflow = view.Workflow(row);
        var places = ActivityTree.Of(workflow["root"]!.AsObject(), catalog).Places;
        return answer(Node(ActivityTree.WorkflowId, "Root", workflow), places);
    }

    private static JsonObject Node(ActivityPlace place) => Node(place.NodeId, place.Port, place.Json.DeepClone());

    private static JsonObject Node(string nodeId, string port, JsonNode activity) => new() { ["nodeId"] = nodeId, ["port"] = port, ["activity"] = activity };
}
