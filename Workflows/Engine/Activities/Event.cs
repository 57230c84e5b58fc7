using System.Text.Json.Nodes;
using StrongCities.Engine.Execution;

namespace StrongCities.Engine.Activities;

/// <summary>Waits for an event by name. As a trigger, each such event starts an instance.</summary>
public sealed class Event : Activity
{
    /// <summary>The type, which is also the name of its bookmarks and triggers.</summary>
    public const string TypeName = "Elsa.Event";

    /// <summary>The input under which an event's payload is delivered.</summary>
    public const string PayloadInput = "__EventPayloadWorkflowInput";

    /// <inheritdoc/>
    public override ActivityDescriptor Descriptor { get; } = new(TypeName)
    {
        Category = "Primitives",
        DisplayName = "Event",
        Description = "Waits for an event.",
        IsTrigger = true,
        Inputs = [new InputDescriptor("EventName", "String") { DisplayName = "Event name", Description = "What it waits for.", IsRequired = true }],
        Outputs = [new OutputDescriptor("Result", "Object", "What the event brought.")],
    };

    /// <summary>What an event and the bookmarks that wait for it have in common.</summary>
    /// <param name="eventName">Compared ordinally.</param>
    /// <returns>A new payload.</returns>
    public static JsonObject Payload(string eventName) => new() { ["EventName"] = eventName };

    /// <inheritdoc/>
    public override IReadOnlyList<BookmarkRequest> Triggers(ActivityContext context) => [Awaited(context)];

    /// <inheritdoc/>
    public override void Execute(ActivityContext context)
    {
        if (context.IsTriggerOfThisRun)
        {
            Deliver(context, context.WorkflowInput<JsonNode>(PayloadInput));
        }
        else
        {
            context.AddBookmark(Awaited(context));
        }
    }

    /// <inheritdoc/>
    public override void Resumed(ActivityContext context, Bookmark bookmark, JsonObject input) => Deliver(context, input[PayloadInput]);

    private static BookmarkRequest Awaited(ActivityContext context) => new(Payload: Payload(context.Input<string>("EventName") ?? ""));

    private static void Deliver(ActivityContext context, JsonNode? payload)
    {
        context.SetOutput("Result", payload);
        context.Complete();
    }
}
