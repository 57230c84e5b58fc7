using System.Text.Json.Nodes;
using StrongCities.Engine.Execution;

namespace StrongCities.Engine.Activities;

/// <summary>Asks for something to be done outside, and waits until somebody says that it is.</summary>
public sealed class RunTask : Activity
{
    /// <summary>Its name in definitions.</summary>
    public const string TypeName = "Elsa.RunTask";

    /// <summary>The member of the resuming input that holds the result.</summary>
    public const string ResultInput = "RunTaskInput";

    /// <inheritdoc/>
    public override ActivityDescriptor Descriptor { get; } = new(TypeName)
    {
        Category = "Primitives",
        DisplayName = "Run Task",
        Description = "Waits until a task outside is completed.",
        Inputs =
        [
            new InputDescriptor("TaskName", "String") { DisplayName = "Task name", Description = "What the task is called by whoever does it.", IsRequired = true },
            new InputDescriptor("Payload", "Object") { Description = "Data for whoever does it.", UIHint = "json-editor" },
        ],
        Outputs =
        [
            new OutputDescriptor("TaskId", "String", "What completes the task."),
            new OutputDescriptor("Result", "Object", "What completing it brought."),
        ],
    };

    /// <summary>What a task and the bookmark that waits for it have in common.</summary>
    /// <param name="taskId">The task.</param>
    /// <returns>A new payload.</returns>
    public static JsonObject Key(string taskId) => new() { ["TaskId"] = taskId };

    /// <inheritdoc/>
    public override void Execute(ActivityContext context)
    {
        var taskId = context.ActivityInstanceId;
        context.SetOutput("TaskId", taskId);
        context.AddBookmark(new BookmarkRequest(Payload: new JsonObject
        {
            ["TaskId"] = taskId,
            ["TaskName"] = context.Input<string>("TaskName"),
            ["Payload"] = context.Input<JsonNode>("Payload"),
        })
        {
            HashedPayload = Key(taskId),
        });
    }

    /// <inheritdoc/>
    public override void Resumed(ActivityContext context, Bookmark bookmark, JsonObject input)
    {
        context.SetOutput("Result", input[ResultInput]);
        context.Complete();
    }
}
