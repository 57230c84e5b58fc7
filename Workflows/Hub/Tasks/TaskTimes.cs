using System.Globalization;
using StrongCities.Engine.Activities;
using StrongCities.Hub.Assistance;

namespace StrongCities.Hub.Tasks;

/// <summary>What may follow when nobody answers. Never a yes to a signature, to money or to a publication.</summary>
public enum SilencePolicy
{
    /// <summary>Nothing: the task stays open.</summary>
    None,

    /// <summary>The case is closed.</summary>
    Close,

    /// <summary>The step is skipped.</summary>
    Skip,

    /// <summary>Nobody objects. Only where a type of task allows it.</summary>
    NoObjection,
}

/// <summary>The moments of a task, counted in working days of whoever must act.</summary>
/// <param name="Due">When it should be done.</param>
/// <param name="Reminders">When its people are reminded, in order.</param>
/// <param name="Escalate">When somebody else is told.</param>
/// <param name="Silence">When silence ends it.</param>
internal sealed record TaskTimes(DateTimeOffset? Due, IReadOnlyList<DateTimeOffset> Reminders, DateTimeOffset? Escalate, DateTimeOffset? Silence)
{
    private const int MaxNumber = 1_000;
    private const string Deadlines = "Deadlines";
    private const string RemindInput = "RemindAfterWorkingDays";

    private static readonly Dictionary<string, string> SilenceTexts = new()
    {
        [nameof(SilencePolicy.None)] = "Nothing: the task stays open",
        [nameof(SilencePolicy.Close)] = "The case is closed",
        [nameof(SilencePolicy.Skip)] = "The step is skipped",
        [nameof(SilencePolicy.NoObjection)] = "Nobody objects",
    };

    /// <summary>The inputs of every task.</summary>
    public static IReadOnlyList<InputDescriptor> Inputs { get; } =
    [
        new("DueInWorkingDays", "Int32?") { DisplayName = "Due in (working days)", Description = "Counted in the calendar of whoever must act; the day of asking does not count. Empty: no deadline.", Category = Deadlines },
        new("UrgentDueInHours", "Int32?") { DisplayName = "When urgent: due in (hours)", Description = "Replaces the working days when the request's lane is urgent; hours run day and night. Empty: no difference.", Category = Deadlines },
        new(RemindInput, "String[]") { DisplayName = "Remind after (working days)", Description = "A number such as 3, or several such as 3, 5; 0 for never. Empty: at half time when two working days are left, and the day before it is due.", Category = Deadlines },
        new("OverdueTo", "String") { DisplayName = "Overdue: who is told", Description = "Who is told when the deadline passes. The task stays open.", UIHint = "dropdown", Options = People.CaseRoles.Names, OptionTexts = People.CaseRoles.Texts, Default = nameof(People.CaseRole.Advisor), Category = Deadlines },
        new("EscalateAfterWorkingDays", "Int32?") { DisplayName = "Escalate after (working days)", Description = "Counted from the asking: somebody above is told, and the way out Escalated is followed. Empty: never.", Category = Deadlines },
        new("EscalateTo", "String") { DisplayName = "Escalate to", Description = "Who is told then. The task stays open.", UIHint = "dropdown", Options = People.CaseRoles.Names, OptionTexts = People.CaseRoles.Texts, Default = nameof(People.CaseRole.HubLead), Category = Deadlines },
        new("SilenceAfterWorkingDays", "Int32?") { DisplayName = "Silence after (working days)", Description = "Counted from the asking. Then the task ends, as chosen below, by the way out Silence. Empty: never.", Category = Deadlines },
        new("SilencePolicy", "String") { DisplayName = "Silence means", Description = "The mail says so in plain words.", UIHint = "dropdown", Options = Enum.GetNames<SilencePolicy>(), OptionTexts = SilenceTexts, Default = nameof(SilencePolicy.None), Category = Deadlines },
    ];

    /// <summary>Works the moments out.</summary>
    public static TaskTimes Of(ActivityContext context, CaseClock clock, CaseParty party, SilencePolicy policy)
    {
        var calendar = clock.Of(party);
        var start = context.Now;
        var days = Number(context, "DueInWorkingDays");
        var hours = clock.IsUrgent ? Number(context, "UrgentDueInHours") : null;
        return new TaskTimes(
            hours is { } h ? start.AddHours(h) : days is { } d ? calendar.DueAfter(start, d) : null,
            [.. (hours is { } urgent ? Halfway(urgent) : WorkingDays(days)).Distinct().Order()],
            Number(context, "EscalateAfterWorkingDays") is { } e ? calendar.DueAfter(start, e) : null,
            policy != SilencePolicy.None && Number(context, "SilenceAfterWorkingDays") is { } s ? calendar.DueAfter(start, s) : null);

        IEnumerable<DateTimeOffset> Halfway(int total) => [start.AddHours(total / 2.0)];

        IEnumerable<DateTimeOffset> WorkingDays(int? due) =>
            (OwnReminders(context)?.Select(Whole) ?? Ladder(due)).Where(day => day > 0).Select(day => CaseClock.OpeningAfter(calendar, start, day));
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
