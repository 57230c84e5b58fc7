using System.Text.Json;
using System.Text.Json.Nodes;
using StrongCities.Host.Tests.Pages;
using Xunit;

namespace StrongCities.Host.Tests.ElsaApi;

/// <summary>
/// Holds the API's answers to the fields and types in <c>shapes.json</c>: what programs and Studio read there stays. An answer may have more.
/// The shapes were written by this test, with <c>SHAPES</c> naming the file to write, after the answers had been compared with recorded ones
/// by <see cref="RestReplayTests"/> and <see cref="StudioReplayTests"/>. Taking a field out of the file is a change of contract.
/// </summary>
[Collection(PageTests.Name)]
public sealed class ShapeTests(PageHost host)
{
    private const string Definition = """
        {"definitionId":"shape","name":"Shape","description":"d","inputs":[{"name":"City","type":"String"}],"outputs":[{"name":"Out","type":"String"}],
         "variables":[{"id":"v1","name":"Amount","typeName":"Int32","value":"1","storageDriverTypeName":"WorkflowInstanceStorageDriver"}],
         "root":{"id":"F","name":"Flowchart1","type":"Elsa.Flowchart","version":1,
           "activities":[{"id":"L","name":"L","type":"Elsa.WriteLine","version":1,"text":{"typeName":"String","expression":{"type":"Literal","value":"x"}}},
             {"id":"E","name":"E","type":"Elsa.Event","version":1,"eventName":{"typeName":"String","expression":{"type":"Literal","value":"Shape"}}}],
           "connections":[{"source":{"activity":"L","port":"Done"},"target":{"activity":"E","port":"In"}}]}}
        """;

    /// <summary>One after the other: <c>{i}</c> is the instance, <c>{a}</c> an execution, <c>{v}</c> the version.</summary>
    private static readonly (string Method, string Path, string? Body)[] Calls =
    [
        ("POST", "workflow-definitions", $$"""{"model":{{Definition}},"publish":true}"""),
        ("GET", "workflow-definitions?versionOptions=Latest&searchTerm=Shape", null),
        ("GET", "workflow-definitions/by-definition-id/shape?versionOptions=Latest", null),
        ("GET", "workflow-definitions/by-id/{v}", null),
        ("GET", "workflow-definitions/many-by-id?ids={v}", null),
        ("GET", "workflow-definitions/shape/versions", null),
        ("GET", "workflow-definitions/subgraph/{v}", null),
        ("GET", "workflow-definitions/subgraph/segments/{v}?childNodeId=Workflow1%3AF%3AL", null),
        ("GET", "workflow-definitions/query/count", null),
        ("GET", "workflow-definitions/shape/consumers", null),
        ("GET", "workflow-definitions/validation/is-name-unique?name=Shape", null),
        ("GET", "workflow-definitions/shape/export", null),
        ("POST", "workflow-definitions/shape/publish", "{}"),
        ("POST", "workflow-definitions/shape/update-references", "{}"),
        ("POST", "bulk-actions/publish/workflow-definitions/by-definition-ids", """{"definitionIds":["shape"]}"""),
        ("POST", "workflow-definitions/shape/execute", """{"correlationId":"c","input":{"City":"Niš"}}"""),
        ("POST", "workflow-definitions/shape/dispatch", "{}"),
        ("POST", "workflow-definitions/shape/bulk-dispatch", """{"count":1}"""),
        ("POST", "workflow-instances", """{"definitionId":"shape"}"""),
        ("GET", "workflow-instances/{i}", null),
        ("GET", "workflow-instances/{i}/execution-state", null),
        ("GET", "workflow-instances/{i}/variables", null),
        ("POST", "workflow-instances/{i}/journal?skip=0&take=10", """{"filter":{}}"""),
        ("GET", "workflow-instances/{i}/journal/E", null),
        ("GET", "workflow-instances/{i}/export", null),
        ("GET", "activity-executions/list?workflowInstanceId={i}", null),
        ("GET", "activity-execution-summaries/list?workflowInstanceId={i}", null),
        ("GET", "activity-executions/count?workflowInstanceId={i}", null),
        ("GET", "activity-executions/by-id?id={a}", null),
        ("GET", "activity-executions/{a}/call-stack", null),
        ("POST", "activity-executions/report", """{"workflowInstanceId":"{i}"}"""),
        ("POST", "alterations/dry-run", """{"workflowInstanceIds":["{i}"]}"""),
        ("POST", "alterations/run", """{"alterations":[{"type":"ModifyVariable","variableId":"v1","value":2}],"workflowInstanceIds":["{i}"]}"""),
        ("POST", "alterations/submit", """{"alterations":[{"type":"ModifyVariable","variableId":"v1","value":2}],"filter":{"workflowInstanceIds":["{i}"]}}"""),
        ("POST", "bulk-actions/cancel/workflow-instances", """{"ids":["{i}"]}"""),
        ("GET", "descriptors/activities", null),
        ("GET", "descriptors/activities/Elsa.WriteLine", null),
        ("GET", "descriptors/expression-descriptors", null),
        ("GET", "descriptors/variables", null),
        ("GET", "descriptors/storage-drivers", null),
        ("GET", "descriptors/incident-strategies", null),
        ("GET", "descriptors/workflow-activation-strategies", null),
        ("GET", "descriptors/log-persistence-strategies", null),
        ("GET", "descriptors/commit-strategies/workflows", null),
        ("GET", "descriptors/output-converters?sourceType=String&destinationType=Int32", null),
        ("GET", "resilience/strategies", null),
        ("GET", "resilience/retries/nope", null),
        ("GET", "features/installed", null),
        ("GET", "package/version", null),
        ("GET", "admin/workflow-runtime/status", null),
        ("GET", "bookmark-queue/dead-letters", null),
        ("POST", "workflow-definitions", "{}"),
    ];

