using System.Text.Json.Nodes;
using StrongCities.Engine.Execution;
using StrongCities.Engine.Expressions;

namespace StrongCities.Engine.Activities;

/// <summary>Waits for a span of time.</summary>
internal sealed class Delay : Activity
{
    public override ActivityDescriptor Descriptor { get; } = new("Elsa.Delay")
    {
        Category = "Scheduling",
        DisplayName = "Delay",
        Description = "Waits for a span of time.",
        Inputs =
        [
            new InputDescriptor("TimeSpan", "TimeSpan")
            {
                DisplayName = "Time span",
                Description = "Written as days.hours:minutes:seconds, such as 2.00:00:00. For working days take Wait working days.",
                Default = TimeSpan.FromMinutes(1),
            },
        ],
    };

    public override void Execute(ActivityContext context) => context.AddBookmark(Timer(context.Now + context.Input<TimeSpan>("TimeSpan")));

    /// <summary>A bookmark that the clock resumes.</summary>
    public static BookmarkRequest Timer(DateTimeOffset due, string member = "ResumeAt") =>
        new(Payload: new JsonObject { [member] = Values.ToJson(due) }) { DueAt = due, OnlyThisExecution = true };
}
