using System.Text.Json.Nodes;
using StrongCities.Engine.Activities;
using StrongCities.Engine.Execution;

namespace StrongCities.Engine.Tests;

/// <summary>An activity as a host writes them: a task that asks a question first, then waits, reminds and is overdue.</summary>
internal sealed class SampleTask : Activity
{
    public override ActivityDescriptor Descriptor { get; } = new("Sample.Task")
    {
        Inputs = [new InputDescriptor("Title", "String"), new InputDescriptor("DueAfter", "TimeSpan") { Default = TimeSpan.FromDays(10) }],
        Outputs = [new OutputDescriptor("Decision", "String")],
        Outcomes = ["Approved", "Rejected", "Overdue"],
    };

    public override void Execute(ActivityContext context) => context.Ask(new Question("Sample.WhoDecides", new JsonObject { ["title"] = context.Input<string>("Title") }));

    public override void Answered(ActivityContext context, JsonNode? value)
    {
        context.Properties["approver"] = value?.DeepClone();
        context.Emit(new TaskOpened(context.Input<string>("Title") ?? ""));
        context.AddBookmark(new BookmarkRequest("Sample.Decision", new JsonObject { ["task"] = context.ActivityInstanceId }) { Tag = "decision" });
        context.AddBookmark(Timer(context, "remind", context.Input<TimeSpan>("DueAfter") / 2));
        context.AddBookmark(Timer(context, "due", context.Input<TimeSpan>("DueAfter")));
    }

    public override void Resumed(ActivityContext context, Bookmark bookmark, JsonObject input)
    {
        switch (bookmark.Tag)
        {
            case "remind":
                context.Emit(new Reminded((string?)context.Properties["approver"] ?? ""));
                break;
            case "due":
                context.Signal("Overdue");
                break;
            default:
                context.SetOutput("Decision", (string?)input["decision"]);
                context.Complete((string?)input["decision"] ?? "Rejected");
                break;
        }
    }

    public override void Ended(ActivityContext context, ActivityStatus how) => context.Emit(new TaskClosed(how));

    private static BookmarkRequest Timer(ActivityContext context, string tag, TimeSpan after) =>
        new("Sample.Timer") { DueAt = context.Now + after, Tag = tag, OnlyThisExecution = true };
}

internal sealed record TaskOpened(string Title) : HostEffect;

internal sealed record Reminded(string Whom) : HostEffect;

internal sealed record TaskClosed(ActivityStatus How) : HostEffect;
