using System.Text.Json.Nodes;
using StrongCities.Engine.Definitions;
using StrongCities.Engine.Execution;

namespace StrongCities.Engine.Activities;

/// <summary>Sends an HTTP request and runs the nested activity for what came of it.</summary>
internal sealed class SendHttpRequest : EngineActivity
{
    private const string StatusCodes = "expectedStatusCodes";

    public override ActivityDescriptor Descriptor { get; } = new("Elsa.SendHttpRequest")
    {
        Category = "HTTP",
        DisplayName = "HTTP Request",
        Description = "Sends an HTTP request.",
        Inputs =
        [
            .. OutgoingRequest.Inputs,
            new InputDescriptor("ExpectedStatusCodes", "Object")
            {
                DisplayName = "Expected status codes",
                Description = "Answers for which something of its own is done.",
                UIHint = "http-status-codes",
                IsWrapped = false,
            },
            OutgoingRequest.EnableResiliency,
        ],
        Outputs = OutgoingRequest.Outputs,
        Ports = [StatusCodes, "unmatchedStatusCode", "failedToConnect", "timeout"],
    };

    public override void Answered(ActivityContext context, JsonNode? value)
    {
        var execution = (ActivityExecution)context;
        var status = OutgoingRequest.Receive(execution, value, out var failure);
        var runs = status is { } code ? ScheduleStatus(execution, code)
            : execution.Schedule(failure == OutgoingRequest.Timeout ? "timeout" : "failedToConnect");
        if (!runs)
        {
            execution.Complete();
        }
    }

    protected internal override void Execute(ActivityExecution execution) => OutgoingRequest.Ask(execution);

    private static bool ScheduleStatus(ActivityExecution execution, int status)
    {
        var listed = ElsaJson.List(execution.Node.Json[StatusCodes]) ?? [];
        var index = listed.Select(item => (item as JsonObject).Integer("statusCode")).ToList().IndexOf(status);
        if (index < 0)
        {
            return execution.Schedule("unmatchedStatusCode");
        }

        if (execution.Node.Port(StatusCodes)[index] is not { } activity)
        {
            return false;
        }

        execution.Schedule(activity);
        return true;
    }
}
