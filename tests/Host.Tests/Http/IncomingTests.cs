using System.Globalization;
using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using Microsoft.EntityFrameworkCore;
using StrongCities.Engine.Execution;
using StrongCities.Host.Tests.ElsaApi;
using StrongCities.Host.Tests.Pages;
using StrongCities.Hub.People;
using Xunit;

namespace StrongCities.Host.Tests.Http;

/// <summary>Workflows called over the whole host.</summary>
[Collection(CallTests.Name)]
public sealed class IncomingTests(CallHost host)
{
    public static TheoryData<string, HttpStatusCode, string> Paths => new()
    {
        { "GET cities/42", HttpStatusCode.OK, """{"id":"42"}""" },
        { "GET CITIES/Ab/Niš/", HttpStatusCode.OK, """{"id":"Ab","name":"Niš"}""" },
        { "GET cities/all", HttpStatusCode.OK, "all" },
        { "GET cities/42/a/b", HttpStatusCode.NotFound, "" },
        { "POST cities/42", HttpStatusCode.NotFound, "" },
        { "GET cities", HttpStatusCode.NotFound, "" },
        { "GET ", HttpStatusCode.NotFound, "" },
    };

    [Theory]
    [MemberData(nameof(Paths))]
    public async Task A_call_meets_the_most_exact_path_whatever_its_case(string call, HttpStatusCode status, string body)
    {
        var any = Steps.Endpoint("cities/{id}/{name?}");
        any["routeData"] = Into("route");
        await PublishAsync(With("in-any", "route", any, Steps.Answer("=JSON.stringify(getVariable('route'))")));
        await PublishAsync(Steps.Definition("in-all", Steps.Endpoint("Cities/All"), Steps.Answer("all")));
        var answer = await CallAsync(call.Split(' ')[0], call.Split(' ')[1]);
        Assert.Equal((status, body), (answer.StatusCode, await answer.TextAsync()));
    }

    [Fact]
    public async Task A_path_answers_as_soon_as_it_is_published_and_no_longer_when_it_is_retracted()
    {
        for (var turn = 0; turn < 5; turn++)
        {
            var path = $"fresh{turn}/{{id}}";
            Assert.Equal(HttpStatusCode.NotFound, (await CallAsync("GET", $"fresh{turn}/1")).StatusCode);
            await PublishAsync(Steps.Definition("in-fresh", Steps.Endpoint(path), Steps.Answer("now")));
            Assert.Equal("now", await (await CallAsync("GET", $"fresh{turn}/1")).TextAsync());
        }

        await (await ElsaClient.OfAsync(host)).SendAsync("POST", "workflow-definitions/in-fresh/retract", new JsonObject());
        Assert.Equal(HttpStatusCode.NotFound, (await CallAsync("GET", "fresh4/1")).StatusCode);
    }

    [Theory]
    [InlineData("application/json", """{"a":[1]}""", """{"a":[1]}""")]
    [InlineData("text/plain", "one", "\"one\"")]
    [InlineData("application/x-www-form-urlencoded", "a=1&b=2&b=3", """{"a":"1","b":["2","3"]}""")]
    public async Task A_body_is_read_by_its_content_type(string type, string body, string read)
    {
        await PublishEchoAsync();
        Assert.Equal(read, await (await CallAsync("POST", "in-echo", Body(body, type))).TextAsync());
    }

