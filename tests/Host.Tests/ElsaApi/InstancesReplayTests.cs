using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Microsoft.Extensions.DependencyInjection;
using StrongCities.Host.Tests.Pages;
using StrongCities.Runtime;
using Xunit;

namespace StrongCities.Host.Tests.ElsaApi;

/// <summary>
/// Sends again what was recorded of running workflows, of instances and alterations, and compares status and members of the answers. The
/// recordings lie in the folder that <c>ELSA_REST</c> names.
/// </summary>
[Collection(PageTests.Name)]
public sealed partial class InstancesReplayTests(PageHost host)
{
    private const string Callback = "A bookmark resumes its activity; there is no method to name.";
    private const string Crash = "Bad input is refused, not a crash.";
    private const string GivenInRecord = "What a faulted activity was given is in its record, not in the state.";
    private const string NoResult = "The workflow itself has no output Result.";
    private const string OneInner = "An error names the one beneath it and no more.";
    private const string OtherInstance = "The instance was started outside of the recording.";
    private const string Unfit = "A variable that there is not, or a value that does not fit it, is refused.";

    /// <summary>What we answer otherwise, and why.</summary>
    private static readonly Dictionary<string, string> Otherwise = new()
    {
        ["113-exec-variables"] = Callback,
        ["114-exec-fault"] = GivenInRecord,
        ["159-inst-list-orderName"] = "Other instances come first here.",
        ["161-inst-list-orderLast"] = "Studio's own word for the order is understood.",
        ["168-inst-get-suspended"] = Callback,
        ["169-inst-get-faulted"] = GivenInRecord,
        ["183-inst-vars"] = "Variables given at the start are the declared ones.",
        ["185-inst-vars-post"] = "Variables given at the start are the declared ones.",
        ["186-inst-vars-post-unknown-var"] = Unfit,
        ["187-inst-vars-post-badtype"] = Unfit,
        ["202-ax-callstack"] = NoResult,
        ["203-ax-callstack-opts"] = NoResult,
        ["209-task-instance-after"] = OtherInstance,
        ["215-event-inst-b-later"] = OtherInstance,
        ["224-task-instance-later"] = OtherInstance,
        ["227-inst-vars-post-plain-badtype"] = Unfit,
        ["228-inst-vars-post-plain-unknown"] = Unfit,
        ["229-inst-vars-post-by-name"] = Unfit,
        ["249-inst-cancel-get"] = "Cancelling is done when the call returns.",
        ["269-inst-bulk-delete-empty"] = "Nothing is deleted without a filter.",
        ["281-alt-run-unknown-instance"] = Crash,
        ["283-alt-run-no-type"] = Crash,
        ["286-alt-migrated-instance"] = Callback,
        ["288-alt-get-immediately"] = "A plan is there when its submission returns.",
        ["297-retry-first-run"] = OneInner,
        ["302-retry-instance"] = OneInner,
        ["346-test-activity-unknown-act"] = Crash,
        ["352-retry2-first-run"] = OneInner,
        ["356-retry2-instance"] = "The instance ends well after a retry that helps.",
    };

    [Fact]
    public async Task The_calls_answer_as_recorded()
    {
        if (Environment.GetEnvironmentVariable("ELSA_REST") is not { Length: > 0 } folder)
        {
            TestContext.Current.TestOutputHelper!.WriteLine("Set ELSA_REST to a folder of recorded calls to replay them.");
            return;
        }

        var elsa = await ElsaClient.OfAsync(host);
        foreach (var definition in JsonNode.Parse(Definitions)!.AsArray())
        {
            await elsa.SaveAsync(definition!.AsObject(), publish: true);
        }

        var ids = new Dictionary<string, string>();
        var differences = new List<string>();
        var compared = 0;
        foreach (var file in Directory.EnumerateFiles(folder, "*.json").Order(StringComparer.Ordinal))
        {
            var recording = JsonNode.Parse(await File.ReadAllTextAsync(file))!;
            var (request, response) = (recording["request"]!, recording["response"]!);
            var path = (string)request["path"]!;
            if (!Ours().IsMatch(path) || Elsewhere().IsMatch(path) || (request["body"] as JsonObject)?["multipart"] is not null)
            {
                continue;
            }

            foreach (var unknown in NamedId().Matches($"{path} {request["body"]?.ToJsonString()}").Select(match => match.Value).Where(id => !ids.ContainsKey(id)).ToList())
            {
                // It was started outside of the recording.
                ids[unknown] = (string)(await elsa.SendAsync("POST", "workflow-definitions/r-event/execute")).Json["workflowState"]!["id"]!;
            }

            var name = Path.GetFileNameWithoutExtension(file);
            var needsBody = (int)response["status"]! == 415;
            var answer = await elsa.SendAsync(
                (string)request["method"]!, Recording.Mapped(path, ids), needsBody ? null : Recording.Body(request, ids));
            await host.Services.GetRequiredService<RuntimeIdle>().WaitAsync(TestContext.Current.CancellationToken);
            var found = Recording.Compare(response, answer, ids);
            compared++;
            if (Otherwise.ContainsKey(name) ? found.Count == 0 : found.Count > 0)
            {
                differences.Add($"{name}: {(found.Count == 0 ? "no longer differs" : string.Join("; ", found.Take(4)))}");
            }
        }

        Assert.True(compared > 100, $"Only {compared} recordings were compared.");
        Assert.True(differences.Count == 0, string.Join("\n", differences));
    }

