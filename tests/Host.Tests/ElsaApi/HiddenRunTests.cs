using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using StrongCities.Engine.Execution;
using StrongCities.Host.Tests.Pages;
using StrongCities.Hub.Assistance;
using StrongCities.Hub.Cases;
using StrongCities.Hub.People;
using StrongCities.Hub.Persistence;
using StrongCities.Hub.SampleData;
using StrongCities.Runtime.Persistence;
using Xunit;

namespace StrongCities.Host.Tests.ElsaApi;

/// <summary>Runs of cases tell of the case: who may not see the case sees its run nowhere in the API.</summary>
[Collection(PageTests.Name)]
public sealed class HiddenRunTests(PageHost host)
{
    private const char End = '\u001e';
    private const string Hub = "/elsa/hubs/workflow-instance";

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("recused")]
    [InlineData("operator")]
    [InlineData("designer")]
    [InlineData("foreign")]
    public async Task Nothing_of_a_hidden_run_is_told(string who)
    {
        var run = await RunAsync();
        var (sees, sawNothing) = (await host.NewPersonAsync(Roles.Advisor, null), await PersonAsync(who, run.RequestId));
        var (seer, blind) = (ElsaClient.Of(host, sees), ElsaClient.Of(host, sawNothing));
        Assert.Equal(HttpStatusCode.OK, (await host.SignedIn(sees).GetAsync($"/designer/instances/{run.InstanceId}")).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await host.SignedIn(sawNothing).GetAsync($"/designer/instances/{run.InstanceId}")).StatusCode);
        var record = (string)(await seer.GetAsync($"activity-executions/list?workflowInstanceId={run.InstanceId}"))["items"]![0]!["id"]!;

        foreach (var path in new[]
        {
            $"workflow-instances/{run.InstanceId}", $"workflow-instances/{run.InstanceId}/execution-state", $"workflow-instances/{run.InstanceId}/export",
            $"activity-executions/{record}", $"activity-executions/by-id?id={record}", $"activity-executions/{record}/call-stack",
            $"workflow-instances/{run.InstanceId}/journal/{(await ActivityAsync(seer, record))}",
        })
        {
            Assert.Equal((path, HttpStatusCode.OK), (path, (await seer.SendAsync("GET", path)).Status));
            Assert.Equal((path, HttpStatusCode.NotFound), (path, (await blind.SendAsync("GET", path)).Status));
        }

        foreach (var path in new[]
        {
            $"workflow-instances/{run.InstanceId}/journal", $"workflow-instances/{run.InstanceId}/variables", $"activity-executions/list?workflowInstanceId={run.InstanceId}",
            $"activity-execution-summaries/list?workflowInstanceId={run.InstanceId}", $"workflow-instances?searchTerm={run.InstanceId}", $"resilience/retries/{record}",
        })
        {
            Assert.DoesNotContain(run.InstanceId, (await blind.SendAsync("GET", path)).Text, StringComparison.Ordinal);
            Assert.Empty((await blind.GetAsync(path))["items"]!.AsArray());
        }

        Assert.Equal(0, (int)(await blind.GetAsync($"activity-executions/count?workflowInstanceId={run.InstanceId}"))["count"]!);
        Assert.Equal(0, (int)(await blind.GetAsync($"workflow-instances?searchTerm={run.InstanceId}"))["totalCount"]!);
        Assert.Equal(1, (int)(await seer.GetAsync($"workflow-instances?searchTerm={run.InstanceId}"))["totalCount"]!);
        Assert.Empty((await blind.SendAsync("POST", "activity-executions/report", new JsonObject { ["workflowInstanceId"] = run.InstanceId })).Json["stats"]!.AsArray());
        Assert.Empty((await blind.SendAsync("POST", "alterations/dry-run", new JsonObject { ["workflowInstanceIds"] = new JsonArray(run.InstanceId) })).Json["workflowInstanceIds"]!.AsArray());
        Assert.Empty((await blind.SendAsync("POST", $"workflow-instances/{run.InstanceId}/journal", new JsonObject())).Json["items"]!.AsArray());
        using var zip = new System.IO.Compression.ZipArchive(new MemoryStream(
            (await blind.SendAsync("POST", "bulk-actions/export/workflow-instances", new JsonObject { ["ids"] = new JsonArray(run.InstanceId) })).Bytes));
        Assert.Empty(zip.Entries);
    }

    [Theory]
    [InlineData("recused")]
    [InlineData("designer")]
    [InlineData("foreign")]
    public async Task Nor_can_it_be_changed_or_ended(string who)
    {
        var run = await RunAsync();
        var blind = ElsaClient.Of(host, await PersonAsync(who, run.RequestId));
        var ids = new JsonArray(run.InstanceId);
        await blind.SendAsync("POST", $"cancel/workflow-instances/{run.InstanceId}");
        await blind.SendAsync("POST", "bulk-actions/cancel/workflow-instances", new JsonObject { ["ids"] = ids.DeepClone() });
        Assert.Equal(HttpStatusCode.NotFound, (await blind.SendAsync("DELETE", $"workflow-instances/{run.InstanceId}")).Status);
        await blind.SendAsync("POST", "bulk-actions/delete/workflow-instances/by-id", new JsonObject { ["ids"] = ids.DeepClone() });
        var alterations = new JsonArray(new JsonObject { ["type"] = "Cancel" });
        await blind.SendAsync("POST", "alterations/run", new JsonObject { ["workflowInstanceIds"] = ids.DeepClone(), ["alterations"] = alterations.DeepClone() });
        var plan = (await blind.SendAsync("POST", "alterations/submit", new JsonObject
        {
            ["alterations"] = alterations.DeepClone(), ["filter"] = new JsonObject { ["workflowInstanceIds"] = ids.DeepClone() },
        })).Json["planId"];
        await host.SettleAsync();
        Assert.Empty((await ElsaClient.Of(host, await host.NewPersonAsync(Roles.HubLead, null)).GetAsync($"alterations/{plan}"))["jobs"]!.AsArray());
        await using var db = host.Services.GetRequiredService<HubDbFactory>().Create(null);
        Assert.Equal(WorkflowStatus.Running, (await db.Instances.SingleAsync(row => row.Id == run.InstanceId, Token)).Status);
    }

    [Fact]
    public async Task What_a_hidden_run_started_is_hidden_with_it_and_other_runs_are_not()
    {
        var run = await RunAsync();
        var child = $"child-{Guid.NewGuid():N}";
        var grandchild = $"grandchild-{Guid.NewGuid():N}";
        await using (var db = host.Services.GetRequiredService<HubDbFactory>().Create(null))
        {
            var row = await db.Instances.AsNoTracking().SingleAsync(one => one.Id == run.InstanceId, Token);
            await host.ChangeAsync(unit =>
            {
                unit.Add(Copy(row, child, run.InstanceId));
                unit.Add(Copy(row, grandchild, child));
                unit.Add(Copy(row, $"free-{child}", null));
            });
        }

        var blind = ElsaClient.Of(host, await PersonAsync("recused", run.RequestId));
        var seer = ElsaClient.Of(host, await host.NewPersonAsync(Roles.Advisor, null));
        Assert.Equal([$"free-{child}"], await FoundAsync(blind, child));
        Assert.Empty(await FoundAsync(blind, grandchild));
        Assert.Equal([child, $"free-{child}"], (await FoundAsync(seer, child)).Order(StringComparer.Ordinal));
        Assert.Single(await FoundAsync(seer, grandchild));
    }

    [Fact]
    public async Task An_open_page_hears_no_more_of_a_run_from_the_moment_when_its_case_is_hidden()
    {
        var run = await RunAsync();
        var person = await host.NewPersonAsync(Roles.Advisor, null);
        var elsa = ElsaClient.Of(host, person);
        var other = await RunAsync();
        var connection = $"{Hub}?id={(await elsa.SendAsync("POST", $"{Hub}/negotiate?negotiateVersion=1")).Json["connectionToken"]}";
        await elsa.SendAsync("GET", connection);
        await SayAsync(elsa, connection, """{"protocol":"json","version":1}""");
        foreach (var (number, id) in new[] { (1, run.InstanceId), (2, other.InstanceId) })
        {
            await SayAsync(elsa, connection, $$"""{"type":1,"invocationId":"{{number}}","target":"ObserveInstanceAsync","arguments":["{{id}}"]}""");
        }

        var heard = new List<string>();
        await HearAsync(elsa, connection, heard, text => text.Contains("\"invocationId\":\"2\"", StringComparison.Ordinal));
        await MoveAsync(run.InstanceId);
        await HearAsync(elsa, connection, heard, text => text.Contains(run.InstanceId, StringComparison.Ordinal));

        await RecuseAsync(run.RequestId, person.Id);
        heard.Clear();
        await MoveAsync(run.InstanceId);
        await MoveAsync(other.InstanceId);
        await HearAsync(elsa, connection, heard, text => text.Contains(other.InstanceId, StringComparison.Ordinal));
        Assert.DoesNotContain(heard, text => text.Contains(run.InstanceId, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(Roles.Advisor)]
    [InlineData(Roles.HubLead)]
    [InlineData(Roles.Designer)]
    [InlineData(Roles.Operator)]
    public async Task Runs_are_seen_by_exactly_those_who_may_open_the_case(Roles role)
    {
        await RunAsync();
        var person = await host.NewPersonAsync(role, null);
        await RecuseAsync((await RunAsync()).RequestId, person.Id);
        await using var all = host.Services.GetRequiredService<HubDbFactory>().Create(null);
        await using var own = host.Services.GetRequiredService<HubDbFactory>().Create(Viewer.Of(person));
        foreach (var request in await all.Requests.ToListAsync(Token))
        {
            var opens = await host.SendAsync(new GetCase(Viewer.Of(person), request.Id)) is not null;
            Assert.Equal(opens, await own.SeenInstances.AnyAsync(row => row.Id == request.InstanceId, Token));
            Assert.Equal(opens, await own.SeenHistory.AnyAsync(row => row.InstanceId == request.InstanceId, Token));
        }
    }

    private async Task<(Guid RequestId, string InstanceId)> RunAsync()
    {
        var coordinator = await host.PersonAsync(SamplePeople.CoordinatorOf("kumanovo"));
        var id = await host.SubmitAsync(Viewer.Of(coordinator), "Hidden run");
        await host.SettleAsync();
        await using var db = host.Services.GetRequiredService<HubDbFactory>().Create(null);
        return (id, (await db.Requests.SingleAsync(r => r.Id == id, Token)).InstanceId);
    }

    private async Task<Person> PersonAsync(string who, Guid requestId)
    {
        if (who == "foreign")
        {
            return await host.PersonAsync("foreign-lead@example.org");
        }

        var person = await host.NewPersonAsync(who switch { "operator" => Roles.Operator, "designer" => Roles.Designer, _ => Roles.Advisor | Roles.HubLead }, null);
        if (who == "recused")
        {
            await RecuseAsync(requestId, person.Id);
        }

        return person;
    }

    private async Task RecuseAsync(Guid requestId, Guid personId)
    {
        await using var db = host.Services.GetRequiredService<HubDbFactory>().Create(null);
        var task = await db.Tasks.FirstAsync(t => t.CaseId == requestId, Token);
        await host.ChangeAsync(unit => unit.Add(new CaseRecusal { Id = Guid.NewGuid(), CaseId = requestId, PersonId = personId, TaskId = task.Id, At = DateTimeOffset.UnixEpoch }));
    }

    // A change that moves nothing in the case, but tells those who look.
    private async Task MoveAsync(string instanceId)
    {
        var lead = ElsaClient.Of(host, await host.NewPersonAsync(Roles.HubLead, null));
        var variables = (await lead.GetAsync($"workflow-instances/{instanceId}/variables"))["items"]!.AsArray();
        var answer = await lead.SendAsync("POST", "alterations/run", new JsonObject
        {
            ["workflowInstanceIds"] = new JsonArray(instanceId),
            ["alterations"] = new JsonArray(new JsonObject { ["type"] = "ModifyVariable", ["variableId"] = variables[0]!["id"]!.DeepClone(), ["value"] = "x" }),
        });
        Assert.True((bool)answer.Json["results"]![0]!["isSuccessful"]!, answer.Text);
    }

    private static async Task<string> ActivityAsync(ElsaClient elsa, string record) => (string)(await elsa.GetAsync($"activity-executions/{record}"))["activityId"]!;

    private static async Task<IReadOnlyList<string>> FoundAsync(ElsaClient elsa, string term) =>
        [.. (await elsa.GetAsync($"workflow-instances?searchTerm={term}"))["items"]!.AsArray().Select(item => (string)item!["id"]!)];

    private static async Task HearAsync(ElsaClient elsa, string connection, List<string> heard, Func<string, bool> last)
    {
        while (!heard.Exists(message => last(message)))
        {
            Token.ThrowIfCancellationRequested();
            var answer = await elsa.SendAsync("GET", connection);
            Assert.Equal(HttpStatusCode.OK, answer.Status);
            heard.AddRange(answer.Text.Split(End, StringSplitOptions.RemoveEmptyEntries));
        }
    }

    private static async Task SayAsync(ElsaClient elsa, string connection, string message) =>
        Assert.Equal(HttpStatusCode.OK, (await elsa.SendAsync("POST", connection, new StringContent(message + End, Encoding.UTF8))).Status);

    private static InstanceRow Copy(InstanceRow row, string id, string? parent) => new()
    {
        Id = id, DefinitionId = row.DefinitionId, DefinitionVersionId = row.DefinitionVersionId, DefinitionVersion = row.DefinitionVersion, Status = WorkflowStatus.Finished,
        SubStatus = WorkflowSubStatus.Finished, IncidentCount = 0, HasQuestions = false, Revision = 1, State = row.State, ParentInstanceId = parent, CreatedAt = row.CreatedAt, UpdatedAt = row.UpdatedAt,
    };
}
