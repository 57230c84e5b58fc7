using System.Text.Json.Nodes;
using StrongCities.Engine.Definitions;
using StrongCities.Engine.Execution;

namespace StrongCities.Engine.Activities;

/// <summary>Fetches a file by HTTP. It becomes a variable of the instance, so the host's limit of a response is also its limit.</summary>
internal sealed class DownloadHttpFile : EngineActivity
{
    public override ActivityDescriptor Descriptor { get; } = new("Elsa.DownloadHttpFile")
    {
        Category = "HTTP",
        DisplayName = "Download File",
        Description = "Downloads a file.",
        Inputs =
        [
            .. OutgoingRequest.Inputs.Where(input => input.Name is not ("Content" or "ContentType")),
            new InputDescriptor("RequestContent", "Object")
            {
                DisplayName = "Content",
                Description = "What to send; only together with a content type.",
                UIHint = "multiline",
            },
            new InputDescriptor("RequestContentType", "String")
            {
                DisplayName = "Content type",
                Description = "What the content is written in.",
                UIHint = "dropdown",
                Options = OutgoingRequest.ContentTypes,
            },
            new InputDescriptor("ExpectedStatusCodes", "Int32[]")
            {
                DisplayName = "Expected status codes",
                Description = "Answers that count as success. Each is a way out.",
                UIHint = "multitext",
                Default = new JsonArray(200),
            },
        ],
        Outputs =
        [
            new OutputDescriptor("Result", "Object", "The file: FileName, ContentType, Length, Content in base 64."),
            new OutputDescriptor("StatusCode", "Int32", "The status, such as 200."),
            new OutputDescriptor("ResponseContentBytes", "ByteArray", "The content alone."),
            new OutputDescriptor("ResponseHeaders", "ObjectDictionary", "Lists of values by name."),
        ],
        Outcomes = ["200", "Unmatched status code", OutgoingRequest.FailedToConnect, OutgoingRequest.Timeout, "Done"],
    };

    public override void Answered(ActivityContext context, JsonNode? value)
    {
        var file = (value as JsonObject).Object("ParsedContent");
        context.SetOutput("Result", file?.DeepClone());
        context.SetOutput("ResponseContentBytes", file?["Content"]?.DeepClone());
        FlowSendHttpRequest.Complete((ActivityExecution)context, value);
    }

    protected internal override void Execute(ActivityExecution execution) =>
        OutgoingRequest.Ask(execution, "RequestContent", "RequestContentType", asFile: true);
}
