using System.Net;
using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;
using StrongCities.Host.Tests.Pages;
using StrongCities.Host.Tests.Runtime;
using StrongCities.Runtime;
using Xunit;

namespace StrongCities.Host.Tests.ElsaApi;

/// <summary>Running workflows over the API, and looking at what they did.</summary>
[Collection(PageTests.Name)]
public sealed class ExecutionTests(PageHost host) : IAsyncLifetime
{
    private readonly string id = $"x{Guid.NewGuid():N}";
    private ElsaClient elsa = null!;

    public async ValueTask InitializeAsync() => elsa = await ElsaClient.OfAsync(host);

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    [Fact]
    public async Task A_workflow_runs_until_it_waits_and_tells_its_state_journal_and_activities()
    {
        await elsa.SaveAsync(Flow.Sequence(id, Line("a", "hello"), Flow.Event("e", id)), publish: true);

        var state = await ExecuteAsync(new JsonObject { ["correlationId"] = "case-1", ["name"] = "Water", ["input"] = new JsonObject { ["City"] = "Kumanovo" } });
        var instance = Text(state, "id");

        Assert.Equal(("Running", "Suspended", "case-1", "Water"), (Text(state, "status"), Text(state, "subStatus"), Text(state, "correlationId"), Text(state, "name")));
        Assert.Equal("e", Text(Assert.Single(state["bookmarks"]!.AsArray())!, "activityId"));
        Assert.Equal("Suspended", Text(await elsa.GetAsync($"workflow-instances/{instance}/execution-state"), "subStatus"));
        Assert.Equal(instance, Text((await elsa.GetAsync($"workflow-instances/{instance}"))["workflowState"]!, "id"));

        var journal = await elsa.GetAsync($"workflow-instances/{instance}/journal?skip=0&take=110");
        Assert.Equal(
            ["Workflow1:Started", "root:Started", "a:Started", "a:Completed", "e:Started", "e:Suspended"],
            journal["items"]!.AsArray().Select(row => $"{row!["activityId"]}:{row["eventName"]}"));
        var filtered = await elsa.SendAsync("POST", $"workflow-instances/{instance}/journal?skip=0&take=10", JsonNode.Parse(
            """{"filter":{"activityNodeIds":["Workflow1:root:a","Workflow1:root:e"],"excludedActivityTypes":["Elsa.Sequence"],"eventNames":["Started"]}}""")!);
        Assert.Equal(2, (int)filtered.Json["totalCount"]!);
        Assert.Equal("Suspended", Text(await elsa.GetAsync($"workflow-instances/{instance}/journal/e"), "eventName"));

        var list = await elsa.GetAsync($"activity-executions/list?WorkflowInstanceId={instance}&ActivityNodeId=Workflow1%3Aroot%3Aa");
        var record = Assert.Single(list["items"]!.AsArray())!;
        Assert.Equal(("Completed", "hello"), (Text(record, "status"), (string?)record["activityState"]!["Text"]));
        Assert.Equal(Text(record, "id"), Text(await elsa.GetAsync($"activity-executions/by-id?id={record["id"]}"), "id"));
        var stack = await elsa.GetAsync($"activity-executions/{record["id"]}/call-stack");
        Assert.Equal(["Workflow1", "root", "a"], stack["items"]!.AsArray().Select(item => Text(item!, "activityId")));
        Assert.Equal(1, (int)(await elsa.GetAsync($"activity-executions/count?workflowInstanceId={instance}&completed=true"))["count"]!);
        var report = await elsa.SendAsync("POST", "activity-executions/report", new JsonObject
        {
            ["workflowInstanceId"] = instance,
            ["activityNodeIds"] = new JsonArray("Workflow1:root:a", "Workflow1:root:e", "Workflow1:root:never"),
        });
        Assert.Equal([("a", false), ("e", true)], report.Json["stats"]!.AsArray().Select(stats => (Text(stats!, "activityId"), (bool)stats!["isBlocked"]!)));
    }

