using System.Text.Json.Nodes;
using StrongCities.Engine.Activities;
using StrongCities.Engine.Execution;
using StrongCities.Hub.Cases;

namespace StrongCities.Hub.Opportunities.Process;

/// <summary>
/// <c>StrongCities.WaitForOpportunity</c>: goes on by the first way out that is drawn and true. It looks how things stand, and looks again whenever
/// something happens to the opportunity; so nothing is missed that happened before it began to wait, and nothing counts twice.
/// </summary>
public sealed class WaitForOpportunity : Activity
{
    /// <summary>Its deadline has passed, or no source has it any more; for a city also when the hub rejected it.</summary>
    public const string Closed = "Closed";

    /// <summary>An advisor rejected it, or merged it into another.</summary>
    public const string Rejected = "Rejected";

    /// <summary>It is only announced.</summary>
    public const string Forecast = "Forecast";

    /// <summary>For the hub: it is not as it was matched last. For a city: its tasks were planned for another close date.</summary>
    public const string Changed = "Changed";

    /// <summary>There are confirmed cities that have not been alerted.</summary>
    public const string Confirmed = "Confirmed";

    /// <summary>Nothing is left to be confirmed or alerted.</summary>
    public const string Settled = "Settled";

    /// <summary>An advisor has found out who may apply.</summary>
    public const string Screened = "Screened";

    /// <summary>Nobody has looked yet.</summary>
    public const string ToScreen = "ToScreen";

    /// <summary>It takes applications.</summary>
    public const string Open = "Open";

    /// <summary>Followed while the wait goes on.</summary>
    public const string Overdue = "Overdue";

    internal const string StimulusName = "StrongCities.Opportunity";

    private const string NudgeTag = "nudge";
    private const string CloseTag = "close";
    private const string DueTag = "due";
    private const string DueProperty = "due";
    private const string TimerName = "StrongCities.OpportunityTimer";

    /// <summary>The ways out, the first that holds is taken.</summary>
    internal static IReadOnlyList<string> Ways { get; } = [Closed, Rejected, Forecast, Changed, Confirmed, Settled, Screened, ToScreen, Open];

    /// <inheritdoc/>
    public override ActivityDescriptor Descriptor { get; } = new("StrongCities.WaitForOpportunity")
    {
        Category = ProcessActivities.Category,
        DisplayName = "Wait for the opportunity",
        Description = "Looks how the opportunity stands, and goes on by the first way out that is drawn and true, from Closed down to Open; until then it waits. Overdue is followed beside the wait.",
        Inputs =
        [
            new("DueInWorkingDays", "Int32?") { DisplayName = "Due in (working days)", Description = "Counted in the hub's calendar; then Overdue is followed and the wait goes on. Empty: never." },
            new("ShortDueInWorkingDays", "Int32?") { DisplayName = "When time is short: due in", Description = "Replaces the working days where fewer days are left than said below. Empty: no difference." },
            new("ShortBelowDays", "Int32?") { DisplayName = "Time is short below (days)", Description = "Calendar days until the close date.", Default = 30 },
        ],
        Outputs = [new("Facts", "Object", "How it stands: Title, ClosesAt, DaysLeft, WorkingDaysLeft, Support and OwnShare with Amount and Currency.")],
        Outcomes = [.. Ways, Overdue],
    };

    /// <inheritdoc/>
    public override void Execute(ActivityContext context) => Look(context);

    /// <inheritdoc/>
    public override void Answered(ActivityContext context, JsonNode? value)
    {
        var now = OpportunityNow.FromJson(value!);
        context.SetOutput("Facts", value!.DeepClone());
        if (Ways.FirstOrDefault(way => now.Is.Contains(way) && context.IsFollowed(way)) is { } way)
        {
            context.Complete(way);
            return;
        }

        if (CaseClock.Read(context, out var problem) is not { } clock)
        {
            context.Fault(problem!);
            return;
        }

        if (!context.Bookmarks.Any(bookmark => bookmark.Tag == NudgeTag))
        {
            context.AddBookmark(new BookmarkRequest(StimulusName) { Tag = NudgeTag, AutoBurn = false });
        }

        AwaitClose(context, now.ClosesAt);
        AwaitDue(context, clock, now.DaysLeft);
    }

    /// <inheritdoc/>
    public override void Resumed(ActivityContext context, Bookmark bookmark, JsonObject input)
    {
        if (bookmark.Tag == DueTag)
        {
            context.Signal(Overdue);
        }
        else
        {
            Look(context);
        }
    }

    private static void Look(ActivityContext context) =>
        context.Ask(new Question(OpportunityNowAnswerer.QuestionName, new JsonObject { ["instanceId"] = context.InstanceId }));

    // A minute later: until the close date's minute is over, it is open.
    private static void AwaitClose(ActivityContext context, DateTimeOffset? closesAt)
    {
        var old = context.Bookmarks.FirstOrDefault(bookmark => bookmark.Tag == CloseTag);
        var due = closesAt?.AddMinutes(1);
        if (old?.DueAt == due)
        {
            return;
        }

        if (old is not null)
        {
            context.BurnBookmark(old.Id);
        }

        if (due > context.Now && context.IsFollowed(Closed))
        {
            context.AddBookmark(new BookmarkRequest(TimerName, JsonValue.Create(CloseTag)) { Tag = CloseTag, DueAt = due, OnlyThisExecution = true });
        }
    }

    private static void AwaitDue(ActivityContext context, CaseClock clock, int? daysLeft)
    {
        var isShort = daysLeft < context.Input<int>("ShortBelowDays") && context.Input<int>("ShortDueInWorkingDays") > 0;
        var days = context.Input<int>(isShort ? "ShortDueInWorkingDays" : "DueInWorkingDays");
        if (days <= 0 || context.Properties.ContainsKey(DueProperty))
        {
            return;
        }

        var due = clock.Of(CaseParty.Hub).DueAfter(context.Now, days);
        context.Properties[DueProperty] = due.ToString("O");
        context.AddBookmark(new BookmarkRequest(TimerName, JsonValue.Create(DueTag)) { Tag = DueTag, DueAt = due, OnlyThisExecution = true });
    }
}
