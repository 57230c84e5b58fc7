using System.Globalization;
using System.Text.Json.Nodes;
using StrongCities.Engine.Activities;
using StrongCities.Engine.Execution;
using StrongCities.Hub.Cases;
using StrongCities.Hub.Mail;
using StrongCities.Hub.People;

namespace StrongCities.Hub.Tasks;

/// <summary>
/// Asks people for something and waits. The task and all its timers are bookmarks of this one execution: an answer completes it, and with
/// it every timer is gone.
/// </summary>
public abstract class TaskActivity : Activity
{
    /// <summary>Members of the input that an answer resumes with.</summary>
    internal const string OptionInput = "Option";

    /// <inheritdoc cref="OptionInput"/>
    internal const string CommentInput = "Comment";

    /// <inheritdoc cref="OptionInput"/>
    internal const string PersonInput = "Person";

    /// <inheritdoc cref="OptionInput"/>
    internal const string FieldsInput = "Fields";

    /// <inheritdoc cref="OptionInput"/>
    internal const string DeskInput = "Desk";

    /// <inheritdoc cref="OptionInput"/>
    internal const string DaysInput = "Days";

    /// <summary>Ports that every task has. The first three are followed while the task stays open.</summary>
    protected const string Overdue = "Overdue";

    /// <inheritdoc cref="Overdue"/>
    protected const string Escalated = "Escalated";

    /// <inheritdoc cref="Overdue"/>
    protected const string Parked = "Parked";

    /// <inheritdoc cref="Overdue"/>
    protected const string Silence = "Silence";

    /// <inheritdoc cref="Overdue"/>
    protected const string Withdrawn = "Withdrawn";

    private const string AnswerTag = "answer";
    private const string RemindTag = "remind-";
    private const string DueTag = "due";
    private const string SubstituteTag = "substitute";
    private const string EscalateTag = "escalate";
    private const string ParkTag = "park";
    private const string SilenceTag = "silence";
    private const string TimerName = "StrongCities.TaskTimer";

    /// <summary>The names of <see cref="Overdue"/> and the others.</summary>
    protected static IReadOnlyList<string> CommonPorts { get; } = [Overdue, Escalated, Parked, Silence, Withdrawn];

    /// <summary>Inputs that every task begins with.</summary>
    protected static IReadOnlyList<InputDescriptor> FirstInputs { get; } =
    [
        new("Title", "String") { DisplayName = "Question", Description = "One line that says what is asked: your own text, or a key of the hub's words such as Task.Triage, which every reader gets in their language.", IsRequired = true },
        new("Text", "String") { DisplayName = "What to consider", Description = "In your own words. May stay empty.", UIHint = "multiline" },
        new("Note", "String") { DisplayName = "Words that led here", Description = "Somebody else's words to pass on, such as why a request came back. May stay empty.", UIHint = "multiline" },
    ];

    /// <summary>Whom to ask, and the mail that asks.</summary>
    /// <param name="assignee">Asked when the definition says nothing.</param>
    /// <param name="mailKind">Sent when the definition says nothing.</param>
    /// <param name="who">What the designer calls the first.</param>
    /// <returns>The inputs.</returns>
    protected static IReadOnlyList<InputDescriptor> WhoInputs(CaseRole assignee, string mailKind, string who = "Who is asked") =>
    [
        new("Assignee", "String") { DisplayName = who, Description = "Everybody in this role gets a mail; the first answer counts, unless the rules say otherwise.", UIHint = "dropdown", Options = CaseRoles.Names, OptionTexts = CaseRoles.Texts, Default = assignee.ToString() },
        new("MailKind", "String") { DisplayName = "Mail text", Description = "Which mail asks.", UIHint = "dropdown", Options = MailKinds.All, OptionTexts = MailKinds.Texts, Default = mailKind },
    ];

    /// <summary>What an answer leaves behind.</summary>
    protected static IReadOnlyList<OutputDescriptor> AnswerOutputs { get; } =
    [
        new("Comment", "String", "The words that came with the answer."),
        new("DecidedBy", "String", "The id of the person who answered; Assign advisor can take it.") { DisplayName = "Who answered" },
    ];

