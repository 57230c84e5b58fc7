using System.Text;
using System.Text.Json.Nodes;
using StrongCities.Engine.Definitions;
using StrongCities.Engine.Execution;
using StrongCities.Engine.Expressions;

namespace StrongCities.Engine.Activities;

/// <summary>Waits for an HTTP call. As a trigger, each such call starts an instance.</summary>
internal sealed class HttpEndpoint : EngineActivity
{
    public override ActivityDescriptor Descriptor { get; } = new(HttpCall.EndpointType)
    {
        Category = "HTTP",
        DisplayName = "HTTP Endpoint",
        Description = "Waits for an HTTP call.",
        IsTrigger = true,
        Inputs =
        [
            new InputDescriptor("Path", "String") { IsRequired = true, Description = "Below the base path, such as grants/{id}." },
            new InputDescriptor("SupportedMethods", "String[]")
            {
                DisplayName = "Supported methods",
                Description = "Which calls it takes.",
                UIHint = "checklist",
                Options = ["GET", "POST", "PUT", "PATCH", "DELETE", "HEAD"],
                Default = new JsonArray("GET"),
            },
            new InputDescriptor("Authorize", "Boolean") { Description = "Only callers who are signed in.", Category = "Security", UIHint = "checkbox", Default = false },
            new InputDescriptor("Policy", "String") { Description = "What the caller must be allowed, besides being signed in.", Category = "Security" },
            new InputDescriptor("RequestTimeout", "TimeSpan?")
            {
                DisplayName = "Request timeout",
                Description = "How long a caller waits at most, such as 00:00:30.",
                Category = "Upload",
            },
            new InputDescriptor("RequestSizeLimit", "Int64?") { DisplayName = "Request size limit", Description = "In bytes.", Category = "Upload" },
            new InputDescriptor("FileSizeLimit", "Int64?") { DisplayName = "File size limit", Description = "In bytes, of each file.", Category = "Upload" },
            new InputDescriptor("AllowedFileExtensions", "String[]")
            {
                DisplayName = "Allowed file extensions",
                Description = "Only these, such as .pdf. Empty: all.",
                Category = "Upload",
                UIHint = "multitext",
            },
            new InputDescriptor("BlockedFileExtensions", "String[]")
            {
                DisplayName = "Blocked file extensions",
                Description = "Never these. Empty: none.",
                Category = "Upload",
                UIHint = "multitext",
            },
            new InputDescriptor("AllowedMimeTypes", "String[]")
            {
                DisplayName = "Allowed MIME types",
                Description = "Only these, such as application/pdf. Empty: all.",
                Category = "Upload",
                UIHint = "multitext",
            },
            Exposes(HttpCallCheck.RequestTooLarge),
            Exposes(HttpCallCheck.FileTooLarge),
            Exposes(HttpCallCheck.InvalidFileExtension),
            Exposes(HttpCallCheck.InvalidFileMimeType),
        ],
        Outputs =
        [
            new OutputDescriptor("Result", "Object", "The request: Method, Path, Query, Route, Headers."),
            new OutputDescriptor("ParsedContent", "Object", "JSON or a form as an object, everything else as text."),
            new OutputDescriptor("Files", "Object", "The files that came: FileName, ContentType, Length, Content in base 64."),
            new OutputDescriptor("File", "Object", "The first of the files."),
            new OutputDescriptor("RouteData", "ObjectDictionary", "What the path's placeholders stand for."),
            new OutputDescriptor("QueryStringData", "ObjectDictionary", "The query by name."),
            new OutputDescriptor("Headers", "ObjectDictionary", "The headers by name."),
        ],
        Outcomes =
        [
            "Done", HttpCallCheck.RequestTooLarge, HttpCallCheck.FileTooLarge, HttpCallCheck.InvalidFileExtension, HttpCallCheck.InvalidFileMimeType,
        ],
    };

    public override IReadOnlyList<BookmarkRequest> Triggers(ActivityContext context) => Awaited(context);

    public override void Resumed(ActivityContext context, Bookmark bookmark, JsonObject input) =>
        Receive((ActivityExecution)context, input[HttpCall.Input] as JsonObject ?? []);