    [Fact]
    public async Task A_body_that_is_no_JSON_or_too_long_starts_nothing()
    {
        await PublishEchoAsync();
        var broken = await CallAsync("POST", "in-echo", Body("{bad", "application/json"));
        Assert.Equal(HttpStatusCode.BadRequest, broken.StatusCode);
        Assert.Equal(0, (int)JsonNode.Parse(await broken.TextAsync())!["lineNumber"]!);
        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, (await CallAsync("POST", "in-echo", Body(new string('x', 6000), "text/plain"))).StatusCode);
    }

    [Fact]
    public async Task Without_an_answer_the_caller_gets_200_and_after_a_fault_500()
    {
        await PublishAsync(Steps.Definition("in-silent", Steps.Endpoint("in-silent"), Steps.Of("Elsa.WriteLine", ("text", "x"))));
        await PublishAsync(Steps.Definition("in-fault", Steps.Endpoint("in-fault"), Steps.Of("Elsa.Fault", ("message", "x"))));
        await PublishAsync(Steps.Definition("in-empty", Steps.Endpoint("in-empty"), Steps.Answer("never sent", ("statusCode", "NoContent"))));
        foreach (var (path, status) in ((string, HttpStatusCode)[])[("in-silent", HttpStatusCode.OK), ("in-fault", HttpStatusCode.InternalServerError), ("in-empty", HttpStatusCode.NoContent)])
        {
            var answer = await CallAsync("GET", path);
            Assert.Equal((status, ""), (answer.StatusCode, await answer.TextAsync()));
        }
    }

    [Fact]
    public async Task An_endpoint_that_asks_for_it_takes_only_whom_it_may_as_a_trigger_and_in_mid_flow()
    {
        await PublishAsync(Steps.Definition(
            "in-guarded", Steps.Endpoint("in-guarded-start", "POST", more: ("authorize", true)), Steps.Answer("started"),
            Steps.Endpoint("in-guarded-go", "POST", starts: false, ("authorize", true), ("policy", "lead")), Steps.Answer("gone on")));
        await PublishAsync(Steps.Definition("in-typo", Steps.Endpoint("in-typo", more: [("authorize", true), ("policy", "no such policy")]), Steps.Answer("in")));
        Assert.Equal(HttpStatusCode.Unauthorized, (await CallAsync("POST", "in-guarded-start")).StatusCode);
        Assert.Equal("started", await (await CallAsync("POST", "in-guarded-start", by: Roles.Advisor)).TextAsync());
        Assert.Equal(HttpStatusCode.Unauthorized, (await CallAsync("POST", "in-guarded-go")).StatusCode);
        Assert.Equal(HttpStatusCode.Unauthorized, (await CallAsync("POST", "in-guarded-go", by: Roles.Advisor)).StatusCode);
        Assert.Equal(HttpStatusCode.Unauthorized, (await CallAsync("POST", "in-guarded-go", by: Roles.HubLead, site: "cross-site")).StatusCode);
        Assert.Equal("gone on", await (await CallAsync("POST", "in-guarded-go", by: Roles.HubLead)).TextAsync());
        Assert.Equal(HttpStatusCode.Unauthorized, (await CallAsync("GET", "in-typo", by: Roles.HubLead)).StatusCode);
    }

    [Fact]
    public async Task Several_that_wait_are_told_apart_by_correlation_or_instance()
    {
        await PublishAsync(Steps.Definition(
            "in-many", Steps.Endpoint("in-many", "POST"), Steps.Answer("=getWorkflowInstanceId()"), Steps.Endpoint("in-many-go", "POST", starts: false),
            Steps.Answer("=getWorkflowInstanceId()")));
        var first = await (await CallAsync("POST", "in-many?correlationId=one")).TextAsync();
        var second = await (await CallAsync("POST", "in-many?correlationId=two")).TextAsync();
        var both = await CallAsync("POST", "in-many-go");
        Assert.Equal(HttpStatusCode.InternalServerError, both.StatusCode);
        Assert.Contains("ambiguous", await both.TextAsync(), StringComparison.Ordinal);
        Assert.Equal(first, await (await CallAsync("POST", "in-many-go?correlationId=one")).TextAsync());
        Assert.Equal(HttpStatusCode.NotFound, (await CallAsync("POST", $"in-many-go?workflowInstanceId={first}")).StatusCode);
        Assert.Equal(second, await (await CallAsync("POST", $"in-many-go?workflowInstanceId={second}")).TextAsync());
    }

    [Fact]
    public async Task A_run_that_takes_longer_than_its_endpoint_allows_is_cancelled()
    {
        await PublishAsync(Steps.Definition(
            "in-late", Steps.Endpoint("in-late", more: ("requestTimeout", "00:00:00.2")), Steps.Send(host.Target.Address + "/slow"), Steps.Answer("too late")));
        Assert.Equal(HttpStatusCode.InternalServerError, (await CallAsync("GET", "in-late")).StatusCode);
        await host.SettleAsync();
        Assert.Equal(WorkflowSubStatus.Cancelled, (await host.OnlyInstanceAsync("in-late")).SubStatus);
    }

    [Fact]
    public async Task A_child_answers_the_call_of_its_parent()
    {
        await PublishAsync(Steps.Definition("in-child", Steps.Answer("from the child", ("statusCode", "Accepted"))));
        await PublishAsync(Steps.Definition("in-parent", Steps.Endpoint("in-parent"), Steps.Of("Elsa.ExecuteWorkflow", ("workflowDefinitionId", "in-child"))));
        var answer = await CallAsync("GET", "in-parent");
        Assert.Equal((HttpStatusCode.Accepted, "from the child"), (answer.StatusCode, await answer.TextAsync()));
        Assert.Equal("The HTTP context was lost", (await host.RunAsync("in-child")).Incidents[0].Message.Split(':')[0]);
    }

    [Theory]
    [InlineData("plain text", "plain text")]
    [InlineData("base64:SGk=", "Hi")]
    [InlineData("data:text/plain;base64,SGk=", "Hi")]
    [InlineData("=({FileName:'a.txt',ContentType:'text/plain',Content:'SGk='})", "Hi")]
    public async Task A_file_is_answered_for_download(string content, string body)
    {
        await PublishAsync(Steps.Definition("in-file", Steps.Endpoint("in-file"), Steps.Of("Elsa.WriteFileHttpResponse", ("content", content), ("filename", "ниш\r\n.txt"), ("entityTag", "v1"))));
        var answer = await CallAsync("GET", "in-file");
        Assert.Equal((HttpStatusCode.OK, body), (answer.StatusCode, await answer.TextAsync()));
        Assert.Equal("attachment", answer.Content.Headers.ContentDisposition!.DispositionType);
        Assert.Equal("\"v1\"", answer.Headers.ETag!.Tag);
    }

    [Fact]
    public async Task A_file_is_not_fetched()
    {
        await PublishAsync(Steps.Definition("in-nofetch", Steps.Endpoint("in-nofetch"), Steps.Of("Elsa.WriteFileHttpResponse", ("content", host.Target.Address + "/json"))));
        host.Target.Saw.Clear();
        Assert.Equal(HttpStatusCode.InternalServerError, (await CallAsync("GET", "in-nofetch")).StatusCode);
        Assert.Empty(host.Target.Saw);
    }

    [Fact]
    public async Task A_path_that_another_workflow_answers_is_not_published()
    {
        await PublishAsync(Steps.Definition("in-first", Steps.Endpoint("in-taken"), Steps.Answer("first")));
        var answer = await (await ElsaClient.OfAsync(host)).SendAsync(
            "POST", "workflow-definitions", new JsonObject { ["model"] = Steps.Definition("in-second", Steps.Endpoint("In-Taken/")), ["publish"] = true });
        Assert.Equal(HttpStatusCode.BadRequest, answer.Status);
        Assert.Contains("already in use by another workflow!", answer.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_endpoint_without_a_path_is_not_published()
    {
        var answer = await (await ElsaClient.OfAsync(host)).SendAsync(
            "POST", "workflow-definitions", new JsonObject { ["model"] = Steps.Definition("in-nopath", Steps.Endpoint("")), ["publish"] = true });
        Assert.NotEqual(HttpStatusCode.OK, answer.Status);
        Assert.Contains("Trigger should have a payload", answer.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_endpoint_in_mid_flow_takes_what_its_placeholders_stand_for()
    {
        var waiting = Steps.Endpoint("in-orders/{id}/{part?}", "GET", starts: false);
        waiting["routeData"] = Into("route");
        await PublishAsync(With("in-orders", "route", waiting, Steps.Answer("=JSON.stringify(getVariable('route'))")));
        Assert.Equal(HttpStatusCode.NotFound, (await CallAsync("GET", "in-orders/7")).StatusCode);

        // One after the other: who waits is known at once, and no longer when it was met.
        foreach (var order in (string[])["7", "8"])
        {
            await host.RunAsync("in-orders");
            Assert.Equal($$"""{"id":"{{order}}"}""", await (await CallAsync("GET", $"In-Orders/{order}/")).TextAsync());
            Assert.Equal(HttpStatusCode.NotFound, (await CallAsync("GET", $"in-orders/{order}")).StatusCode);
        }
    }

    [Theory]
    [InlineData("GET", 202)]
    [InlineData("POST", 202)]
    [InlineData("POST", 204)]
    public async Task A_workflow_that_is_executed_answers_the_caller_itself(string method, int status)
    {
        await PublishAsync(Steps.Definition("in-direct", Steps.Answer("direct", ("statusCode", status.ToString(CultureInfo.InvariantCulture))), Wait()));
        var browser = host.SignedIn(await host.NewPersonAsync(Roles.Designer, cityKey: null));
        using var request = new HttpRequestMessage(new HttpMethod(method), "/elsa/api/workflow-definitions/in-direct/execute");
        request.Headers.Add("Sec-Fetch-Site", "same-origin");

        var answer = await browser.Client.SendAsync(request);

        Assert.Equal((status, status == 204 ? "" : "direct"), ((int)answer.StatusCode, await answer.TextAsync()));
        var instance = Assert.Single(answer.Headers.GetValues("x-elsa-workflow-instance-id"));
        await host.SettleAsync();
        Assert.Equal("in-direct", await host.ReadAsync(db => db.Instances.Where(row => row.Id == instance).Select(row => row.DefinitionId).SingleAsync()));
    }

    private static JsonObject Wait() => Steps.Of("Elsa.Event", ("eventName", "in-direct"));

    private static JsonObject Into(string variable) => new() { ["typeName"] = "Object", ["memoryReference"] = new JsonObject { ["id"] = variable } };

    private static JsonObject With(string id, string variable, params JsonNode[] steps)
    {
        var definition = Steps.Definition(id, steps);
        definition["variables"] = new JsonArray(new JsonObject { ["id"] = variable, ["name"] = variable, ["typeName"] = "Object" });
        return definition;
    }

    private static StringContent Body(string text, string type) => new(text, Encoding.UTF8, type);

    private async Task PublishEchoAsync()
    {
        var endpoint = Steps.Endpoint("in-echo", "POST");
        endpoint["parsedContent"] = Into("body");
        await PublishAsync(With("in-echo", "body", endpoint, Steps.Answer("=JSON.stringify(getVariable('body'))")));
    }

    private async Task PublishAsync(JsonObject definition) => await (await ElsaClient.OfAsync(host)).SaveAsync(definition, publish: true);

    private async Task<HttpResponseMessage> CallAsync(string method, string path, HttpContent? body = null, Roles? by = null, string site = "same-origin")
    {
        var browser = by is { } role ? host.SignedIn(await host.NewPersonAsync(role, cityKey: null)) : host.NewBrowser();
        var request = new HttpRequestMessage(new HttpMethod(method), $"/workflows/{path}") { Content = body };
        request.Headers.Add("Sec-Fetch-Site", site);
        return await browser.Client.SendAsync(request);
    }
}
