using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Routing.Template;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using StrongCities.Engine.Activities;
using StrongCities.Runtime.Persistence;

namespace StrongCities.Host.WorkflowCalls;

/// <summary>A path that published workflows answer to.</summary>
/// <param name="Path">As in the trigger, with its placeholders.</param>
/// <param name="Values">What the placeholders stand for in a call.</param>
internal sealed record CallRoute(string Path, RouteValueDictionary Values);

/// <summary>The path templates of published workflows, kept in memory and read again when they may be old.</summary>
internal sealed class CallRoutes(IRuntimeDbFactory databases, TimeProvider time, IOptions<WorkflowCallOptions> options)
{
    private volatile Table table = new([], DateTimeOffset.MinValue);

    /// <summary>Finds the template that a path meets; a path without one stands for itself.</summary>
    /// <param name="path">Below the base path.</param>
    /// <param name="cancellation">The caller has gone.</param>
    public async Task<CallRoute> FindAsync(string path, CancellationToken cancellation)
    {
        var now = time.GetUtcNow();
        if (now - table.ReadAt > options.Value.RoutesFreshFor)
        {
            table = new Table(await ReadAsync(cancellation), now);
        }

        foreach (var (template, matcher) in table.Templates)
        {
            var values = new RouteValueDictionary();
            if (matcher.TryMatch(path, values))
            {
                return new CallRoute(template, values);
            }
        }

        return new CallRoute(path, []);
    }

    private async Task<List<(string, TemplateMatcher)>> ReadAsync(CancellationToken cancellation)
    {
        await using var db = databases.Create();
        var payloads = await db.Triggers.Where(row => row.Name == HttpCall.EndpointType && row.Payload!.Contains('{'))
            .Select(row => row.Payload!).Distinct().ToListAsync(cancellation);
        return [.. payloads.Select(payload => JsonNode.Parse(payload)?["path"]?.GetValue<string>()).OfType<string>()
            .Where(path => path.Contains('{', StringComparison.Ordinal)).Distinct(StringComparer.Ordinal)
            // The more exact first: fewer placeholders, then the longer text.
            .OrderBy(path => path.Count(letter => letter == '{')).ThenByDescending(path => path.Length)
            .Select(path => (path, new TemplateMatcher(TemplateParser.Parse(path.TrimStart('/')), [])))];
    }

    private sealed record Table(List<(string Path, TemplateMatcher Matcher)> Templates, DateTimeOffset ReadAt);
}
