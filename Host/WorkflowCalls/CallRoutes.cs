using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Routing.Template;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using StrongCities.Engine.Activities;
using StrongCities.Runtime.Persistence;
using StrongCities.Runtime.Triggers;

namespace StrongCities.Host.WorkflowCalls;

/// <summary>A path that workflows may answer to.</summary>
/// <param name="Path">As in the trigger or the bookmark, with its placeholders.</param>
/// <param name="Values">What the placeholders stand for in a call.</param>
internal sealed record CallRoute(string Path, RouteValueDictionary Values);

/// <summary>The path templates of published workflows and of endpoints in mid-flow, kept in memory and read again when one was stored since.</summary>
internal sealed class CallRoutes(IRuntimeDbFactory databases, TriggerChanges changes, TimeProvider time, IOptions<WorkflowCallOptions> options)
{
    private volatile Table? table;

    /// <summary>
    /// Finds what a path may mean: itself, and the templates that it meets, the more exact first. Nothing may wait there any more.
    /// </summary>
    /// <param name="path">Below the base path.</param>
    /// <param name="cancellation">The caller has gone.</param>
    public async Task<IReadOnlyList<CallRoute>> FindAsync(string path, CancellationToken cancellation)
    {
        var found = new List<CallRoute> { new(path, []) };
        foreach (var (template, matcher) in (await TableAsync(cancellation)).Templates)
        {
            var values = new RouteValueDictionary();
            if (matcher.TryMatch(path, values))
            {
                found.Add(new CallRoute(template, values));
            }
        }

        return found;
    }

    private async Task<Table> TableAsync(CancellationToken cancellation)
    {
        // Before reading: what is stored meanwhile makes it old at once.
        var (count, now) = (changes.Count, time.GetUtcNow());
        if (table is { } known && known.Count == count && now - known.ReadAt <= options.Value.RoutesFreshFor)
        {
            return known;
        }

        await using var db = databases.Create();
        var payloads = await db.Triggers.Where(row => row.Name == HttpCall.EndpointType).Select(row => row.Payload!).Distinct().ToListAsync(cancellation);
        var waiting = await db.Bookmarks.Where(row => row.Route != null).Select(row => row.Route!).Distinct().ToListAsync(cancellation);
        List<(string, TemplateMatcher)> templates =
        [
            .. payloads.Select(payload => JsonNode.Parse(payload)?["path"]?.GetValue<string>()).OfType<string>().Concat(waiting)
                .Where(path => path.Contains('{', StringComparison.Ordinal)).Distinct(StringComparer.Ordinal)
                // The more exact first: fewer placeholders, then the longer text.
                .OrderBy(path => path.Count(letter => letter == '{')).ThenByDescending(path => path.Length)
                .SelectMany(Matcher),
        ];
        return table = new Table(templates, count, now);
    }

    /// <summary>None for what is no template: such a workflow must not keep others from answering.</summary>
    private static IEnumerable<(string Path, TemplateMatcher Matcher)> Matcher(string path)
    {
        try
        {
            return [(path, new TemplateMatcher(TemplateParser.Parse(path.TrimStart('/')), []))];
        }
        catch (ArgumentException)
        {
            return [];
        }
    }

    private sealed record Table(List<(string Path, TemplateMatcher Matcher)> Templates, long Count, DateTimeOffset ReadAt);
}
