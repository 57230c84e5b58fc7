using System.Globalization;
using System.Text.Json.Nodes;
using StrongCities.Engine.Execution;

namespace StrongCities.Engine.Activities;

/// <summary>Sends an HTTP request and leaves a flowchart's node by the status that came back.</summary>
internal sealed class FlowSendHttpRequest : EngineActivity
{
    private static readonly InputDescriptor ExpectedStatusCodes =
        new("ExpectedStatusCodes", "Int32[]")
        {
            DisplayName = "Expected status codes",
            Description = "Answers that have a way out of their own.",
            UIHint = "multitext",
            Default = new JsonArray(200),
        };

    public override ActivityDescriptor Descriptor { get; } = new("Elsa.FlowSendHttpRequest")
    {
        Category = "HTTP",
        DisplayName = "HTTP Request (flow)",
        Description = "Sends an HTTP request and goes on by the status.",
        Inputs = [.. OutgoingRequest.Inputs, ExpectedStatusCodes, OutgoingRequest.EnableResiliency],
        Outputs = OutgoingRequest.Outputs,
        Outcomes = ["200", "Unmatched status code", OutgoingRequest.FailedToConnect, OutgoingRequest.Timeout, "Done"],
    };

    public override void Answered(ActivityContext context, JsonNode? value) => Complete((ActivityExecution)context, value);

    /// <summary>Completes with the outcomes of an answer.</summary>
    internal static void Complete(ActivityExecution execution, JsonNode? answer)
    {
        if (OutgoingRequest.Receive(execution, answer, out var failure) is not { } status)
        {
            execution.Complete(failure);
            return;
        }

        var expected = execution.Input<JsonArray>("ExpectedStatusCodes") ?? [];
        var code = status.ToString(CultureInfo.InvariantCulture);
        execution.Complete(expected.Any(item => item?.ToString() == code) ? code : "Unmatched status code", "Done");
    }

    protected internal override void Execute(ActivityExecution execution) => OutgoingRequest.Ask(execution);
}