    [Fact]
    public async Task A_fault_is_status_500_with_the_state_and_names_the_instance()
    {
        await elsa.SaveAsync(Flow.Sequence(id, Input("f", "Elsa.Fault", "message", "no money")), publish: true);

        var answer = await elsa.SendAsync("POST", $"workflow-definitions/{id}/execute");

        Assert.Equal(HttpStatusCode.InternalServerError, answer.Status);
        Assert.Equal("no money", Text(answer.Json["workflowState"]!["incidents"]![0]!, "message"));
    }

    [Theory]
    [InlineData("""{"versionOptions":{"isLatest":true}}""", HttpStatusCode.BadRequest)]
    [InlineData("""{"versionOptions":"Zzz"}""", HttpStatusCode.BadRequest)]
    [InlineData("""[]""", HttpStatusCode.BadRequest)]
    [InlineData("""{"input":"{bad"}""", HttpStatusCode.BadRequest)]
    [InlineData("""{}""", HttpStatusCode.NotFound)]
    [InlineData("""{"versionOptions":"Latest"}""", HttpStatusCode.OK)]
    public async Task Only_what_is_published_runs_unless_asked_and_bad_requests_are_refused(string body, HttpStatusCode expected)
    {
        await elsa.SaveAsync(Flow.Sequence(id, Line("a", "hello")));

        Assert.Equal(expected, (await elsa.SendAsync("POST", $"workflow-definitions/{id}/execute", JsonNode.Parse(body)!)).Status);
    }

    [Fact]
    public async Task Variables_can_be_given_at_the_start_and_changed_while_it_waits_but_only_to_what_fits()
    {
        var definition = Flow.Sequence(id, Flow.Event("e", id));
        definition["variables"] = JsonNode.Parse("""[{"id":"v1","name":"Amount","typeName":"Int32","value":"1","storageDriverTypeName":"WorkflowInstanceStorageDriver"}]""");
        await elsa.SaveAsync(definition, publish: true);
        var instance = Text(await ExecuteAsync(new JsonObject { ["variables"] = new JsonObject { ["Amount"] = 99 } }), "id");
        var path = $"workflow-instances/{instance}/variables";

        Assert.Equal(99, (int)(await elsa.GetAsync(path))["items"]![0]!["value"]!);
        var set = await elsa.SendAsync("POST", path, JsonNode.Parse("""{"variables":[{"id":"v1","value":123}]}""")!);
        Assert.Equal(123, (int)set.Json["items"]![0]!["value"]!);
        Assert.Contains("Int32", (await elsa.SendAsync("POST", path, JsonNode.Parse("""{"variables":[{"id":"v1","value":"many"}]}""")!)).Errors, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.BadRequest, (await elsa.SendAsync("POST", path, JsonNode.Parse("""{"variables":[{"id":"nope","value":1}]}""")!)).Status);
        Assert.Equal(123, (int)(await elsa.GetAsync(path))["items"]![0]!["value"]!);
    }

    [Fact]
    public async Task Dispatched_workflows_start_once_in_the_background()
    {
        await elsa.SaveAsync(Flow.Sequence(id, Flow.Event("e", id)), publish: true);
        var wanted = $"i{Guid.NewGuid():N}";

        foreach (var _ in Enumerable.Range(0, 2))
        {
            var one = await elsa.SendAsync("POST", $"workflow-definitions/{id}/dispatch", new JsonObject { ["instanceId"] = wanted, ["correlationId"] = "c" });
            Assert.Equal(wanted, Text(one.Json, "workflowInstanceId"));
        }

        var many = await elsa.SendAsync("POST", $"workflow-definitions/{id}/bulk-dispatch", new JsonObject { ["count"] = 3 });
        Assert.Equal(3, many.Json["workflowInstanceIds"]!.AsArray().Count);
        await IdleAsync();
        Assert.Equal(4, (int)(await ListAsync(new JsonObject { ["definitionId"] = id }))["totalCount"]!);
        Assert.Equal(HttpStatusCode.NotFound, (await elsa.SendAsync("POST", "workflow-definitions/nope/dispatch", new JsonObject())).Status);
        Assert.Equal(HttpStatusCode.UnsupportedMediaType, (await elsa.SendAsync("POST", $"workflow-definitions/{id}/dispatch")).Status);
    }

