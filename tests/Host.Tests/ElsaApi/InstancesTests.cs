using System.Net;
using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;
using StrongCities.Host.Tests.Pages;
using StrongCities.Host.Tests.Runtime;
using StrongCities.Runtime;
using Xunit;

namespace StrongCities.Host.Tests.ElsaApi;

/// <summary>Finding instances, ending them and changing them from outside.</summary>
[Collection(PageTests.Name)]
public sealed class InstancesTests(PageHost host) : IAsyncLifetime
{
    private readonly string id = $"n{Guid.NewGuid():N}";
    private ElsaClient elsa = null!;

    public async ValueTask InitializeAsync()
    {
        elsa = await ElsaClient.OfAsync(host);
        await elsa.SaveAsync(Definition(), publish: true);
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    [Theory]
    [InlineData("""{}""", 3)]
    [InlineData("""{"status":"Running"}""", 2)]
    [InlineData("""{"statuses":["Finished"]}""", 1)]
    [InlineData("""{"subStatuses":["Cancelled","Faulted"]}""", 1)]
    [InlineData("""{"correlationId":"two"}""", 1)]
    [InlineData("""{"name":"First"}""", 1)]
    [InlineData("""{"searchTerm":"fIR"}""", 1)]
    [InlineData("""{"searchTerm":"%"}""", 0)]
    [InlineData("""{"version":1}""", 3)]
    [InlineData("""{"version":2}""", 0)]
    [InlineData("""{"hasIncidents":true}""", 0)]
    [InlineData("""{"hasIncidents":false,"isSystem":false}""", 3)]
    [InlineData("""{"timestampFilters":[{"column":"CreatedAt","operator":"GreaterThanOrEqual","timestamp":"2020-01-01T00:00:00Z"}]}""", 3)]
    [InlineData("""{"timestampFilters":[{"column":"FinishedAt","operator":"LessThan","timestamp":"2020-01-01T00:00:00Z"}]}""", 0)]
    [InlineData("""{"page":1,"pageSize":2,"orderBy":"Name","orderDirection":"Ascending"}""", 3)]
    public async Task Instances_are_found_by_what_is_asked(string filter, int expected)
    {
        await StartAsync("one", "First");
        await StartAsync("two", "Second");
        var third = await StartAsync("three", "Third");
        await elsa.SendAsync("POST", $"cancel/workflow-instances/{third}", new JsonObject());
        var query = JsonNode.Parse(filter)!.AsObject();
        query["definitionIds"] = new JsonArray(id);

        var found = await elsa.SendAsync("POST", "workflow-instances", query);

        Assert.Equal(expected, (int)found.Json["totalCount"]!);
        Assert.Equal(query["page"] is null ? expected : 1, found.Json["items"]!.AsArray().Count);
    }

    [Theory]
    [InlineData("""{"status":"Zzz"}""", "status")]
    [InlineData("""{"orderBy":"Zzz"}""", "orderBy")]
    [InlineData("""{"page":"abc"}""", "page")]
    [InlineData("""{"timestampFilters":[{"column":"Bad","operator":"Is","timestamp":"2020-01-01T00:00:00Z"}]}""", "timestampFilters[0]")]
    [InlineData("""{"timestampFilters":[{"column":"CreatedAt","operator":"Zzz","timestamp":"2020-01-01T00:00:00Z"}]}""", "timestampFilters[0].operator")]
    public async Task A_wrong_filter_is_refused_by_its_member(string filter, string member)
    {
        var answer = await elsa.SendAsync("POST", "workflow-instances", JsonNode.Parse(filter)!);

        Assert.Equal(HttpStatusCode.BadRequest, answer.Status);
        Assert.NotNull(answer.Json["errors"]![member]);
    }

    [Fact]
    public async Task Nothing_is_deleted_without_a_filter()
    {
        var one = await StartAsync("one");
        var two = await StartAsync("two");

        Assert.Equal(HttpStatusCode.BadRequest, (await elsa.SendAsync("POST", "bulk-actions/delete/workflow-instances/by-id", new JsonObject())).Status);
        Assert.Equal(HttpStatusCode.NoContent, (await elsa.SendAsync("DELETE", $"workflow-instances/{one}")).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await elsa.SendAsync("DELETE", $"workflow-instances/{one}")).Status);
        var bulk = await elsa.SendAsync("POST", "bulk-actions/delete/workflow-instances/by-id", new JsonObject { ["ids"] = new JsonArray(two, "nope") });
        Assert.Equal(1, (int)bulk.Json["deleted"]!);
        Assert.Equal(0, (int)(await elsa.GetAsync($"workflow-instances/{two}/journal"))["totalCount"]!);
        Assert.Empty((await elsa.GetAsync($"activity-executions/list?workflowInstanceId={two}"))["items"]!.AsArray());
    }

