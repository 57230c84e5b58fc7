using System.Text.Json.Nodes;
using StrongCities.Engine.Execution;

namespace StrongCities.Engine.Activities;

/// <summary>Publishes an event once this burst is committed.</summary>
internal sealed class PublishEvent : EngineActivity
{
    public override ActivityDescriptor Descriptor { get; } = new("Elsa.PublishEvent")
    {
        Category = "Primitives",
        DisplayName = "Publish Event",
        Description = "Publishes an event that starts workflows and resumes those that wait for it.",
        Inputs =
        [
            new InputDescriptor("EventName", "String") { DisplayName = "Event name", Description = "What those who wait for it wait for.", IsRequired = true },
            new InputDescriptor("CorrelationId", "String")
            {
                DisplayName = "Correlation id",
                Description = "Only runs with this correlation id get it. Empty: all that wait.",
            },
            new InputDescriptor("IsLocalEvent", "Boolean") { DisplayName = "Local event", Description = "Only this run gets it.", UIHint = "checkbox" },
            new InputDescriptor("Payload", "Object") { Description = "Data that comes with it." },
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