    [Fact]
    public async Task Answers_keep_their_fields()
    {
        var elsa = await ElsaClient.OfAsync(host);
        var kept = JsonNode.Parse(await File.ReadAllTextAsync(Path.Combine(AppContext.BaseDirectory, "ElsaApi", "shapes.json")))!.AsObject();
        var now = new JsonObject();
        var names = new Dictionary<string, string>(StringComparer.Ordinal);
        var lost = new List<string>();
        foreach (var (method, path, body) in Calls)
        {
            var answer = await elsa.SendAsync(method, Filled(path), body is null ? null : JsonNode.Parse(Filled(body)));
            await host.SettleAsync();
            Learn(names, answer.Json);
            var shape = Shape.Of(answer.Json);
            var name = $"{method} {path}: {(int)answer.Status}";
            now[name] = shape.ToJson();
            if (kept[name] is JsonObject before)
            {
                lost.AddRange(Shape.Kept(before).MissingIn(shape).Select(difference => $"{name}: {difference}"));
            }
            else
            {
                lost.Add($"{name} is not in shapes.json.");
            }
        }

        if (Environment.GetEnvironmentVariable("SHAPES") is { Length: > 0 } file)
        {
            await File.WriteAllTextAsync(file, now.ToJsonString(new JsonSerializerOptions { WriteIndented = true, IndentSize = 1 }) + "\n");
        }

        Assert.True(lost.Count == 0, string.Join("\n", lost));

        string Filled(string text) => names.Aggregate(text, (filled, name) => filled.Replace(name.Key, name.Value, StringComparison.Ordinal));
    }

    private static void Learn(Dictionary<string, string> names, JsonNode answer)
    {
        if (answer is not JsonObject json)
        {
            return;
        }

        if (json["workflowDefinition"]?["id"] is { } version)
        {
            names.TryAdd("{v}", version.ToString());
        }

        if (json["workflowState"]?["id"] is { } instance)
        {
            names.TryAdd("{i}", instance.ToString());
        }

        if (json["items"] is JsonArray { Count: > 0 } items && items[0]?["activityNodeId"] is not null)
        {
            names.TryAdd("{a}", items[0]!["id"]!.ToString());
        }
    }
}