    [Fact]
    public async Task Many_are_cancelled_at_once()
    {
        var one = await StartAsync("one");
        await StartAsync("two");

        var byId = await elsa.SendAsync("POST", "bulk-actions/cancel/workflow-instances", new JsonObject { ["ids"] = new JsonArray(one, "nope") });
        var byDefinition = await elsa.SendAsync("POST", "bulk-actions/cancel/workflow-instances", new JsonObject { ["definitionId"] = id, ["versionOptions"] = "Published" });
        var nothing = await elsa.SendAsync("POST", "bulk-actions/cancel/workflow-instances", new JsonObject());

        Assert.Equal([1, 1, 0], new[] { byId, byDefinition, nothing }.Select(answer => (int)answer.Json["cancelled"]!));
    }

    [Fact]
    public async Task Alterations_say_how_they_went()
    {
        var instance = await StartAsync("one");

        var fine = await AlterAsync(instance, """{"type":"ModifyVariable","variableId":"v1","value":7}""");
        var failed = await AlterAsync(instance, """{"type":"ModifyVariable","variableId":"zz","value":7}""");
        var unknown = await AlterAsync(instance, """{"type":"Zzz"}""");

        Assert.Equal((true, "ModifyVariable succeeded"), Outcome(fine));
        Assert.Equal((false, "Variable with ID zz not found"), Outcome(failed));
        Assert.Equal(HttpStatusCode.BadRequest, unknown.Status);
        Assert.NotNull(unknown.Json["errors"]!["alterations[0]"]);
        Assert.Equal(7, (int)(await elsa.GetAsync($"workflow-instances/{instance}/variables"))["items"]![0]!["value"]!);
    }

    [Fact]
    public async Task An_instance_moves_to_another_version()
    {
        var instance = await StartAsync("one");
        await elsa.SaveAsync(Definition(), publish: true);

        Assert.Equal((true, "Migrate succeeded"), Outcome(await AlterAsync(instance, """{"type":"Migrate","targetVersion":2}""")));
        Assert.Equal(2, (int)(await elsa.GetAsync($"workflow-instances/{instance}"))["version"]!);
        Assert.Equal((false, $"Workflow definition with ID {id} and version 22 not found"), Outcome(await AlterAsync(instance, """{"type":"Migrate","targetVersion":22}""")));
        await elsa.SendAsync("POST", $"events/{id}/trigger", new JsonObject { ["workflowInstanceId"] = instance, ["workflowExecutionMode"] = "Synchronous" });
        Assert.Equal("Finished", (string?)(await elsa.GetAsync($"workflow-instances/{instance}/execution-state"))["subStatus"]);
    }

    [Fact]
    public async Task A_plan_changes_what_its_filter_finds_and_an_empty_one_finds_nothing()
    {
        var instance = await StartAsync("one");
        var other = await StartAsync("two");
        var filter = new JsonObject { ["workflowInstanceIds"] = new JsonArray(instance, "nope") };
        Assert.Equal([instance], Ids(await elsa.SendAsync("POST", "alterations/dry-run", filter.DeepClone())));
        Assert.Empty(Ids(await elsa.SendAsync("POST", "alterations/dry-run", new JsonObject())));

        var plan = await SubmitAsync(filter);
        var empty = await SubmitAsync([]);
        await host.SettleAsync();

        var done = await elsa.GetAsync($"alterations/{plan}");
        Assert.Equal("Completed", (string?)done["plan"]!["status"]);
        var job = Assert.Single(done["jobs"]!.AsArray())!;
        Assert.Equal((instance, "Completed", "Cancel succeeded"), ((string?)job["workflowInstanceId"], (string?)job["status"], (string?)job["log"]![0]!["message"]));
        Assert.Empty((await elsa.GetAsync($"alterations/{empty}"))["jobs"]!.AsArray());
        Assert.Equal("Suspended", (string?)(await elsa.GetAsync($"workflow-instances/{other}/execution-state"))["subStatus"]);
    }

    [Fact]
    public async Task A_faulted_instance_is_retried_and_ends_well_once_its_cause_is_mended()
    {
        var definition = Flow.Sequence($"{id}f", Script("f", "if (getVariable('Amount') < 0) throw new Error('no money')"));
        definition["variables"] = JsonNode.Parse("""[{"id":"v1","name":"Amount","typeName":"Int32","value":"-1","storageDriverTypeName":"WorkflowInstanceStorageDriver"}]""");
        await elsa.SaveAsync(definition, publish: true);
        var faulted = await elsa.SendAsync("POST", $"workflow-definitions/{id}f/execute", new JsonObject());
        var instance = (string)faulted.Json["workflowState"]!["id"]!;
        Assert.Equal(HttpStatusCode.InternalServerError, faulted.Status);

        await AlterAsync(instance, """{"type":"ModifyVariable","variableId":"v1","value":5}""");
        var retried = await elsa.SendAsync("POST", "alterations/workflows/retry", new JsonObject { ["workflowInstanceIds"] = new JsonArray(instance, "nope") });

        Assert.True((bool)Assert.Single(retried.Json["results"]!.AsArray())!["workflowHasScheduledWork"]!);
        var after = await elsa.GetAsync($"workflow-instances/{instance}");
        Assert.Equal(("Finished", 0), ((string?)after["subStatus"], (int)after["incidentCount"]!));
    }

