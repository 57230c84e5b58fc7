using System.Net;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using StrongCities.Host.Tests.Pages;
using StrongCities.Host.Tests.Runtime;
using Xunit;

namespace StrongCities.Host.Tests.ElsaApi;

/// <summary>What the designer's script editor is told.</summary>
[Collection(PageTests.Name)]
public sealed partial class ScriptingTests(PageHost host) : IAsyncLifetime
{
    private readonly string id = $"s{Guid.NewGuid():N}";
    private ElsaClient elsa = null!;

    public async ValueTask InitializeAsync() => elsa = await ElsaClient.OfAsync(host);

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    [Fact]
    public async Task Everything_that_is_declared_is_there_when_a_script_runs()
    {
        var named = Flow.Event("e", id);
        named["name"] = "Wait";
        var definition = Flow.Sequence(id, Script("probe", "'later'"), named);
        definition["variables"] = JsonNode.Parse("""
            [{"id":"v1","name":"city","typeName":"String"},{"id":"v2","name":"Amount","typeName":"Decimal"},{"id":"v3","name":"Tags","typeName":"String","isArray":true},
             {"id":"v4","name":"not a name","typeName":"String"}]
            """);
        definition["inputs"] = JsonNode.Parse("""[{"name":"Deadline","type":"DateTime"},{"name":"Amount","type":"Int32"}]""");
        await elsa.SaveAsync(definition);

        var text = await DeclareAsync(null);

        foreach (var line in (string[])["city: string;", "function getCity(): string;", "function setAmount(value: number): void;", "Tags: string[];", "function getDeadline(): any;", "function getResultFromWait(): any;"])
        {
            Assert.Contains(line, text, StringComparison.Ordinal);
        }

        Assert.DoesNotContain("not a name", text, StringComparison.Ordinal);
        Assert.DoesNotContain("setOutcome", text, StringComparison.Ordinal);
        string[] functions = [.. Function().Matches(await DeclareAsync("Elsa.RunJavaScript")).Select(match => match.Groups[1].Value)];
        Assert.Equal(functions.Distinct(), functions);
        var script = $"[{string.Join(',', functions.Select(name => $"['{name}', typeof {name}]"))}].filter(each => each[1] !== 'function').join()";
        definition["root"]!["activities"]![0] = RunScript("probe", script);
        await elsa.SaveAsync(definition, publish: true);
        var state = (await elsa.SendAsync("POST", $"workflow-definitions/{id}/execute", new JsonObject())).Json["workflowState"]!;
        var records = await elsa.GetAsync($"activity-executions/list?workflowInstanceId={state["id"]}&activityNodeId=Workflow1%3Aroot%3Aprobe");
        Assert.Equal("", (string?)records["items"]![0]!["outputs"]!["Result"]);
    }

    [Fact]
    public async Task An_unfinished_draft_is_told_what_can_be_told_and_an_unknown_definition_is_refused()
    {
        await elsa.SaveAsync(Flow.Sequence(id, Flow.Step("a", "No.Such.Activity")));
        Assert.Contains("declare function getVariable(name: string): any;", await DeclareAsync(null), StringComparison.Ordinal);

        var unknown = await elsa.SendAsync("POST", "scripting/javascript/type-definitions/nope", new JsonObject { ["workflowDefinitionId"] = "nope" });
        Assert.Equal((HttpStatusCode.BadRequest, "Workflow definition nope not found"), (unknown.Status, unknown.Errors));
    }

    private async Task<string> DeclareAsync(string? activityType)
    {
        var answer = await elsa.SendAsync(
            "POST", $"scripting/javascript/type-definitions/{id}",
            new JsonObject { ["workflowDefinitionId"] = id, ["activityTypeName"] = activityType, ["propertyName"] = "Text" });
        Assert.Equal((HttpStatusCode.OK, "application/x-typescript", $"elsa.{id}.d.ts"), (answer.Status, answer.Headers.ContentType!.MediaType, answer.Headers.ContentDisposition!.FileName));
        return answer.Text;
    }

    private static JsonObject Script(string activityId, string script) => With(Flow.Step(activityId, "Elsa.WriteLine"), "text", "JavaScript", script);

    private static JsonObject RunScript(string activityId, string script) => With(Flow.Step(activityId, "Elsa.RunJavaScript"), "script", "Literal", script);

    private static JsonObject With(JsonObject step, string input, string type, string value)
    {
        step[input] = new JsonObject { ["typeName"] = "String", ["expression"] = new JsonObject { ["type"] = type, ["value"] = value } };
        return step;
    }

    [GeneratedRegex(@"declare function (\w+)\(")]
    private static partial Regex Function();
}
