using System.Text.Json.Nodes;
using StrongCities.Engine.Activities;
using StrongCities.Engine.Execution;
using StrongCities.Hub.Cases;
using StrongCities.Hub.Mail;
using StrongCities.Hub.People;
using StrongCities.Hub.Tasks;

namespace StrongCities.Hub.Events.Process;

/// <summary>
/// <c>StrongCities.InviteToEvent</c>: asks everybody who is invited whether they come, until it begins. That moment may move, so its only timer is the
/// event's own start and not a number of working days, as other tasks have it.
/// </summary>
public sealed class InviteToEvent : Activity
{
    private const string AnswerTag = "answer";
    private const string NudgeTag = "nudge";
    private const string EndTag = "end";

    /// <inheritdoc/>
    public override ActivityDescriptor Descriptor { get; } = new("StrongCities.InviteToEvent")
    {
        Category = WaitForEvent.Category,
        DisplayName = "Invite",
        Description = "Sends mail E2 with a calendar entry to everybody who is invited, and takes yes, perhaps or no until the event begins. Goes on when all have answered, or then.",
        Inputs =
        [
            new("Title", "String") { DisplayName = "Question", Description = "One line that says what is asked: your own text, or a key of the hub's words.", IsRequired = true },
            new("Text", "String") { DisplayName = "What to consider", Description = "In your own words. May stay empty.", UIHint = "multiline" },
        ],
    };

    /// <inheritdoc/>
    public override void Execute(ActivityContext context) => WaitForEvent.Look(context);

    /// <inheritdoc/>
    public override void Answered(ActivityContext context, JsonNode? value)
    {
        if (EventNow.FromJson(value!).StartsAt is not { } start)
        {
            context.Fault("The event has no date yet: choose one before inviting.");
            return;
        }

        if (context.Bookmarks.FirstOrDefault(bookmark => bookmark.Tag == EndTag) is not { } end)
        {
            Open(context, start);
        }
        else if (end.DueAt != start)
        {
            context.BurnBookmark(end.Id);
            End(context, start);
            context.Emit(new TaskMoved(null, null, start, SilenceText, TaskLadder.None, IsParked: false));
        }
    }

    /// <inheritdoc/>
    public override void Resumed(ActivityContext context, Bookmark bookmark, JsonObject input)
    {
        switch (bookmark.Tag)
        {
            case NudgeTag:
                WaitForEvent.Look(context);
                break;
            case EndTag:
                context.Emit(new TaskEnded(TaskState.Silent));
                context.Complete();
                break;
            default:
                context.Complete();
                break;
        }
    }

    /// <inheritdoc/>
    public override void Ended(ActivityContext context, ActivityStatus how)
    {
        if (how != ActivityStatus.Completed)
        {
            context.Emit(new TaskEnded(TaskState.Withdrawn));
        }
    }

    private static string SilenceText => $"Silence.{SilencePolicy.Skip}";

    private static void Open(ActivityContext context, DateTimeOffset start)
    {
        var answer = context.AddBookmark(new BookmarkRequest("StrongCities.Task", new JsonObject { ["TaskId"] = context.ActivityInstanceId }) { Tag = AnswerTag });
        context.AddBookmark(new BookmarkRequest(WaitForEvent.StimulusName) { Tag = NudgeTag, AutoBurn = false });
        End(context, start);
        var question = new TaskQuestion(TaskKind.Attendance, context.Input<string>("Title") ?? "", context.Input<string>("Text") ?? "", HearEvent.Options, []);
        context.Emit(new TaskOpened(answer.Id, question, CaseRole.Invited)
        {
            MailKind = MailKind.EventInvitation,
            Rules = new TaskRules { Quorum = new Quorum(QuorumKind.Each, 1) },
            SilenceAt = start,
            SilenceText = SilenceText,
        });
    }

    private static void End(ActivityContext context, DateTimeOffset start) =>
        context.AddBookmark(new BookmarkRequest("StrongCities.TaskTimer", JsonValue.Create(EndTag)) { Tag = EndTag, DueAt = start, OnlyThisExecution = true });
}
