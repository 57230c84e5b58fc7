using System.Net;
using System.Text.Json.Nodes;
using StrongCities.Conformance.Cases;

namespace StrongCities.Conformance.Targets;

/// <summary>One case at a server.</summary>
internal sealed class OverRestRun(ElsaCase @case, ElsaServer server, CancellationToken cancellation) : ICaseRun
{
    private const int PageSize = 1000;

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(50);

    /// <summary>What goes on after a burst by itself, without the API telling when it is done.</summary>
    private static readonly string[] GoesOn =
        ["Elsa.PublishEvent", "Elsa.DispatchWorkflow", "Elsa.BulkDispatchWorkflows", "Elsa.SendHttpRequest", "Elsa.FlowSendHttpRequest"];

    private readonly HashSet<string> brought = new(StringComparer.Ordinal);
    private string? instanceId;

    public async Task<(IReadOnlyList<string> Refusals, IReadOnlyList<string> Lost)> PublishAsync()
    {
        var refusals = new List<string>();
        var lost = new List<string>();
        foreach (var definition in @case.Definitions)
        {
            var id = await ClaimAsync(definition);
            var given = definition.DeepClone().AsObject();
            // Elsa takes a row's id at its word and overwrites that row, whoever's it is.
            given.Remove("id");
            given["definitionId"] = id;
            var imported = await server.SendAsync(HttpMethod.Post, $"workflow-definitions/import?flowchartMode={@case.FlowchartMode}", given, cancellation);
            if (!imported.IsSuccess)
            {
                refusals.AddRange(imported.Errors);
                continue;
            }

            lost.AddRange(Loss.Between(given, (await server.GetAsync($"workflow-definitions/{id}/export?versionOptions=Latest", cancellation)).Json));
            if ((bool?)definition["isPublished"] == true || (string?)@case.Runs?["definitionId"] == id)
            {
                var published = await server.SendAsync(
                    HttpMethod.Post, $"workflow-definitions/{id}/publish", new JsonObject { ["definitionId"] = id }, cancellation);
                refusals.AddRange(published.IsSuccess ? [] : published.Errors);
            }
        }

        return (refusals, lost);
    }

    public async Task<Standing> StartAsync()
    {
        var answer = await server.SendAsync(HttpMethod.Post, $"workflow-definitions/{IdOf(@case.Runs!)}/execute", new JsonObject
        {
            ["input"] = @case.Input,
            ["correlationId"] = @case.CorrelationId,
        }, cancellation);
        // A faulted run is answered by 500, with its state.
        var state = answer.Json["workflowState"] as JsonObject ?? throw new CannotRunException($"execute was answered by {(int)answer.Status}: {answer.Text}");
        instanceId = (string)state["id"]!;
        return StandingOf(state);
    }

    public async Task SettleAsync()
    {
        var mayGoOn = @case.Activities().Any(activity => GoesOn.Contains((string?)activity["type"]));
        string? before = null;
        await UntilAsync("the instance did not come to rest", async () =>
        {
            var now = await StateAsync();
            var rests = now is null || (string?)now["subStatus"] is not ("Executing" or "Pending");
            var same = !mayGoOn || now?["updatedAt"]?.ToString() == before;
            before = now?["updatedAt"]?.ToString();
            return rests && same;
        });
    }

    public async Task<Standing?> StandingAsync() => await StateAsync() is { } state ? StandingOf(state) : null;

    public async Task ResumeAsync(Waiting bookmark, JsonObject input)
    {
        switch (bookmark.Name)
        {
            case "Elsa.Event":
                await server.ExpectAsync(HttpMethod.Post, $"events/{Member(bookmark.Payload, "eventName")}/trigger", new JsonObject
                {
                    ["workflowInstanceId"] = instanceId,
                    ["input"] = Only(input, "__EventPayloadWorkflowInput"),
                    ["workflowExecutionMode"] = "Synchronous",
                }, cancellation);
                break;
            case "Elsa.RunTask":
                await server.ExpectAsync(
                    HttpMethod.Post, $"tasks/{Member(bookmark.Payload, "taskId")}/complete", new JsonObject { ["result"] = Only(input, "RunTaskInput") }, cancellation);
                break;
        }

        // A clock's bookmark goes by itself, or not within our patience; a task is completed in the background.
        await UntilAsync($"the bookmark {bookmark.Name} of {bookmark.ActivityId} cannot be resumed by the API",
            async () => (await StandingAsync())!.Bookmarks.All(open => open.Id != bookmark.Id));
    }

    public Task SendAsync(SendEvent sent) => server.ExpectAsync(HttpMethod.Post, $"events/{sent.Name}/trigger", new JsonObject
    {
        ["correlationId"] = sent.CorrelationId,
        ["input"] = sent.Payload?.DeepClone(),
        ["workflowExecutionMode"] = "Synchronous",
    }, cancellation);

    public async Task<HttpAnswer> CallAsync(CallHttp call)
    {
        var address = call.Address.Replace("{base}", server.Workflows.ToString(), StringComparison.Ordinal);
        var answer = await server.SendAsync(new HttpMethod(call.Method), address, null, cancellation);
        return new HttpAnswer((int)answer.Status, answer.Text);
    }