    /// <summary>What silence may mean for this type of task.</summary>
    internal abstract IReadOnlyList<SilencePolicy> AllowedPolicies { get; }

    /// <summary>What is asked, or <see langword="null"/> after a fault.</summary>
    /// <param name="context">This execution.</param>
    /// <returns>The question.</returns>
    internal abstract TaskQuestion? QuestionOf(ActivityContext context);

    /// <summary>An answer came: sets outputs and completes.</summary>
    /// <param name="context">This execution.</param>
    /// <param name="option">What was chosen.</param>
    /// <param name="input">The whole answer.</param>
    protected abstract void AnswerWith(ActivityContext context, string option, JsonObject input);

    /// <inheritdoc/>
    public sealed override void Execute(ActivityContext context)
    {
        if (Plan(context, null) is { } plan && QuestionOf(context) is { } question)
        {
            Open(context, question, plan);
        }
    }

    /// <inheritdoc/>
    public sealed override void Resumed(ActivityContext context, Bookmark bookmark, JsonObject input)
    {
        switch (bookmark.Tag)
        {
            case AnswerTag when input[DeskInput]?.GetValue<string>() is { } act:
                AtDesk(context, Enum.Parse<TaskActKind>(act), input);
                break;
            case AnswerTag:
                context.SetOutput(CommentInput, input[CommentInput]?.GetValue<string>());
                context.SetOutput("DecidedBy", input[PersonInput]?.GetValue<string>());
                AnswerWith(context, input[OptionInput]!.GetValue<string>(), input);
                break;
            case DueTag:
                context.Emit(new TaskOverdue(RoleOf(context, "OverdueTo"), IsEscalation: false));
                context.Signal(Overdue);
                break;
            case SubstituteTag:
                context.Emit(new TaskSubstituted { MailKind = ReminderOf(context) });
                break;
            case EscalateTag:
                context.Emit(new TaskOverdue(RoleOf(context, "EscalateTo"), IsEscalation: true));
                context.Signal(Escalated);
                break;
            case ParkTag:
                Park(context);
                break;
            case SilenceTag:
                context.Emit(new TaskEnded(TaskState.Silent));
                context.Complete(Silence);
                break;
            default:
                context.Emit(new TaskReminded(int.Parse(bookmark.Tag![RemindTag.Length..], CultureInfo.InvariantCulture)) { MailKind = ReminderOf(context) });
                break;
        }
    }

    /// <inheritdoc/>
    public sealed override void Ended(ActivityContext context, ActivityStatus how)
    {
        if (how != ActivityStatus.Completed)
        {
            context.Emit(new TaskEnded(TaskState.Withdrawn));
        }
    }

    private TaskPlan? Plan(ActivityContext context, int? extendedBy)
    {
        var problem = TaskTimes.Problem(context);
        if (problem is null && CaseClock.Read(context, out problem) is { } clock && TaskRules.Read(context, out problem) is { } rules)
        {
            if (!Enum.TryParse<CaseRole>(context.Input<string>("Assignee"), out var assignee) || assignee == CaseRole.Nobody)
            {
                problem = $"The input 'Assignee' must be one of: {string.Join(", ", CaseRoles.Names.Skip(1))}.";
            }
            else if (!Enum.TryParse<SilencePolicy>(context.Input<string>("SilencePolicy"), out var policy) || !AllowedPolicies.Contains(policy))
            {
                problem = $"The input 'SilencePolicy' of this type of task must be one of: {string.Join(", ", AllowedPolicies)}.";
            }
            else if (policy == SilencePolicy.NoObjection && rules.Stakes != Stakes.Ordinary)
            {
                problem = TaskMisuse.AssumesYes;
            }
            else if (policy == SilencePolicy.NoObjection && !TaskMisuse.MayBeSilent(context.Input<string>("MailKind")))
            {
                problem = TaskMisuse.OnlyThere;
            }
            else
            {
                return new TaskPlan(assignee, rules, policy, clock.IsUrgent, TaskTimes.Of(context, clock, CaseRoles.PartyOf(assignee), policy, extendedBy));
            }
        }

        context.Fault(problem!);
        return null;
    }

