using System.Text.Json.Nodes;

namespace StrongCities.Host.ElsaApi.Definitions;

/// <summary>What Studio may do: without <c>publish</c> a definition is read-only to it, without <c>bulk-publish</c> the list is.</summary>
internal static class DefinitionLinks
{
    private const string Definitions = "/workflow-definitions";

    public static JsonArray OfList() =>
    [
        Link(Definitions, "self", "GET"),
        Link($"{Definitions}/validation/is-name-unique", "is-name-unique", "GET"),
        Link($"{Definitions}/query/count", "count", "GET"),
        Link($"{Definitions}/many-by-id", "many-by-id", "GET"),
        Link("/bulk-actions/delete/workflow-definitions/by-definition-id", "bulk-delete-by-definition-id", "POST"),
        Link("/bulk-actions/delete/workflow-definitions/by-id", "bulk-delete-by-id", "POST"),
        Link("/bulk-actions/publish/workflow-definitions/by-definition-ids", "bulk-publish", "POST"),
        Link("/bulk-actions/retract/workflow-definitions/by-definition-ids", "bulk-retract", "POST"),
        Link($"{Definitions}/import", "import", "POST"),
        Link($"{Definitions}/import-files", "import-files", "POST"),
        Link(Definitions, "create", "POST"),
    ];

    public static JsonArray Of(string definitionId, bool isReadonly)
    {
        var own = $"{Definitions}/{Uri.EscapeDataString(definitionId)}";
        JsonArray links =
        [
            Link(own, "self", "GET"),
            Link($"{Definitions}/by-definition-id/{Uri.EscapeDataString(definitionId)}", "self", "GET"),
            Link($"{own}/versions", "versions", "GET"),
            Link($"{own}/bulk-dispatch", "bulk-dispatch", "POST"),
            Link($"{own}/dispatch", "dispatch", "POST"),
            Link($"{own}/execute", "execute", "POST"),
            Link($"{own}/export", "export", "POST"),
        ];
        if (!isReadonly)
        {
            links.Add(Link($"{own}/publish", "publish", "POST"));
            links.Add(Link($"{own}/retract", "retract", "POST"));
            links.Add(Link(own, "delete", "DELETE"));
            links.Add(Link($"{own}/import", "import", "PUT"));
            links.Add(Link($"{own}/update-references", "update-references", "POST"));
        }

        return links;
    }

    private static JsonObject Link(string href, string rel, string method) => new() { ["href"] = href, ["rel"] = rel, ["method"] = method };
}