    /// <summary>Like those that the recorded calls ran, whose text was not recorded.</summary>
    private const string Definitions = """
        [
          {"definitionId":"r-io","name":"r-io","inputs":[{"name":"City","type":"String","storageDriverType":"WorkflowInstanceStorageDriver"}],"outputs":[{"name":"Out","type":"String"}],
           "root":{"id":"F","type":"Elsa.Flowchart","name":"Flowchart1","version":1,"connections":[],"activities":[
             {"id":"SO","type":"Elsa.SetOutput","version":1,"outputName":{"typeName":"String","expression":{"type":"Literal","value":"Out"}},
              "outputValue":{"typeName":"Object","expression":{"type":"JavaScript","value":"'hi ' + getInput('City')"}}}]}},
          {"definitionId":"r-fault","name":"r-fault","root":{"id":"F","type":"Elsa.Flowchart","name":"Flowchart1","version":1,"activities":[
             {"id":"W1","name":"W1","type":"Elsa.WriteLine","version":1,"text":{"typeName":"String","expression":{"type":"Literal","value":"before"}}},
             {"id":"FX","name":"FX","type":"Elsa.Fault","version":1,"message":{"typeName":"String","expression":{"type":"Literal","value":"no money"}},
              "code":{"typeName":"String","expression":{"type":"Literal","value":"E42"}},"category":{"typeName":"String","expression":{"type":"Literal","value":"Grants"}},
              "faultType":{"typeName":"String","expression":{"type":"Literal","value":"Business"}}}],
            "connections":[{"source":{"activity":"W1","port":"Done"},"target":{"activity":"FX","port":"In"}}]}},
          {"definitionId":"r-event","name":"r-event","variables":[{"id":"vAmount","name":"Amount","typeName":"Int32","value":"1","storageDriverTypeName":"WorkflowInstanceStorageDriver"}],
           "root":{"id":"F","type":"Elsa.Flowchart","name":"Flowchart1","version":1,"activities":[
             {"id":"W1","name":"W1","type":"Elsa.WriteLine","version":1,"text":{"typeName":"String","expression":{"type":"Literal","value":"before"}}},
             {"id":"E","name":"E","type":"Elsa.Event","version":1,"eventName":{"typeName":"String","expression":{"type":"Literal","value":"MyEvt"}}},
             {"id":"SO","name":"SO","type":"Elsa.WriteLine","version":1,"text":{"typeName":"String","expression":{"type":"Literal","value":"after"}}}],
            "connections":[{"source":{"activity":"W1","port":"Done"},"target":{"activity":"E","port":"In"}},{"source":{"activity":"E","port":"Done"},"target":{"activity":"SO","port":"In"}}]}},
          {"definitionId":"r-retry","name":"r-retry","variables":[{"id":"vOk","name":"Ok","typeName":"String","value":"no","storageDriverTypeName":"WorkflowInstanceStorageDriver"}],
           "root":{"id":"F","type":"Elsa.Flowchart","name":"Flowchart1","version":1,"connections":[],"activities":[
             {"id":"SO","type":"Elsa.RunJavaScript","version":1,"script":{"typeName":"String","expression":{"type":"Literal","value":"if (getVariable('Ok') !== 'yes') throw new Error('no')"}}}]}},
          {"definitionId":"r-retry2","name":"r-retry2","options":{"incidentStrategyType":"ContinueWithIncidentsStrategy"},
           "variables":[{"id":"vOk","name":"Ok","typeName":"String","value":"no","storageDriverTypeName":"WorkflowInstanceStorageDriver"}],
           "root":{"id":"F","type":"Elsa.Flowchart","name":"Flowchart1","version":1,"connections":[],"activities":[
             {"id":"SO","type":"Elsa.RunJavaScript","version":1,"script":{"typeName":"String","expression":{"type":"Literal","value":"if (getVariable('Ok') !== 'yes') throw new Error('no')"}}}]}}
        ]
        """;

    [GeneratedRegex("^/elsa/api/(workflow-definitions/(r-io|r-fault|r-event|r-retry|r-retry2|nope)/(execute|dispatch|bulk-dispatch)|workflow-instances|activity-execution|alterations|events/[^t]|tasks/|tests/|bookmark-queue|cancel/|bulk-actions/(cancel|delete)/workflow-instances)")]
    private static partial Regex Ours();

    [GeneratedRegex("(?<![0-9a-f])[0-9a-f]{14,16}(?![0-9a-f])")]
    private static partial Regex NamedId();

    [GeneratedRegex("/(export|import)([?/]|$)")]
    private static partial Regex Elsewhere();
}
