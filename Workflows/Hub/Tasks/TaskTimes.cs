using StrongCities.Engine.Activities;
using StrongCities.Hub.Assistance;

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
    private const int MaxNumber = 1_000;

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
        new("DueInWorkingDays", "Int32?") { DisplayName = "Due in working days", Description = "Counted in the calendar of whoever must act; the day of asking does not count. Empty: no deadline." },
        new("UrgentDueInHours", "Int32?") { DisplayName = "Urgent: due in hours", Description = "Replaces the working days when the request's lane is urgent; hours run day and night. Empty: no difference." },
        new("RemindAfterWorkingDays", "Int32[]") { DisplayName = "Remind after working days", Description = "Such as 5 and 9. Empty: at half time when two working days are left, and the day before it is due.", UIHint = "multitext" },
        new(LadderInput, "String") { DisplayName = "After the deadline", Description = "House: after two more working days a substitute may answer too, after five it is reported further up, after ten silence has its consequence. Own: only what is set below.", UIHint = "dropdown", Options = [Own, House], Default = Own },
        new("OverdueTo", "String") { DisplayName = "Overdue notice to", Description = "Who is told when the deadline passes. The task stays open.", UIHint = "dropdown", Options = People.CaseRoles.Names, Default = nameof(People.CaseRole.Advisor) },
        new("EscalateAfterWorkingDays", "Int32?") { DisplayName = "Escalate after working days", Description = "Counted from the asking. Empty: as the ladder says." },
        new("EscalateTo", "String") { DisplayName = "Escalate to", Description = "Who is told then. The task stays open.", UIHint = "dropdown", Options = People.CaseRoles.Names, Default = nameof(People.CaseRole.HubLead) },
        new("SilenceAfterWorkingDays", "Int32?") { DisplayName = "Silence after working days", Description = "Counted from the asking. Then silence has its consequence. Empty: as the ladder says." },
        new("SilencePolicy", "String") { DisplayName = "Silence means", Description = "What silence stands for. The mail says so in plain words. None: the task stays open.", UIHint = "dropdown", Options = Enum.GetNames<SilencePolicy>(), Default = nameof(SilencePolicy.None) },
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

        IEnumerable<DateTimeOffset> WorkingDays(int? total) =>
            (extendedBy is null && context.Input<int[]>("RemindAfterWorkingDays") is { } own ? own : Ladder(total))
            .Where(day => day > 0).Select(day => CaseClock.OpeningAfter(calendar, start, day));
    }

    /// <summary>What is wrong with the numbers, or <see langword="null"/>.</summary>
    public static string? Problem(ActivityContext context)
    {
        var numbers = new[] { "DueInWorkingDays", "UrgentDueInHours", "EscalateAfterWorkingDays", "SilenceAfterWorkingDays" };
        var wrong = numbers.FirstOrDefault(name => context.Input<int>(name) is < 0 or > MaxNumber);
        return wrong is null ? null : $"The input '{wrong}' must be between 1 and {MaxNumber}, or empty.";
    }

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
