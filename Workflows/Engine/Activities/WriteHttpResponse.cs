using System.Globalization;
using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using StrongCities.Engine.Definitions;
using StrongCities.Engine.Execution;
using StrongCities.Engine.Expressions;

namespace StrongCities.Engine.Activities;

/// <summary>Answers the HTTP call that set the workflow going. Without such a call it faults.</summary>
internal sealed class WriteHttpResponse : EngineActivity
{
    public override ActivityDescriptor Descriptor { get; } = new("Elsa.WriteHttpResponse")
    {
        Category = "HTTP",
        DisplayName = "HTTP Response",
        Description = "Answers the HTTP call that the workflow serves.",
        Inputs =
        [
            new InputDescriptor("StatusCode", "HttpStatusCode")
            {
                DisplayName = "Status code",
                Description = "What the caller is told, in a number's name.",
                UIHint = "dropdown",
                Options = Enum.GetNames<HttpStatusCode>(),
                Default = "OK",
            },
            new InputDescriptor("Content", "Object") { Description = "The answer itself.", UIHint = "multiline" },
            new InputDescriptor("ContentType", "String")
            {
                DisplayName = "Content type",
                Description = "What the answer is written in.",
                UIHint = "dropdown",
                Options = ["", "text/plain", "text/html", "application/json", "application/xml"],
            },
            new InputDescriptor("ResponseHeaders", "ObjectDictionary")
            {
                DisplayName = "Response headers",
                Description = "More headers, by name.",
                Category = "Advanced",
                UIHint = "json-editor",
            },
        ],
    };

    /// <summary>Asks for the caller to be answered.</summary>
    public static void Reply(ActivityExecution execution, int status, string? contentType, JsonNode? headers, byte[]? body) =>
        execution.Ask(new Question(HttpAnswer.ReplyQuestion, new JsonObject
        {
            ["InstanceId"] = execution.InstanceId,
            ["StatusCode"] = status,
            ["ContentType"] = contentType,
            ["Headers"] = headers,
            ["Body"] = body is null ? null : Convert.ToBase64String(body),
        }));

    protected internal override void Execute(ActivityExecution execution)
    {
        var asked = Values.ToText(execution.InputValue("StatusCode"));
        if (Status(asked) is not { } status)
        {
            execution.Fault($"'{asked}' is no HTTP status code. Give a number from 200 to 599, or a name such as NotFound.");
            return;
        }

        var content = execution.InputValue("Content");
        var given = execution.Input<string>("ContentType");
        var (body, guessed) = content switch
        {
            null => (null, null),
            string text => (Encoding.UTF8.GetBytes(text), "text/plain"),
            byte[] bytes => (bytes, "application/octet-stream"),
            var other => ((byte[]?)Encoding.UTF8.GetBytes(Values.ToJson(other)?.ToJsonString(ElsaJson.Compact) ?? "null"), (string?)"application/json"),
        };
        Reply(execution, status, string.IsNullOrEmpty(given) ? guessed : given, Values.ToJson(execution.InputValue("ResponseHeaders")), body);
    }

    /// <summary>A status by number or name. A JSON number counts too, which in Elsa breaks the response.</summary>
    private static int? Status(string text) =>
        text.Length == 0 ? 200
        : int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number is >= 200 and <= 599 ? number : null
        : Enum.TryParse<HttpStatusCode>(text, ignoreCase: true, out var named) && (int)named >= 200 ? (int)named
        : null;
}
