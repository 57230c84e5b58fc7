using System.Text.Json.Nodes;
using StrongCities.Host.Identity;
using StrongCities.Host.Words;

namespace StrongCities.Host.ElsaApi.Definitions;

/// <summary>
/// What Studio may do: without <c>publish</c> a definition is read-only to it, without <c>bulk-publish</c> the list is. So who may only look gets
/// the links that only look, and everybody else gets <c>publish</c>, also when a second person must.
/// </summary>
/// <param name="http">The request, which says whose it is.</param>
internal sealed class DefinitionLinks(IHttpContextAccessor http)
{
    private const string Definitions = "/workflow-definitions";

    private static readonly string[] Changers = [.. PageWords.EachRole.Where(role => SignedIn.Designers.HasFlag(role)).Select(role => role.ToString())];

    private bool MayChange => http.HttpContext is { User: var user } && Changers.Any(user.IsInRole);

    public JsonArray OfList() => new([.. Looks(), .. MayChange ? Changes() : []]);

    private static IEnumerable<JsonObject> Looks() =>
    [
        Link(Definitions, "self", "GET"),
        Link($"{Definitions}/validation/is-name-unique", "is-name-unique", "GET"),
        Link($"{Definitions}/query/count", "count", "GET"),
        Link($"{Definitions}/many-by-id", "many-by-id", "GET"),
    ];

    private static IEnumerable<JsonObject> Changes() =>
    [
        Link("/bulk-actions/delete/workflow-definitions/by-definition-id", "bulk-delete-by-definition-id", "POST"),
        Link("/bulk-actions/delete/workflow-definitions/by-id", "bulk-delete-by-id", "POST"),
        Link("/bulk-actions/publish/workflow-definitions/by-definition-ids", "bulk-publish", "POST"),
        Link("/bulk-actions/retract/workflow-definitions/by-definition-ids", "bulk-retract", "POST"),
        Link($"{Definitions}/import", "import", "POST"),
        Link($"{Definitions}/import-files", "import-files", "POST"),
        Link(Definitions, "create", "POST"),
    ];

    public JsonArray Of(string definitionId, bool isReadonly)
    {
        var own = $"{Definitions}/{Uri.EscapeDataString(definitionId)}";
        JsonArray links =
        [
            Link(own, "self", "GET"),
            Link($"{Definitions}/by-definition-id/{Uri.EscapeDataString(definitionId)}", "self", "GET"),
            Link($"{own}/versions", "versions", "GET"),
        ];
        if (MayChange)
        {
            links.Add(Link($"{own}/bulk-dispatch", "bulk-dispatch", "POST"));
            links.Add(Link($"{own}/dispatch", "dispatch", "POST"));
            links.Add(Link($"{own}/execute", "execute", "POST"));
        }

        links.Add(Link($"{own}/export", "export", "POST"));
        if (MayChange && !isReadonly)
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