    [Fact]
    public async Task An_instance_is_taken_out_and_in_again_and_goes_on_where_it_waited()
    {
        var instance = await StartAsync("one", "First");
        var file = await elsa.SendAsync("GET", $"workflow-instances/{instance}/export");
        Assert.Equal(HttpStatusCode.BadRequest, (await elsa.UploadAsync("bulk-actions/import/workflow-instances", ("i.json", file.Bytes))).Status);
        await elsa.SendAsync("DELETE", $"workflow-instances/{instance}");

        var import = await elsa.UploadAsync("bulk-actions/import/workflow-instances", ("i.json", file.Bytes));

        Assert.Equal(1, (int)import.Json["imported"]!);
        Assert.True((int)(await elsa.GetAsync($"workflow-instances/{instance}/journal"))["totalCount"]! > 0);
        await elsa.SendAsync("POST", $"events/{id}/trigger", new JsonObject { ["workflowInstanceId"] = instance, ["workflowExecutionMode"] = "Synchronous" });
        Assert.Equal("Finished", (string?)(await elsa.GetAsync($"workflow-instances/{instance}/execution-state"))["subStatus"]);
        Assert.Contains("EngineState", (await elsa.UploadAsync("bulk-actions/import/workflow-instances", ("i.json", "{}"u8.ToArray()))).Errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task While_paused_nothing_starts_by_itself()
    {
        var paused = await elsa.SendAsync("POST", "admin/workflow-runtime/pause", new JsonObject { ["reason"] = "test" });
        try
        {
            Assert.False((bool)paused.Json["state"]!["isAcceptingNewWork"]!);
            await elsa.SendAsync("POST", $"workflow-definitions/{id}/dispatch", new JsonObject());
            await StartAsync("at-once");
            Assert.Equal(1, (int)(await elsa.GetAsync($"workflow-instances?definitionId={id}"))["totalCount"]!);
        }
        finally
        {
            await elsa.SendAsync("POST", "admin/workflow-runtime/resume", new JsonObject());
        }

        await host.SettleAsync();
        Assert.Equal(2, (int)(await elsa.GetAsync($"workflow-instances?definitionId={id}"))["totalCount"]!);
        Assert.True((bool)(await elsa.GetAsync("admin/workflow-runtime/status"))["state"]!["isAcceptingNewWork"]!);
    }

    private JsonObject Definition()
    {
        var definition = Flow.Sequence(id, Flow.Event("e", id));
        definition["variables"] = JsonNode.Parse("""[{"id":"v1","name":"Amount","typeName":"Int32","value":"1","storageDriverTypeName":"WorkflowInstanceStorageDriver"}]""");
        return definition;
    }

    private async Task<string> StartAsync(string correlationId, string? name = null)
    {
        var answer = await elsa.SendAsync("POST", $"workflow-definitions/{id}/execute", new JsonObject { ["correlationId"] = correlationId, ["name"] = name });
        Assert.True(answer.Status == HttpStatusCode.OK, answer.Text);
        return (string)answer.Json["workflowState"]!["id"]!;
    }

    private Task<Answer> AlterAsync(string instance, string alteration) => elsa.SendAsync("POST", "alterations/run", new JsonObject
    {
        ["workflowInstanceIds"] = new JsonArray(instance),
        ["alterations"] = new JsonArray(JsonNode.Parse(alteration)),
    });

    private async Task<string> SubmitAsync(JsonObject filter)
    {
        var answer = await elsa.SendAsync("POST", "alterations/submit", new JsonObject { ["alterations"] = JsonNode.Parse("""[{"type":"Cancel"}]"""), ["filter"] = filter });
        Assert.True(answer.Status == HttpStatusCode.OK, answer.Text);
        return (string)answer.Json["planId"]!;
    }

    private static (bool, string?) Outcome(Answer answer)
    {
        var result = answer.Json["results"]![0]!;
        return ((bool)result["isSuccessful"]!, (string?)result["log"]!["logEntries"]!.AsArray()[^1]!["message"]);
    }

    private static IEnumerable<string> Ids(Answer answer) => answer.Json["workflowInstanceIds"]!.AsArray().Select(one => one!.ToString());

    private static JsonObject Script(string activityId, string script)
    {
        var step = Flow.Step(activityId, "Elsa.RunJavaScript");
        step["script"] = new JsonObject { ["typeName"] = "String", ["expression"] = new JsonObject { ["type"] = "Literal", ["value"] = script } };
        return step;
    }
}
