using System.Globalization;
using System.Text.Json.Nodes;
using StrongCities.Engine.Activities;
using StrongCities.Engine.Execution;
using StrongCities.Hub.Opportunities.Process;

namespace StrongCities.Hub.Applications.Process;

/// <summary>
/// <c>StrongCities.WaitForApplication</c>: goes on by the first way out that is drawn and true. It looks how things stand, and looks again whenever
/// something happens to the application or its opportunity. With <see cref="Otherwise"/> drawn it never waits.
/// </summary>
public sealed class WaitForApplication : Activity
{
    /// <summary>The city gave it up.</summary>
    public const string Withdrawn = "Withdrawn";

    /// <summary>The deadline passed without proof, but it was frozen in time: the proof may still be brought for a few days.</summary>
    public const string Overrun = "Overrun";

    /// <summary>A deadline passed without proof, and none can be brought any more.</summary>
    public const string Lapsed = "Lapsed";

    /// <summary>The funder's deadline is not the one that was planned for.</summary>
    public const string Moved = "Moved";

    /// <summary>The funder asks something that nobody has answered.</summary>
    public const string Asked = "Asked";

    /// <summary>There will be money.</summary>
    public const string Awarded = "Awarded";

    /// <summary>It is on the reserve list.</summary>
    public const string Reserve = "Reserve";

    /// <summary>The funder refused it, or its time on the reserve list is over.</summary>
    public const string Refused = "Refused";

    /// <summary>There is proof that it is in.</summary>
    public const string Proven = "Proven";

    /// <summary>There is proof that the concept note is in.</summary>
    public const string ConceptProven = "ConceptProven";

    /// <summary>The funder wants a concept note first.</summary>
    public const string TwoStage = "TwoStage";

    /// <summary>Every partner that it can't do without has signed.</summary>
    public const string PartnersReady = "PartnersReady";

    /// <summary>The city adds more than its mayor may promise alone.</summary>
    public const string NeedsCouncil = "NeedsCouncil";

    /// <summary>The funder still takes questions, and the city's list is not with it.</summary>
    public const string QuestionsOpen = "QuestionsOpen";

    /// <summary>None of the city's questions waits for the funder's answer.</summary>
    public const string QuestionsAnswered = "QuestionsAnswered";

    /// <summary>None of the drawn ways holds.</summary>
    public const string Otherwise = "Otherwise";

    /// <summary>Followed while the wait goes on: a milestone has passed.</summary>
    public const string Overdue = "Overdue";

    /// <summary>Followed while the wait goes on: again and again.</summary>
    public const string StillWaiting = "StillWaiting";

    /// <summary>Followed while the wait goes on: it takes too long.</summary>
    public const string TooLong = "TooLong";

    /// <summary>Followed while the wait goes on: so many working days are left, and it is not in.</summary>
    public const string Countdown = "Countdown";

    /// <summary>Followed while the wait goes on: a partner is named that nobody has asked.</summary>
    public const string Invite = "Invite";

    private const int MostDays = 250;
    private const string Counting = "counting";

    private const string NudgeTag = "nudge";
    private const string WakeTag = "wake";
    private const string TimerName = "StrongCities.ApplicationTimer";

    /// <summary>The ways out, the first that holds is taken.</summary>
    internal static IReadOnlyList<string> Ways { get; } =
        [Withdrawn, Overrun, Lapsed, Moved, Asked, Awarded, Reserve, Refused, Proven, ConceptProven, TwoStage, PartnersReady, NeedsCouncil, QuestionsOpen, QuestionsAnswered, Otherwise];

    /// <inheritdoc/>
    public override ActivityDescriptor Descriptor { get; } = new("StrongCities.WaitForApplication")
    {
        Category = ApplicationActivities.Category,
        DisplayName = "Wait for the application",
        Description = "Looks how the application stands, and goes on by the first way out that is drawn and true, from Withdrawn down to Otherwise; until then it waits. "
            + "Overdue, StillWaiting, TooLong, Countdown and Invite (for each partner that is to be asked) are followed beside the wait.",
        Inputs =
        [
            new("OverdueAt", "String") { DisplayName = "Overdue at", Description = "The milestone at which Overdue is followed. Empty: never.", UIHint = "dropdown", Options = Enum.GetNames<MilestoneKind>() },
            new("EveryDays", "Int32?") { DisplayName = "Say so every (days)", Description = "Calendar days after which StillWaiting is followed, again and again. Empty: never." },
            new("TooLongAfterDays", "Int32?") { DisplayName = "Too long after (days)", Description = "Calendar days after which TooLong is followed, once. Empty: never." },
            new("CountdownDays", "String[]") { DisplayName = "Count down at (working days)", Description = "Working days before the deadline on whose morning Countdown is followed while no proof is there: a number such as 10, or several. Empty: never.", UIHint = "multitext" },
        ],
        Outputs =
        [
            new("Facts", "Object", "How it stands: Days and Due by milestone, Open (what still has to be done), Unsigned (partners), Question and QuestionDays."),
            new("Partner", "String", "At Invite: the id of the partner.") { DisplayName = "Partner" },
            new("PartnerName", "String", "At Invite: its name.") { DisplayName = "Its name" },
            new("Contact", "String", "At Invite: the id of the person who answers for it.") { DisplayName = "Who answers for it" },
        ],
        Outcomes = [.. Ways, Overdue, StillWaiting, TooLong, Countdown, Invite],
    };

