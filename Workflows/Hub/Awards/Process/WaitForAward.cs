using System.Text.Json.Nodes;
using StrongCities.Engine.Activities;
using StrongCities.Engine.Execution;

namespace StrongCities.Hub.Awards.Process;

/// <summary>
/// <c>StrongCities.WaitForAward</c>: goes on by the first way out that is drawn and true, else waits until the next step of any ladder. It looks how
/// things stand, and looks again whenever somebody changes something; so one drawn loop serves all that is owed, however many there are.
/// </summary>
public sealed class WaitForAward : Activity
{
    /// <summary>It was given up or taken back.</summary>
    public const string Cancelled = "Cancelled";

    /// <summary>All that was owed is accepted and all money is there, or an advisor closed it.</summary>
    public const string Finished = "Finished";

    /// <summary>The city asks for a change of the agreement, or the funder has answered, or it has not.</summary>
    public const string Amendment = "Amendment";

    /// <summary>A step about something owed.</summary>
    public const string Obligation = "Obligation";

    /// <summary>Money should come, or is late.</summary>
    public const string Instalment = "Instalment";

    internal const string StimulusName = "StrongCities.Award";

    private const string NudgeTag = "nudge";
    private const string NextTag = "next";
    private const string TimerName = "StrongCities.AwardTimer";

    /// <summary>The ways out, the first that holds is taken.</summary>
    internal static IReadOnlyList<string> Ways { get; } = [Cancelled, Finished, Amendment, Obligation, Instalment];

    /// <inheritdoc/>
    public override ActivityDescriptor Descriptor { get; } = new("StrongCities.WaitForAward")
    {
        Category = OpenAward.Category,
        DisplayName = "Wait for the award",
        Description = "Looks what is next about the award, and goes on by the first way out that is drawn and true; until then it waits. Lead every loop back here.",
        Outputs = [new("Step", "Object", "What is to be done now: Kind (Obligation, Instalment or Amendment), Id, and What, such as HeadsUp, Draft, Check, LastDay, Due, Late, TellFunder.")],
        Outcomes = [.. Ways],
    };

    /// <inheritdoc/>
    public override void Execute(ActivityContext context) => Look(context);

    /// <inheritdoc/>
    public override void Answered(ActivityContext context, JsonNode? value)
    {
        var now = AwardNow.FromJson(value!);
        if (Ways.FirstOrDefault(way => now.Steps.ContainsKey(way) && context.IsFollowed(way)) is { } way)
        {
            context.SetOutput("Step", now.Steps[way]?.ToJson());
            context.Complete(way);
            return;
        }

        if (!context.Bookmarks.Any(bookmark => bookmark.Tag == NudgeTag))
        {
            context.AddBookmark(new BookmarkRequest(StimulusName) { Tag = NudgeTag, AutoBurn = false });
        }

        AwaitNext(context, now.NextAt);
    }

    /// <inheritdoc/>
    public override void Resumed(ActivityContext context, Bookmark bookmark, JsonObject input) => Look(context);

    private static void Look(ActivityContext context) =>
        context.Ask(new Question(AwardNowAnswerer.QuestionName, new JsonObject { ["instanceId"] = context.InstanceId }));

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
