using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using StrongCities.Host.Tests.Pages;
using StrongCities.Host.Tests.Runtime;
using Xunit;

namespace StrongCities.Host.Tests.ElsaApi;

/// <summary>What an open page is told, over the simplest transport that Studio falls back to.</summary>
[Collection(PageTests.Name)]
public sealed class LiveTests(PageHost host)
{
    private const char End = '\u001e';
    private const string Hub = "/elsa/hubs/workflow-instance";

    [Fact]
    public async Task Who_looks_at_an_instance_is_told_when_that_one_moves_and_of_no_other()
    {
        var id = $"l{Guid.NewGuid():N}";
        var elsa = await ElsaClient.OfAsync(host);
        await elsa.SaveAsync(Flow.Sequence(id, Flow.Event("e", id)), publish: true);
        var mine = await StartAsync(elsa, id);
        var other = await StartAsync(elsa, id);
        var connection = $"{Hub}?id={(await elsa.SendAsync("POST", $"{Hub}/negotiate?negotiateVersion=1")).Json["connectionToken"]}";
        await elsa.SendAsync("GET", connection);
        await SayAsync(elsa, connection, """{"protocol":"json","version":1}""");
        await SayAsync(elsa, connection, $$"""{"type":1,"invocationId":"1","target":"ObserveInstanceAsync","arguments":["{{mine}}"]}""");
        var heard = new List<JsonNode>();
        await HearAsync(elsa, connection, heard, message => (string?)message["invocationId"] == "1");

        await TriggerAsync(elsa, id, other);
        await TriggerAsync(elsa, id, mine);
        await HearAsync(elsa, connection, heard, message => (string?)message["target"] == "WorkflowInstanceUpdatedAsync");

        var updates = heard.Where(message => (int?)message["type"] == 1).ToList();
        Assert.Equal(
            ["ActivityExecutionLogUpdatedAsync", "WorkflowExecutionLogUpdatedAsync", "WorkflowInstanceUpdatedAsync"],
            updates.Select(message => (string?)message["target"]));
        Assert.Equal(mine, (string?)updates[2]["arguments"]![0]!["workflowInstanceId"]);
        Assert.Contains(updates[0]["arguments"]![0]!["stats"]!.AsArray(), stats => (string?)stats!["activityId"] == "e" && (int)stats["completedCount"]! == 1);
    }

    private static async Task HearAsync(ElsaClient elsa, string connection, List<JsonNode> heard, Func<JsonNode, bool> last)
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        while (!heard.Exists(message => last(message)))
        {
            patience.Token.ThrowIfCancellationRequested();
            var answer = await elsa.SendAsync("GET", connection);
            Assert.Equal(HttpStatusCode.OK, answer.Status);
            heard.AddRange(answer.Text.Split(End, StringSplitOptions.RemoveEmptyEntries).Select(text => JsonNode.Parse(text)!));
        }
    }

    private static async Task SayAsync(ElsaClient elsa, string connection, string message) =>
        Assert.Equal(HttpStatusCode.OK, (await elsa.SendAsync("POST", connection, new StringContent(message + End, Encoding.UTF8))).Status);

    private static async Task<string> StartAsync(ElsaClient elsa, string id) =>
        (string)(await elsa.SendAsync("POST", $"workflow-definitions/{id}/execute", new JsonObject())).Json["workflowState"]!["id"]!;

    private static Task<Answer> TriggerAsync(ElsaClient elsa, string id, string instance) => elsa.SendAsync(
        "POST", $"events/{id}/trigger", new JsonObject { ["workflowInstanceId"] = instance, ["workflowExecutionMode"] = "Synchronous" });
}
