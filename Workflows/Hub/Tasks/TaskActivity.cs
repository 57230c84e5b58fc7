using System.Globalization;
using System.Text.Json.Nodes;
using StrongCities.Engine.Activities;
using StrongCities.Engine.Execution;
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

    /// <summary>Ports that every task has. The first two are followed while the task stays open.</summary>
    protected const string Overdue = "Overdue";

    /// <inheritdoc cref="Overdue"/>
    protected const string Escalated = "Escalated";

    /// <inheritdoc cref="Overdue"/>
    protected const string Silence = "Silence";

    private const string AnswerTag = "answer";
    private const string RemindTag = "remind-";
    private const string DueTag = "due";
    private const string EscalateTag = "escalate";
    private const string SilenceTag = "silence";
    private const string TimerName = "StrongCities.TaskTimer";

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
        new("Assignee", "String") { DisplayName = who, Description = "Everybody in this role gets a mail; the first answer counts.", UIHint = "dropdown", Options = CaseRoles.Names, OptionTexts = CaseRoles.Texts, Default = assignee.ToString() },
        new("MailKind", "String") { DisplayName = "Mail text", Description = "Which mail asks.", UIHint = "dropdown", Options = MailKinds.All, OptionTexts = MailKinds.Texts, Default = mailKind },
    ];

    /// <summary>What an answer leaves behind.</summary>
    protected static IReadOnlyList<OutputDescriptor> AnswerOutputs { get; } =
    [
        new("Comment", "String", "The words that came with the answer."),
        new("DecidedBy", "String", "The id of the person who answered; Assign advisor can take it.") { DisplayName = "Who answered" },
    ];

    /// <summary>What silence may mean for this type of task.</summary>
    protected abstract IReadOnlyList<SilencePolicy> AllowedPolicies { get; }

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
        if (CaseClock.Read(context, out var problem) is not { } clock || (problem = TaskTimes.Problem(context)) is not null)
        {
            context.Fault(problem!);
            return;
        }

        if (!Enum.TryParse<CaseRole>(context.Input<string>("Assignee"), out var assignee) || assignee == CaseRole.Nobody)
        {
            context.Fault($"The input 'Assignee' must be one of: {string.Join(", ", CaseRoles.Names.Skip(1))}.");
            return;
        }

        if (!Enum.TryParse<SilencePolicy>(context.Input<string>("SilencePolicy"), out var policy) || !AllowedPolicies.Contains(policy))
        {
            context.Fault($"The input 'SilencePolicy' of this type of task must be one of: {string.Join(", ", AllowedPolicies)}.");
            return;
        }

        if (QuestionOf(context) is { } question)
        {
            Open(context, question, assignee, policy, TaskTimes.Of(context, clock, CaseRoles.PartyOf(assignee), policy), clock.IsUrgent);
        }
    }

    /// <inheritdoc/>
    public sealed override void Resumed(ActivityContext context, Bookmark bookmark, JsonObject input)
    {
        switch (bookmark.Tag)
        {
            case AnswerTag:
                context.SetOutput(CommentInput, input[CommentInput]?.GetValue<string>());
                context.SetOutput("DecidedBy", input[PersonInput]?.GetValue<string>());
                AnswerWith(context, input[OptionInput]!.GetValue<string>(), input);
                break;
            case DueTag:
                context.Emit(new TaskOverdue(RoleOf(context, "OverdueTo"), IsEscalation: false));
                context.Signal(Overdue);
                break;
            case EscalateTag:
                context.Emit(new TaskOverdue(RoleOf(context, "EscalateTo"), IsEscalation: true));
                context.Signal(Escalated);
                break;
            case SilenceTag:
                context.Emit(new TaskEnded(TaskState.Silent));
                context.Complete(Silence);
                break;
            default:
                context.Emit(new TaskReminded(int.Parse(bookmark.Tag![RemindTag.Length..], CultureInfo.InvariantCulture)));
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

    private static void Open(
        ActivityContext context, TaskQuestion question, CaseRole assignee, SilencePolicy policy, TaskTimes times, bool urgent)
    {
        var answer = context.AddBookmark(new BookmarkRequest("StrongCities.Task", new JsonObject { ["TaskId"] = context.ActivityInstanceId }) { Tag = AnswerTag });
        for (var step = 0; step < times.Reminders.Count; step++)
        {
            Timer(context, $"{RemindTag}{step + 1}", times.Reminders[step]);
        }

        if (times.Silence is null || times.Due < times.Silence)
        {
            // Where silence ends the task at its deadline, nothing is overdue.
            Timer(context, DueTag, times.Due);
        }

        Timer(context, EscalateTag, times.Escalate);
        Timer(context, SilenceTag, times.Silence);
        context.Emit(new TaskOpened(answer.Id, question, assignee)
        {
            MailKind = context.Input<string>("MailKind")!,
            Note = context.Input<string>("Note"),
            DueAt = times.Due,
            SilenceAt = times.Silence,
            SilenceText = $"Silence.{(times.Silence is null ? SilencePolicy.None : policy)}",
            IsUrgent = urgent,
        });
    }

    private static void Timer(ActivityContext context, string tag, DateTimeOffset? due)
    {
        if (due is not null)
        {
            context.AddBookmark(new BookmarkRequest(TimerName, JsonValue.Create(tag)) { Tag = tag, DueAt = due, OnlyThisExecution = true });
        }
    }

    private static CaseRole RoleOf(ActivityContext context, string input) =>
        Enum.TryParse<CaseRole>(context.Input<string>(input), out var role) ? role : CaseRole.Nobody;
}

/// <summary>What a task asks.</summary>
internal sealed record TaskQuestion(TaskKind Kind, string Title, string Text, IReadOnlyList<TaskOption> Options, IReadOnlyList<TaskField> Fields, bool RepliesDecide = false);
