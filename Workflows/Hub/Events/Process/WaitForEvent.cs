using System.Text.Json.Nodes;
using StrongCities.Engine.Activities;
using StrongCities.Engine.Execution;

namespace StrongCities.Hub.Events.Process;

/// <summary>
/// <c>StrongCities.WaitForEvent</c>: goes on by the first way out that is drawn and true, else waits until the next look is due. It looks how things
/// stand, and looks again whenever somebody changes something. What is due of a promise is followed beside, so that several can be asked about at once.
/// </summary>
public sealed class WaitForEvent : Activity
{
    /// <summary>The advisor asks for the next step.</summary>
    public const string Wanted = "Wanted";

    /// <summary>It has another date, place or programme.</summary>
    public const string Changed = "Changed";

    /// <summary>It is over.</summary>
    public const string Over = "Over";

    /// <summary>It is a week away.</summary>
    public const string WeekBefore = "WeekBefore";

    /// <summary>It is a day away.</summary>
    public const string DayBefore = "DayBefore";

    /// <summary>It is said who came.</summary>
    public const string Listed = "Listed";

    /// <summary>It is said that nobody came.</summary>
    public const string Nobody = "Nobody";

    /// <summary>Something promised is due; the wait goes on.</summary>
    public const string Promise = "Promise";

    /// <summary>Nothing promised is open, or the advisor wishes to write the report.</summary>
    public const string Settled = "Settled";

    internal const string Category = "Events";
    internal const string StimulusName = "StrongCities.Event";

    private const string NudgeTag = "nudge";
    private const string NextTag = "next";
    private const string TimerName = "StrongCities.EventTimer";

    /// <summary>The ways out, the first that holds is taken.</summary>
    internal static IReadOnlyList<string> Ways { get; } = [Wanted, Changed, Over, WeekBefore, DayBefore, Listed, Nobody, Settled, Promise];

    /// <inheritdoc/>
    public override ActivityDescriptor Descriptor { get; } = new("StrongCities.WaitForEvent")
    {
        Category = Category,
        DisplayName = "Wait for the event",
        Description = "Looks what is next about the event, and goes on by the first way out that is drawn and true; until then it waits. For each promise that is due, the way out Promise is followed while it waits on.",
        Outputs =
        [
            new("Dates", "Object", "The dates that the poll offers, for the step that asks about them.") { DisplayName = "Dates" },
            new("Promise", "String", "The id of the promise that is due.") { DisplayName = "Promise" },
            new("Person", "String", "The id of the person who made it.") { DisplayName = "Who promised" },
            new("About", "String", "What was promised.") { DisplayName = "What was promised" },
        ],
        Outcomes = [.. Ways],
    };

    /// <inheritdoc/>
    public override void Execute(ActivityContext context) => Look(context);

    /// <inheritdoc/>
    public override void Answered(ActivityContext context, JsonNode? value)
    {
        var now = EventNow.FromJson(value!);
        var next = now.NextAt;
        if (Ways.FirstOrDefault(way => now.Ways.Contains(way) && context.IsFollowed(way)) is { } way)
        {
            context.Emit(new EventTold(way, now.Promise?.Id));
            context.SetOutput("Dates", new JsonArray([.. now.Dates.Select(date => (JsonNode)date)]));
            if (way != Promise)
            {
                context.Complete(way);
                return;
            }

            context.SetOutput("Promise", now.Promise!.Id.ToString());
            context.SetOutput("Person", now.Promise.PersonId.ToString());
            context.SetOutput("About", now.Promise.What);
            context.Signal(Promise);
            // The step beside must take these before another promise is looked at: that happens in a burst of its own.
            next = context.Now;
        }

        if (!context.Bookmarks.Any(bookmark => bookmark.Tag == NudgeTag))
        {
            context.AddBookmark(new BookmarkRequest(StimulusName) { Tag = NudgeTag, AutoBurn = false });
        }

        AwaitNext(context, next);
    }

    /// <inheritdoc/>
    public override void Resumed(ActivityContext context, Bookmark bookmark, JsonObject input) => Look(context);

    /// <summary>Asks how the event stands.</summary>
    internal static void Look(ActivityContext context) =>
        context.Ask(new Question(EventNowAnswerer.QuestionName, new JsonObject { ["instanceId"] = context.InstanceId }));

    private static void AwaitNext(ActivityContext context, DateTimeOffset? next)
    {
        var old = context.Bookmarks.FirstOrDefault(bookmark => bookmark.Tag == NextTag);
        if (old?.DueAt == next)
        {
            return;
        }

        if (old is not null)
        {
            context.BurnBookmark(old.Id);
        }

        if (next is not null)
        {
            context.AddBookmark(new BookmarkRequest(TimerName, JsonValue.Create(NextTag)) { Tag = NextTag, DueAt = next, OnlyThisExecution = true });
        }
    }
}