    /// <summary>The caller was told what is wrong with the call; there is nothing to go on with.</summary>
    public override void Answered(ActivityContext context, JsonNode? value)
    {
        var execution = (ActivityExecution)context;
        execution.Run.Ended = WorkflowSubStatus.Finished;
        execution.Complete();
        Lifecycle.EndInstance(execution.Run, WorkflowSubStatus.Finished);
    }

    protected internal override void Execute(ActivityExecution execution)
    {
        if (execution.IsTriggerOfThisRun)
        {
            Receive(execution, execution.WorkflowInput<JsonObject>(HttpCall.Input) ?? []);
            return;
        }

        foreach (var request in Awaited(execution))
        {
            execution.AddBookmark(request);
        }
    }

    private static IReadOnlyList<BookmarkRequest> Awaited(ActivityContext context)
    {
        var path = HttpCall.Normalize(context.Input<string>("Path") ?? "");
        var methods = (context.Input<JsonArray>("SupportedMethods") ?? []).Select(method => ElsaJson.Text(method)).OfType<string>()
            .Where(method => method.Length > 0).Distinct(StringComparer.OrdinalIgnoreCase);
        return [.. methods.Select(method => new BookmarkRequest(Payload: Payload(context, path, method)) { HashedPayload = HttpCall.Key(path, method) })];
    }

    /// <summary>What the host must know before it runs anything.</summary>
    private static JsonObject Payload(ActivityContext context, string path, string method)
    {
        var payload = HttpCall.Key(path, method);
        payload["authorize"] = context.Input<bool>("Authorize");
        Set("policy", context.Input<string>("Policy") is { Length: > 0 } policy ? policy : null);
        Set("requestTimeout", context.Input<TimeSpan?>("RequestTimeout")?.ToString("c"));
        Set("requestSizeLimit", context.Input<long?>("RequestSizeLimit"));
        return payload;

        void Set(string name, object? value)
        {
            if (value is not null)
            {
                payload[name] = Values.ToJson(value);
            }
        }
    }

    private static void Receive(ActivityExecution execution, JsonObject call)
    {
        var files = ElsaJson.List(call["Files"]) ?? [];
        if (HttpCallCheck.Find(execution, call, files) is { } refusal)
        {
            if (execution.Node.Json.Flag(ExposeMember(refusal.Outcome)))
            {
                execution.Complete(refusal.Outcome);
                return;
            }

            var body = new JsonObject { ["message"] = refusal.Message }.ToJsonString(ElsaJson.Compact);
            WriteHttpResponse.Reply(execution, refusal.Status, "application/json; charset=utf-8", headers: null, Encoding.UTF8.GetBytes(body));
            return;
        }

        execution.SetOutput("Result", new JsonObject(call.Where(member => member.Key is not ("Body" or "Files"))
            .Select(member => KeyValuePair.Create(member.Key, member.Value?.DeepClone()))));
        execution.SetOutput("ParsedContent", call["Body"]?.DeepClone());
        execution.SetOutput("Files", files.DeepClone());
        execution.SetOutput("File", files is [{ } first, ..] ? first.DeepClone() : null);
        execution.SetOutput("RouteData", call["Route"]?.DeepClone());
        execution.SetOutput("QueryStringData", call["Query"]?.DeepClone());
        execution.SetOutput("Headers", call["Headers"]?.DeepClone());
        execution.Complete();
    }

    private static InputDescriptor Exposes(string outcome) => new($"Expose{Pascal(outcome)}Outcome", "Boolean")
    {
        DisplayName = $"Has the outcome {outcome}", IsWrapped = false, UIHint = "checkbox", Default = false, Category = "Outcomes",
        Description = "Such a call then has a way out of its own, instead of being refused.",
    };

    private static string ExposeMember(string outcome) => $"expose{Pascal(outcome)}Outcome";

    private static string Pascal(string outcome) =>
        string.Concat(outcome.Split(' ').Select(word => char.ToUpperInvariant(word[0]) + word[1..].ToLowerInvariant()));
}
