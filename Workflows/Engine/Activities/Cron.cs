using System.Text.Json.Nodes;
using Cronos;
using StrongCities.Engine.Execution;
using StrongCities.Engine.Expressions;

namespace StrongCities.Engine.Activities;

/// <summary>Starts a workflow at the times of a cron expression; in the middle of one, waits for the next of them.</summary>
internal sealed class Cron : Activity
{
    public const string TypeName = "Elsa.Cron";

    public const string ExpressionMember = "CronExpression";

    public override ActivityDescriptor Descriptor { get; } = new(TypeName)
    {
        Category = "Scheduling",
        DisplayName = "Cron",
        Description = "Starts a workflow at the times of a cron expression, or waits for the next. Six fields from seconds to weekday, in UTC.",
        IsTrigger = true,
        Inputs = [new InputDescriptor(ExpressionMember, "String") { DisplayName = "Cron expression", Description = "Such as 0 0 8 * * 1 for Mondays at eight.", IsRequired = true }],
    };

    /// <summary>The first time after a moment.</summary>
    /// <param name="expression">Six fields: second, minute, hour, day, month, weekday.</param>
    /// <param name="after">Not itself counted.</param>
    /// <returns>In UTC; <see langword="null"/> when there is none.</returns>
    /// <exception cref="EvaluationException">It is no cron expression; said in Elsa's words.</exception>
    public static DateTimeOffset? Next(string? expression, DateTimeOffset after)
    {
        try
        {
            return CronExpression.Parse(expression ?? "", CronFormat.IncludeSeconds).GetNextOccurrence(after, TimeZoneInfo.Utc);
        }
        catch (CronFormatException error)
        {
            throw new EvaluationException("Error when parsing cron expression", error);
        }
    }

    public override IReadOnlyList<BookmarkRequest> Triggers(ActivityContext context)
    {
        var expression = context.Input<string>(ExpressionMember);
        return Next(expression, context.Now) is { } due
            ? [new BookmarkRequest(Payload: new JsonObject { [ExpressionMember] = expression }) { DueAt = due }]
            : [];
    }

    public override void Execute(ActivityContext context)
    {
        var expression = context.Input<string>(ExpressionMember);
        if (context.IsTriggerOfThisRun)
        {
            context.Complete();
        }
        else if (Next(expression, context.Now) is { } due)
        {
            context.AddBookmark(new BookmarkRequest(Payload: new JsonObject { ["ExecuteAt"] = Values.ToJson(due), [ExpressionMember] = expression })
            {
                DueAt = due,
                OnlyThisExecution = true,
            });
        }
        else
        {
            context.Fault($"The cron expression '{expression}' has no next time: it would wait for ever. Correct it.");
        }
    }
}
