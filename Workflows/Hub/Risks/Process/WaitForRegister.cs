using System.Text.Json.Nodes;
using StrongCities.Engine.Activities;
using StrongCities.Engine.Execution;

namespace StrongCities.Hub.Risks.Process;

/// <summary>
/// <c>StrongCities.WaitForRegister</c>: goes on by the first way out that is drawn and true, else waits until the next look is due. It looks how things
/// stand, and looks again whenever somebody changes something.
/// </summary>
public sealed class WaitForRegister : Activity
{
    /// <summary>The register of a later cycle is endorsed.</summary>
    public const string Replaced = "Replaced";

    /// <summary>The coordinator sent it to the departments.</summary>
    public const string Submitted = "Submitted";

    /// <summary>A risk that the hub may read has become red.</summary>
    public const string RedShared = "RedShared";

    /// <summary>A risk that is the city's own has become red.</summary>
    public const string Red = "Red";

    /// <summary>A risk has become orange.</summary>
    public const string Orange = "Orange";

    /// <summary>Risks are to be looked at again.</summary>
    public const string Review = "Review";

    /// <summary>The same in a city that has answered none of the last looks: it is asked rarely. Where this is not drawn, <see cref="Review"/> is followed.</summary>
    public const string QuietReview = "QuietReview";

    internal const string StimulusName = "StrongCities.Register";

    private const string NudgeTag = "nudge";
    private const string NextTag = "next";
    private const string TimerName = "StrongCities.RegisterTimer";

    /// <summary>The ways out, the first that holds is taken.</summary>
    internal static IReadOnlyList<string> Ways { get; } = [Replaced, Submitted, RedShared, Red, Orange, QuietReview, Review];

    /// <inheritdoc/>
    public override ActivityDescriptor Descriptor { get; } = new("StrongCities.WaitForRegister")
    {
        Category = AskDepartments.Category,
        DisplayName = "Wait for the register",
        Description = "Looks what is next about the register of risks, and goes on by the first way out that is drawn and true; until then it waits. Each is told once. Lead every loop back here.",
        Outputs = [new("About", "String", "Which risks: their numbers, and for a risk that the hub may read its name.") { DisplayName = "Which risks" }],
        Outcomes = [.. Ways],
    };

    /// <inheritdoc/>
    public override void Execute(ActivityContext context) => Look(context);

    /// <inheritdoc/>
    public override void Answered(ActivityContext context, JsonNode? value)
    {
        var now = RegisterNow.FromJson(value!);
        if (Ways.FirstOrDefault(way => now.Steps.ContainsKey(way) && context.IsFollowed(way)) is { } way)
        {
            var step = now.Steps[way];
            context.SetOutput("About", step.About);
            if (step.Risks.Count > 0)
            {
                context.Emit(new RisksTold(way, step.Risks));
            }

            context.Complete(way);
            return;
        }

        if (!context.Bookmarks.Any(bookmark => bookmark.Tag == NudgeTag))
        {
            context.AddBookmark(new BookmarkRequest(StimulusName) { Tag = NudgeTag, AutoBurn = false });
        }

        AwaitNext(context, context.IsFollowed(Review) || context.IsFollowed(QuietReview) ? now.NextAt : null);
    }

    /// <inheritdoc/>
    public override void Resumed(ActivityContext context, Bookmark bookmark, JsonObject input) => Look(context);

    private static void Look(ActivityContext context) =>
        context.Ask(new Question(RegisterNowAnswerer.QuestionName, new JsonObject { ["instanceId"] = context.InstanceId }));

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
