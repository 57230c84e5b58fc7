using System.Text.Json.Nodes;
using StrongCities.Engine.Definitions;
using StrongCities.Engine.Execution;
using StrongCities.Engine.Expressions;

namespace StrongCities.Engine.Activities;

/// <summary>What the activities that send an HTTP request have in common: inputs, outputs, the question and its answer.</summary>
internal static class OutgoingRequest
{
    public const string FailedToConnect = "Failed to connect";

    public const string Timeout = "Timeout";

    public static readonly IReadOnlyList<string> ContentTypes =
        ["", "text/plain", "text/html", "application/json", "application/xml", "application/x-www-form-urlencoded"];

    public static readonly IReadOnlyList<InputDescriptor> Inputs =
    [
        new("Url", "Uri") { DisplayName = "URL", Description = "Where to send it; absolute.", IsRequired = true },
        new("Method", "String")
        {
            Description = "What to do at that address.",
            UIHint = "dropdown",
            Options = ["GET", "POST", "PUT", "PATCH", "DELETE", "HEAD", "OPTIONS"],
            Default = "GET",
        },
        new("Content", "Object") { UIHint = "multiline", Description = "What to send; only together with a content type." },
        new("ContentType", "String")
        {
            DisplayName = "Content type",
            Description = "What the content is written in.",
            UIHint = "dropdown",
            Options = ContentTypes,
        },
        new("Authorization", "String") { Description = "The value of the Authorization header.", Category = "Security" },
        new("DisableAuthorizationHeaderValidation", "Boolean")
        {
            DisplayName = "Send any authorization text",
            Description = "For servers that want something unusual there.",
            Category = "Security",
            UIHint = "checkbox",
            Default = false,
        },
        new("RequestHeaders", "ObjectDictionary")
        {
            DisplayName = "Request headers",
            Description = "More headers, by name.",
            Category = "Advanced",
            UIHint = "json-editor",
        },
    ];

    public static readonly IReadOnlyList<OutputDescriptor> Outputs =
    [
        new("Result", "Object", "Status and headers."),
        new("StatusCode", "Int32", "The status, such as 200."),
        new("ParsedContent", "Object", "JSON as an object, everything else as text."),
        new("ResponseHeaders", "ObjectDictionary", "Lists of values by name."),
    ];

    public static readonly InputDescriptor EnableResiliency =
        new("EnableResiliency", "Boolean") { DisplayName = "Try again", UIHint = "checkbox", Default = false, Description = "Sends it again when it fails for a while." };

    /// <summary>Asks for the request to be sent, or faults when it cannot be.</summary>
    public static void Ask(ActivityExecution execution, string contentInput = "Content", string contentTypeInput = "ContentType", bool asFile = false)
    {
        var url = execution.Input<string>("Url");
        if (string.IsNullOrWhiteSpace(url))
        {
            execution.Fault("Url is required.");
            return;
        }

        if (!Uri.TryCreate(url, UriKind.Absolute, out var address) || (address.Scheme != Uri.UriSchemeHttp && address.Scheme != Uri.UriSchemeHttps))
        {
            execution.Fault($"'{url}' is no address a request can be sent to: give an absolute one that begins with http:// or https://.");
            return;
        }

        execution.Ask(new Question(HttpAnswer.SendQuestion, new JsonObject
        {
            ["Url"] = url,
            ["Method"] = execution.Input<string>("Method") is { Length: > 0 } method ? method.ToUpperInvariant() : "GET",
            ["Content"] = Values.ToJson(execution.InputValue(contentInput)),
            ["ContentType"] = execution.Input<string>(contentTypeInput),
            ["Authorization"] = execution.Input<string>("Authorization"),
            ["DisableAuthorizationHeaderValidation"] = execution.Input<bool>("DisableAuthorizationHeaderValidation"),
            ["RequestHeaders"] = Values.ToJson(execution.InputValue("RequestHeaders")),
            ["Retries"] = Retries(execution),
            ["AsFile"] = asFile,
        }));
    }

    /// <summary>Sets the outputs; writes a journal row when there was no response.</summary>
    /// <returns>The status, or <see langword="null"/> when there was no response: then <paramref name="failure"/> is the outcome.</returns>
    public static int? Receive(ActivityExecution execution, JsonNode? answer, out string failure)
    {
        var response = answer as JsonObject ?? [];
        failure = response.Text("Failure") == HttpAnswer.TimeoutFailure ? Timeout : FailedToConnect;
        if (response["Failure"] is not null)
        {
            execution.Journal("Error", response.Text("Message"), Attempts(response));
            return null;
        }

        if (Attempts(response) is { } attempts)
        {
            execution.Journal("Retried", null, attempts);
        }

        var status = response.Integer("StatusCode");
        execution.SetOutput("StatusCode", status);
        execution.SetOutput("ResponseHeaders", response["Headers"]);
        execution.SetOutput("ParsedContent", response["ParsedContent"]);
        return status;
    }

    /// <summary>Elsa's own switch means eight more tries; what a strategy means is the host's to say.</summary>
    private static string? Retries(ActivityExecution execution) =>
        execution.Node.Json.Object("customProperties")?["resilienceStrategy"] is not null ? "Strategy"
        : execution.Input<bool>("EnableResiliency") ? "Legacy"
        : null;

    private static JsonObject? Attempts(JsonObject response) =>
        ElsaJson.List(response["Attempts"]) is { Count: > 0 } attempts ? new JsonObject { ["attempts"] = attempts.DeepClone() } : null;
}