    [Theory]
    [InlineData("Synchronous")]
    [InlineData("Asynchronous")]
    public async Task An_event_resumes_whom_it_names(string mode)
    {
        await elsa.SaveAsync(Flow.Sequence(id, Flow.Event("e", id)), publish: true);
        var first = Text(await ExecuteAsync(new JsonObject { ["correlationId"] = $"{id}-1" }), "id");
        var second = Text(await ExecuteAsync(new JsonObject { ["correlationId"] = $"{id}-2" }), "id");

        var answer = await elsa.SendAsync("POST", $"events/{id}/trigger", new JsonObject { ["correlationId"] = $"{id}-2", ["workflowExecutionMode"] = mode });
        Assert.Equal(HttpStatusCode.OK, answer.Status);
        await IdleAsync();

        Assert.Equal(["Suspended", "Finished"], new[] { await SubStatusAsync(first), await SubStatusAsync(second) });
    }

    [Fact]
    public async Task A_task_is_completed_with_a_result()
    {
        await elsa.SaveAsync(Flow.Sequence(id, Input("t", "Elsa.RunTask", "taskName", "Check")), publish: true);
        var state = await ExecuteAsync([]);
        var task = Text(state["bookmarks"]![0]!["payload"]!, "taskId");

        Assert.Equal(HttpStatusCode.OK, (await elsa.SendAsync("POST", $"tasks/{task}/complete", new JsonObject { ["result"] = true })).Status);
        Assert.Equal(HttpStatusCode.OK, (await elsa.SendAsync("POST", "tasks/nope/complete", new JsonObject())).Status);

        Assert.Equal("Finished", await SubStatusAsync(Text(state, "id")));
    }

    [Fact]
    public async Task One_activity_can_be_tried_by_itself()
    {
        await elsa.SaveAsync(Flow.Sequence(id, Line("a", "before"), Input("f", "Elsa.Fault", "message", "no money")));
        var handle = new JsonObject { ["definitionId"] = id, ["versionOptions"] = "Latest" };

        var fine = await TryAsync("a");
        var fault = await TryAsync("f");

        Assert.Equal(("Completed", "before"), (Text(fine.Json, "status"), Text(fine.Json["activityState"]!, "Text")));
        Assert.Equal(("Faulted", "no money"), (Text(fault.Json, "status"), Text(fault.Json["exception"]!, "message")));
        Assert.Equal(HttpStatusCode.BadRequest, (await TryAsync("zz")).Status);
        Assert.Equal(0, (int)(await ListAsync(new JsonObject { ["definitionId"] = id }))["totalCount"]!);

        Task<Answer> TryAsync(string activityId) => elsa.SendAsync("POST", "tests/activities", new JsonObject
        {
            ["workflowDefinitionHandle"] = handle.DeepClone(),
            ["activityHandle"] = new JsonObject { ["activityId"] = activityId },
        });
    }

    private async Task<JsonObject> ExecuteAsync(JsonObject body)
    {
        var answer = await elsa.SendAsync("POST", $"workflow-definitions/{id}/execute", body);
        Assert.True(answer.Status == HttpStatusCode.OK, answer.Text);
        return answer.Json["workflowState"]!.AsObject();
    }

    private async Task<JsonObject> ListAsync(JsonObject filter) => (await elsa.SendAsync("POST", "workflow-instances", filter)).Json.AsObject();

    private async Task<string> SubStatusAsync(string instance) => Text(await elsa.GetAsync($"workflow-instances/{instance}/execution-state"), "subStatus");

    private Task IdleAsync() => host.SettleAsync();

    private static JsonObject Line(string activityId, string text) => Input(activityId, "Elsa.WriteLine", "text", text);

    private static JsonObject Input(string activityId, string type, string input, string value)
    {
        var step = Flow.Step(activityId, type);
        step[input] = new JsonObject { ["typeName"] = "String", ["expression"] = new JsonObject { ["type"] = "Literal", ["value"] = value } };
        return step;
    }

    private static string Text(JsonNode json, string member) => json[member]!.ToString();
}
