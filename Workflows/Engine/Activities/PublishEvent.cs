using System.Text.Json.Nodes;
using StrongCities.Engine.Execution;

namespace StrongCities.Engine.Activities;

/// <summary>Publishes an event once this burst is committed.</summary>
internal sealed class PublishEvent : EngineActivity
{
    public override ActivityDescriptor Descriptor { get; } = new("Elsa.PublishEvent")
    {
        Category = "Events",
        DisplayName = "Publish Event",
        Description = "Publishes an event that starts workflows and resumes those that wait for it.",
        Inputs =
        [
            new InputDescriptor("EventName", "String") { DisplayName = "Event name", IsRequired = true },
            new InputDescriptor("CorrelationId", "String") { DisplayName = "Correlation id" },
            new InputDescriptor("IsLocalEvent", "Boolean") { DisplayName = "Local event", UIHint = "checkbox" },
            new InputDescriptor("Payload", "Object"),
        ],
    };

    protected internal override void Execute(ActivityExecution execution)
    {
        execution.Run.Effects.Add(new EventPublished(
            execution.Input<string>("EventName") ?? "",
            execution.Input<string>("CorrelationId") is { Length: > 0 } correlationId ? correlationId : null,
            execution.Input<bool>("IsLocalEvent"),
            execution.Input<JsonNode>("Payload")));
        execution.Complete();
    }
}
