using System.Globalization;
using StrongCities.Engine.Activities;
using StrongCities.Hub.Assistance;
using StrongCities.Hub.Cases;

namespace StrongCities.Hub.Tasks;

/// <summary>The moments of a task, counted in working days of whoever must act.</summary>
/// <param name="Due">When it should be done.</param>
/// <param name="Reminders">When its people are reminded, in order.</param>
/// <param name="Substitute">When a substitute may answer as well.</param>
/// <param name="Escalate">When somebody else is told.</param>
/// <param name="Park">When it is put aside.</param>
/// <param name="Silence">When silence ends it.</param>
internal sealed record TaskTimes(
    DateTimeOffset? Due,
    IReadOnlyList<DateTimeOffset> Reminders,
    DateTimeOffset? Substitute,
    DateTimeOffset? Escalate,
    DateTimeOffset? Park,
    DateTimeOffset? Silence)
{
    /// <summary>The input that names the mail of reminders.</summary>
    public const string ReminderMailInput = "ReminderMailKind";

    private const int MaxNumber = 1_000;
    private const string Deadlines = "Deadlines";
    private const string RemindInput = "RemindAfterWorkingDays";

    private static readonly Dictionary<string, string> SilenceTexts = new()
    {
        [nameof(SilencePolicy.None)] = "Nothing: the task stays open",
        [nameof(SilencePolicy.Close)] = "The case is closed",
        [nameof(SilencePolicy.Skip)] = "The step is skipped",
        [nameof(SilencePolicy.NoObjection)] = "Nobody objects",
        [nameof(SilencePolicy.Park)] = "The task is put aside: no more reminders, it can still be done",
        [nameof(SilencePolicy.NoGo)] = "It counts as a no",
    };

    private static readonly Dictionary<string, string> LadderTexts = new()
    {
        [Own] = "Only what is set below",
        [House] = "After 2 more days a substitute may answer too, after 5 it is reported further up, after 10 silence counts",
    };

    // The house's ladder after the deadline, in working days. An urgent task that counts hours takes halves of its term instead.
    private const int SubstituteAfterDue = 2;
    private const int EscalateAfterDue = 5;
    private const int PolicyAfterDue = 10;
    private const string LadderInput = "Ladder";
    private const string Own = "Own";
    private const string House = "House";

    /// <summary>The inputs of every task.</summary>
    public static IReadOnlyList<InputDescriptor> Inputs { get; } =
    [
        new("DueInWorkingDays", "Int32?") { DisplayName = "Due in (working days)", Description = "Counted in the calendar of whoever must act; the day of asking does not count. Empty: no deadline.", Category = Deadlines },
        new("UrgentDueInHours", "Int32?") { DisplayName = "When urgent: due in (hours)", Description = "Replaces the working days when the request's lane is urgent; hours run day and night. Empty: no difference.", Category = Deadlines },
        new(RemindInput, "String[]") { DisplayName = "Remind after (working days)", Description = "A number such as 3, or several such as 3, 5; 0 for never. Empty: at half time when two working days are left, and the day before it is due.", Category = Deadlines },
        new(ReminderMailInput, "String") { DisplayName = "Mail text of reminders", Description = "Which mail reminds, and asks a substitute. Empty: the ordinary reminder.", UIHint = "dropdown", Options = MailKinds.All, OptionTexts = MailKinds.Texts, Category = Deadlines },
        new(LadderInput, "String") { DisplayName = "After the deadline", Description = "Whether the house's ladder is climbed, or only the steps set below are taken.", UIHint = "dropdown", Options = [Own, House], OptionTexts = LadderTexts, Default = Own, Category = Deadlines },
        new("OverdueTo", "String") { DisplayName = "Overdue: who is told", Description = "Who is told when the deadline passes. The task stays open.", UIHint = "dropdown", Options = CaseRoles.Names, OptionTexts = CaseRoles.Texts, Default = nameof(CaseRole.Advisor), Category = Deadlines },
        new("EscalateAfterWorkingDays", "Int32?") { DisplayName = "Escalate after (working days)", Description = "Counted from the asking: somebody above is told, and the way out Escalated is followed. Empty: as the ladder says.", Category = Deadlines },
        new("EscalateTo", "String") { DisplayName = "Escalate to", Description = "Who is told then. The task stays open.", UIHint = "dropdown", Options = CaseRoles.Names, OptionTexts = CaseRoles.Texts, Default = nameof(CaseRole.HubLead), Category = Deadlines },
        new("SilenceAfterWorkingDays", "Int32?") { DisplayName = "Silence after (working days)", Description = "Counted from the asking. Then the task ends, as chosen below, by the way out Silence. Empty: as the ladder says.", Category = Deadlines },
        new("SilencePolicy", "String") { DisplayName = "Silence means", Description = "The mail says so in plain words.", UIHint = "dropdown", Options = Enum.GetNames<SilencePolicy>(), OptionTexts = SilenceTexts, Default = nameof(SilencePolicy.None), Category = Deadlines },
    ];

    /// <summary>Works the moments out, from now on.</summary>
    /// <param name="context">The execution.</param>
    /// <param name="clock">The case's calendars.</param>
    /// <param name="party">Whose days count.</param>
    /// <param name="policy">What silence means.</param>
    /// <param name="extendedBy">How many working days the task got from now on, or <see langword="null"/> at its beginning.</param>
    public static TaskTimes Of(ActivityContext context, CaseClock clock, CaseParty party, SilencePolicy policy, int? extendedBy = null)
    {
        var calendar = clock.Of(party);
        var start = context.Now;
        var days = extendedBy ?? Number(context, "DueInWorkingDays");
        var hours = clock.IsUrgent && extendedBy is null ? Number(context, "UrgentDueInHours") : null;
        DateTimeOffset? due = hours is { } h ? start.AddHours(h) : days is { } d ? calendar.DueAfter(start, d) : null;
        var house = context.Input<string>(LadderInput) == House;
        var end = policy == SilencePolicy.None ? null : Late("SilenceAfterWorkingDays", PolicyAfterDue, 1.5);
        return new TaskTimes(
            due,
            [.. (hours is { } urgent ? Halfway(urgent) : WorkingDays(days)).Distinct().Order()],
            Late(null, SubstituteAfterDue, 0.5),
            Late("EscalateAfterWorkingDays", EscalateAfterDue, 1),
            policy == SilencePolicy.Park ? end : null,
            policy == SilencePolicy.Park ? null : end);

        // An extended task counts all its steps from its new deadline, whatever its own numbers were counted from.
        DateTimeOffset? Late(string? input, int afterDue, double partOfTerm)
        {
            var own = input is null ? null : Number(context, input);
            return own is { } number && extendedBy is null ? calendar.DueAfter(start, number)
                : due is null || (!house && own is null) ? null
                : hours is { } term ? due.Value.AddHours(term * partOfTerm)
                : calendar.DueAfter(due.Value, afterDue);
        }

        IEnumerable<DateTimeOffset> Halfway(int total) => [start.AddHours(total / 2.0)];

        IEnumerable<DateTimeOffset> WorkingDays(int? due) =>
            ((extendedBy is null ? OwnReminders(context)?.Select(Whole) : null) ?? Ladder(due)).Where(day => day > 0).Select(day => CaseClock.OpeningAfter(calendar, start, day));
    }

    /// <summary>What is wrong with the numbers, or <see langword="null"/>.</summary>
    public static string? Problem(ActivityContext context)
    {
        var numbers = new[] { "DueInWorkingDays", "UrgentDueInHours", "EscalateAfterWorkingDays", "SilenceAfterWorkingDays" };
        var wrong = numbers.FirstOrDefault(name => context.Input<int>(name) is < 0 or > MaxNumber);
        return wrong is not null ? $"The input '{wrong}' must be between 1 and {MaxNumber}, or empty."
            : OwnReminders(context)?.FirstOrDefault(text => Whole(text) is < 0 or > MaxNumber) is { } reminder
                ? $"The input '{RemindInput}' says '{reminder}', which is no number of working days. Write a number such as 3, or several such as 3, 5."
            : null;
    }

    // One text of several numbers, as the designer's editor gives it, or a list of numbers. A text that says nothing leaves it to the ladder.
    private static string[]? OwnReminders(ActivityContext context)
    {
        var given = context.Input<string[]>(RemindInput);
        string[]? numbers = given is null ? null : [.. given.SelectMany(text => text.Split([',', ';', ' '], StringSplitOptions.RemoveEmptyEntries))];
        return numbers is [] && given is not [] ? null : numbers;
    }

    private static int Whole(string text) => int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : -1;

    // An empty number arrives as 0.
    private static int? Number(ActivityContext context, string name) => context.Input<int>(name) is var number and > 0 ? number : null;

    // The house's ladder: at half time when at least two working days are left then, and on the last day but one.
    private static IEnumerable<int> Ladder(int? due)
    {
        if (due is { } days)
        {
            if (days - (days / 2) >= 2)
            {
                yield return days / 2;
            }

            yield return days - 1;
        }
    }
}