    /// <inheritdoc/>
    public override void Execute(ActivityContext context)
    {
        if (Numbers(context).Any(days => days is < 1 or > MostDays))
        {
            context.Fault($"The input 'CountdownDays' must hold numbers of working days from 1 to {MostDays}, such as 10.");
            return;
        }

        Look(context);
    }

    /// <inheritdoc/>
    public override void Answered(ActivityContext context, JsonNode? value)
    {
        var now = ApplicationNow.FromJson(value!);
        context.SetOutput("Facts", value!.DeepClone());
        if (Ways.FirstOrDefault(way => now.Is.Contains(way) && context.IsFollowed(way)) is { } way)
        {
            context.Complete(way);
            return;
        }

        // Counted on what is so now: whoever has handed it in is not told that it is missing.
        if (context.Properties.Remove(Counting) && !now.Is.Contains(Proven))
        {
            context.Signal(Countdown);
        }

        var wake = now.WakeAt;
        if (now.Invite is { } partner && context.IsFollowed(Invite))
        {
            context.Emit(new PartnerInvited(partner.Id));
            context.SetOutput("Partner", partner.Id.ToString());
            context.SetOutput("PartnerName", partner.Name);
            context.SetOutput("Contact", partner.ContactId.ToString());
            context.Signal(Invite);
            // The step beside must take these before another partner is looked at: that happens in a burst of its own.
            wake = context.Now;
        }

        if (!context.Bookmarks.Any(bookmark => bookmark.Tag == NudgeTag))
        {
            context.AddBookmark(new BookmarkRequest(WaitForOpportunity.StimulusName) { Tag = NudgeTag, AutoBurn = false });
        }

        Await(context, WakeTag, wake);
        Once(context, Overdue, Enum.TryParse<MilestoneKind>(context.Input<string>("OverdueAt"), out var kind) && now.Due.TryGetValue(kind.ToString(), out var due) ? due : null);
        Once(context, StillWaiting, Days("EveryDays"));
        Once(context, TooLong, Days("TooLongAfterDays"));
        foreach (var (days, at) in now.Countdown.Where(step => step.Value > context.Now))
        {
            Once(context, $"{Countdown}:{days}", at);
        }

        DateTimeOffset? Days(string input) => context.Input<int>(input) is var days and > 0 ? context.Now.AddDays(days) : null;
    }

    /// <inheritdoc/>
    public override void Resumed(ActivityContext context, Bookmark bookmark, JsonObject input)
    {
        if (bookmark.Tag is Overdue or TooLong or StillWaiting)
        {
            context.Signal(bookmark.Tag);
            if (bookmark.Tag == StillWaiting)
            {
                Timer(context, StillWaiting, context.Now.AddDays(context.Input<int>("EveryDays")));
            }
        }
        else
        {
            if (bookmark.Tag!.StartsWith(Countdown, StringComparison.Ordinal))
            {
                context.Properties[Counting] = true;
            }

            Look(context);
        }
    }

    private static void Look(ActivityContext context) => context.Ask(new Question(
        ApplicationNowAnswerer.QuestionName,
        new JsonObject { ["instanceId"] = context.InstanceId, [ApplicationNowAnswerer.CountdownArgument] = new JsonArray([.. Numbers(context).Select(days => JsonValue.Create(days))]) }));

    private static IEnumerable<int> Numbers(ActivityContext context) =>
        (context.Input<string[]>("CountdownDays") ?? []).Select(text => int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var days) ? days : -1);

    private static void Await(ActivityContext context, string tag, DateTimeOffset? due)
    {
        var old = context.Bookmarks.FirstOrDefault(bookmark => bookmark.Tag == tag);
        if (old?.DueAt == due)
        {
            return;
        }

        if (old is not null)
        {
            context.BurnBookmark(old.Id);
        }

        if (due is { } at)
        {
            Timer(context, tag, at);
        }
    }

    // Kept as a property, so that another look does not begin the count anew.
    private static void Once(ActivityContext context, string tag, DateTimeOffset? due)
    {
        if (due is { } at && !context.Properties.ContainsKey(tag))
        {
            context.Properties[tag] = at.ToString("O");
            Timer(context, tag, at);
        }
    }

    private static void Timer(ActivityContext context, string tag, DateTimeOffset due) =>
        context.AddBookmark(new BookmarkRequest(TimerName, JsonValue.Create(tag)) { Tag = tag, DueAt = due, OnlyThisExecution = true });
}
