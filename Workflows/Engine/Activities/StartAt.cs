using StrongCities.Engine.Execution;

namespace StrongCities.Engine.Activities;

/// <summary>Waits for a moment; a moment that is past waits for nothing.</summary>
internal sealed class StartAt : Activity
{
    public override ActivityDescriptor Descriptor { get; } = new("Elsa.StartAt")
    {
        Category = "Scheduling",
        DisplayName = "Start At",
        Description = "Waits for a moment.",
        IsTrigger = true,
        Inputs =
        [
            new InputDescriptor("DateTime", "DateTimeOffset")
            {
                DisplayName = "Date and time",
                Description = "The moment, with its time zone.",
                UIHint = "datetime-picker",
            },
        ],
    };

    public override IReadOnlyList<BookmarkRequest> Triggers(ActivityContext context) =>
        [Delay.Timer(context.Input<DateTimeOffset>("DateTime"), "ExecuteAt")];

    public override void Execute(ActivityContext context)
    {
        var due = context.Input<DateTimeOffset>("DateTime");
        if (context.IsTriggerOfThisRun || due <= context.Now)
        {
            context.Complete();
        }
        else
        {
            context.AddBookmark(Delay.Timer(due, "ExecuteAt"));
        }
    }
}