    private static void Open(ActivityContext context, TaskQuestion question, TaskPlan plan)
    {
        var (times, rules) = (plan.Times, plan.Rules);
        var answer = Wait(context);
        StartTimers(context, times);
        context.Emit(new TaskOpened(answer.Id, question, plan.Assignee)
        {
            MailKind = context.Input<string>("MailKind")!,
            Note = context.Input<string>("Note"),
            DueAt = times.Due,
            SilenceAt = times.Silence,
            SilenceText = plan.SilenceText,
            Ladder = LadderOf(context, times),
            IsUrgent = plan.IsUrgent,
            Rules = rules,
            CanWithdraw = context.IsFollowed(Withdrawn),
        });
    }

    private void AtDesk(ActivityContext context, TaskActKind act, JsonObject input)
    {
        switch (act)
        {
            case TaskActKind.Withdrawn:
                context.Emit(new TaskEnded(TaskState.Withdrawn));
                context.Complete(Withdrawn);
                break;
            case TaskActKind.Parked:
                // Its bookmark is burned by now: it waits on, with another.
                var parked = Wait(context);
                Park(context, parked.Id);
                break;
            case TaskActKind.Extended when Plan(context, input[DaysInput]!.GetValue<int>()) is { } plan:
                var extended = Wait(context);
                StopTimers(context);
                StartTimers(context, plan.Times);
                context.Emit(new TaskMoved(extended.Id, plan.Times.Due, plan.Times.Silence, plan.SilenceText, LadderOf(context, plan.Times), IsParked: false));
                break;
        }
    }

    private static void Park(ActivityContext context, string? bookmarkId = null)
    {
        StopTimers(context);
        context.Emit(new TaskMoved(bookmarkId, null, null, $"Silence.{SilencePolicy.None}", TaskLadder.None, IsParked: true));
        context.Signal(Parked);
    }

    private static TaskLadder LadderOf(ActivityContext context, TaskTimes times) =>
        new(times.Substitute, times.Escalate, times.Escalate is null ? CaseRole.Nobody : RoleOf(context, "EscalateTo"), times.Park);

    private static Bookmark Wait(ActivityContext context) => context.AddBookmark(
        new BookmarkRequest("StrongCities.Task", new JsonObject { ["TaskId"] = context.ActivityInstanceId }) { Tag = AnswerTag });

    private static void StartTimers(ActivityContext context, TaskTimes times)
    {
        for (var step = 0; step < times.Reminders.Count; step++)
        {
            Timer(context, $"{RemindTag}{step + 1}", times.Reminders[step]);
        }

        if (times.Silence is null || times.Due < times.Silence)
        {
            // Where silence ends the task at its deadline, nothing is overdue.
            Timer(context, DueTag, times.Due);
        }

        Timer(context, SubstituteTag, times.Substitute);
        Timer(context, EscalateTag, times.Escalate);
        Timer(context, ParkTag, times.Park);
        Timer(context, SilenceTag, times.Silence);
    }

    private static void StopTimers(ActivityContext context)
    {
        foreach (var timer in context.Bookmarks.Where(bookmark => bookmark.Tag != AnswerTag))
        {
            context.BurnBookmark(timer.Id);
        }
    }

    private static void Timer(ActivityContext context, string tag, DateTimeOffset? due)
    {
        if (due is not null)
        {
            context.AddBookmark(new BookmarkRequest(TimerName, JsonValue.Create(tag)) { Tag = tag, DueAt = due, OnlyThisExecution = true });
        }
    }

    private static string ReminderOf(ActivityContext context) =>
        context.Input<string>(TaskTimes.ReminderMailInput) is { } kind && MailKinds.All.Contains(kind) ? kind : MailKind.Reminder;

    private static CaseRole RoleOf(ActivityContext context, string input) =>
        Enum.TryParse<CaseRole>(context.Input<string>(input), out var role) ? role : CaseRole.Nobody;
}