    /// <summary>
    /// The API shows what WriteLine was given, in the records of all instances that the case made; not in what order, so the journal tells that. Where
    /// a definition keeps inputs out of the records, lines are not visible.
    /// </summary>
    public async Task<IReadOnlyList<string>?> LinesAsync()
    {
        var lines = new List<(DateTimeOffset At, string Text)>();
        foreach (var id in await InstancesAsync())
        {
            var records = (await server.GetAsync($"activity-executions/list?workflowInstanceId={id}", cancellation)).Items
                .Where(record => (string?)record["activityType"] == "Elsa.WriteLine")
                .ToDictionary(record => (string)record["id"]!, StringComparer.Ordinal);
            foreach (var row in (await JournalAsync(id)).Where(row => (string?)row["eventName"] == "Started"))
            {
                if (!records.TryGetValue((string)row["activityInstanceId"]!, out var record))
                {
                    continue;
                }

                if (Find(record["activityState"], "text") is { } text)
                {
                    lines.Add((row["timestamp"]!.GetValue<DateTimeOffset>(), text));
                }
                else if ((string?)record["status"] == "Completed")
                {
                    return null;
                }
            }
        }

        return [.. lines.OrderBy(line => line.At).Select(line => line.Text)];
    }

    public async Task<Traces?> TracesAsync()
    {
        if (await StateAsync() is not { } state)
        {
            return null;
        }

        var journal = (await JournalAsync(instanceId!)).Select(row => $"{row["activityId"]}:{row["eventName"]}");
        var incidents = (state["incidents"] as JsonArray ?? []).Select(incident => $"{incident!["activityType"]}|{incident["activityId"]}|{incident["message"]}");
        return new Traces(await LinesAsync(), [.. journal], [.. incidents], state["output"]?.DeepClone() as JsonObject ?? [], await VariablesAsync(state));
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var id in brought)
        {
            // Deletes the definition's instances with it.
            await server.SendAsync(HttpMethod.Delete, $"workflow-definitions/{id}", null, CancellationToken.None);
        }
    }

    /// <summary>Makes sure that nobody else's definition has this id.</summary>
    private async Task<string> ClaimAsync(JsonObject definition)
    {
        var id = IdOf(definition);
        if (!brought.Contains(id))
        {
            var known = await server.SendAsync(HttpMethod.Get, $"workflow-definitions/by-definition-id/{id}", null, cancellation);
            _ = known.Status == HttpStatusCode.NotFound && brought.Add(id) ? true
                : throw new CannotRunException($"the server has a definition '{id}' already, which is left alone: use a server without it");
        }

        return id;
    }

    private string IdOf(JsonObject definition) => (string?)definition["definitionId"] is { Length: > 0 } id ? id : $"case-{@case.Name}";

    private async Task<JsonObject?> StateAsync()
    {
        instanceId ??= (await InstancesAsync()) is [var first, ..] ? first : null;
        return instanceId is null ? null : (await server.GetAsync($"workflow-instances/{instanceId}", cancellation)).Json["workflowState"] as JsonObject;
    }

    /// <summary>Oldest first.</summary>
    private async Task<IReadOnlyList<string>> InstancesAsync() => [.. (await server.ExpectAsync(HttpMethod.Post, "workflow-instances", new JsonObject
    {
        ["definitionIds"] = new JsonArray([.. brought.Select(id => (JsonNode)id)]),
        ["page"] = 0,
        ["pageSize"] = PageSize,
    }, cancellation)).Items.OrderBy(item => item["createdAt"]!.GetValue<DateTimeOffset>()).Select(item => (string)item["id"]!)];

    private async Task<IEnumerable<JsonObject>> JournalAsync(string id) =>
        (await server.GetAsync($"workflow-instances/{id}/journal?page=0&pageSize={PageSize}", cancellation)).Items.OrderBy(row => (long)row["sequence"]!);

    /// <summary>Elsa shows no variables of an instance that ended.</summary>
    private async Task<JsonObject?> VariablesAsync(JsonObject state)
    {
        if ((string?)state["status"] != "Running")
        {
            return null;
        }

        var variables = new JsonObject();
        foreach (var item in (await server.GetAsync($"workflow-instances/{instanceId}/variables", cancellation)).Items)
        {
            variables[(string)item["name"]!] = item["value"]?.DeepClone();
        }

        return variables;
    }

    private async Task UntilAsync(string complaint, Func<Task<bool>> condition)
    {
        using var deadline = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        deadline.CancelAfter(Patience);
        try
        {
            while (!await condition())
            {
                await Task.Delay(Pause, TimeProvider.System, deadline.Token);
            }
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
            throw new CannotRunException($"{complaint} within {Patience.TotalSeconds} s");
        }
    }

    private static Standing StandingOf(JsonObject state) => new((string)state["status"]!, (string)state["subStatus"]!,
        [.. (state["bookmarks"] as JsonArray ?? []).OfType<JsonObject>().Select(bookmark =>
            new Waiting((string)bookmark["id"]!, (string)bookmark["name"]!, (string)bookmark["activityId"]!, bookmark["payload"]?.DeepClone()))]);

    /// <summary>The API delivers one value, not the instance's inputs.</summary>
    private static JsonNode? Only(JsonObject input, string member) =>
        input.FirstOrDefault(other => other.Key != member).Key is { } more
            ? throw new CannotRunException($"the API cannot resume with the input '{more}'") : input[member]?.DeepClone();

    private static string Member(JsonNode? json, string name) => Find(json, name) ?? "";

    private static string? Find(JsonNode? json, string name) => (json as JsonObject)?
        .FirstOrDefault(member => string.Equals(member.Key, name, StringComparison.OrdinalIgnoreCase)).Value?.ToString();
}
