using System.Text.Json.Nodes;
using StrongCities.Engine.Execution;
using StrongCities.Engine.Expressions;

namespace StrongCities.Engine.Activities;

/// <summary>Starts a workflow again and again; in the middle of one, waits one interval.</summary>
internal sealed class Timer : Activity
{
    public const string TypeName = "Elsa.Timer";

    public const string IntervalMember = "Interval";

    public override ActivityDescriptor Descriptor { get; } = new(TypeName)
    {
        Category = "Scheduling",
        DisplayName = "Timer",
        Description = "Starts a workflow at an interval, or waits for one.",
        IsTrigger = true,
        Inputs =
        [
            new InputDescriptor(IntervalMember, "TimeSpan")
            {
                Description = "Written as days.hours:minutes:seconds, such as 00:15:00.",
                Default = TimeSpan.FromMinutes(1),
            },
        ],
    };

    public override IReadOnlyList<BookmarkRequest> Triggers(ActivityContext context)
    {
        var interval = context.Input<TimeSpan>(IntervalMember);
        return interval <= TimeSpan.Zero
            ? throw new EvaluationException("A timer's interval must be longer than zero", new FormatException("give it as days.hours:minutes:seconds, such as 00:05:00."))
            : [new BookmarkRequest(Payload: new JsonObject { [IntervalMember] = interval.ToString("c") }) { DueAt = context.Now + interval }];
    }

    public override void Execute(ActivityContext context)
    {
        if (context.IsTriggerOfThisRun)
        {
            context.Complete();
        }
        else
        {
            context.AddBookmark(Delay.Timer(context.Now + context.Input<TimeSpan>(IntervalMember)));
        }
    }
}
