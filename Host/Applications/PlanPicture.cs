using StrongCities.Hub.Applications;
using StrongCities.Hub.Applications.Board;

namespace StrongCities.Host.Applications;

/// <summary>
/// Where everything stands in the picture of a plan: a line for each step, time from left to right, or from right to left where the page is read so.
/// In units of the picture's own.
/// </summary>
/// <param name="Height">How high it is.</param>
/// <param name="TodayX">Where today is; <see langword="null"/> where that lies outside.</param>
/// <param name="Ticks">Mondays, at most about ten.</param>
/// <param name="Rows">A line for each step, from top to bottom.</param>
public sealed record PlanPicture(double Height, double? TodayX, IReadOnlyList<PlanTick> Ticks, IReadOnlyList<PlanRow> Rows)
{
    /// <summary>How wide every picture is.</summary>
    public const double Width = 1040;

    /// <summary>Where the names end and time begins.</summary>
    private const double Names = 285;
    private const double Edge = 20;
    private const double RowHeight = 36;
    private const double Head = 46;

    /// <summary>About as wide as a day with its month is written.</summary>
    private const double DateWidth = 190;

    private const int TicksAtMost = 9;

    /// <summary>Places everything.</summary>
    /// <param name="plan">At least one step, by due time.</param>
    /// <param name="now">Where today is.</param>
    /// <param name="zone">The reader's IANA time zone: its midnights part the weeks.</param>
    /// <param name="isRightToLeft">Whether time goes from right to left.</param>
    /// <returns>The picture.</returns>
    public static PlanPicture Of(IReadOnlyList<Milestone> plan, DateTimeOffset now, string zone, bool isRightToLeft)
    {
        var days = TimeZoneInfo.FindSystemTimeZoneById(zone);
        var first = plan.Min(step => step.MovedFrom < step.DueAt ? step.MovedFrom.Value : step.DueAt);
        var last = plan.Max(step => step.MovedFrom > step.DueAt ? step.MovedFrom.Value : step.DueAt);
        var span = Math.Max((last - first).TotalHours, 24);
        var rows = plan.Select((step, index) => new PlanRow(
            step,
            PlanMarks.Of(step, now),
            X(step.DueAt),
            Head + (RowHeight * index) + (RowHeight / 2),
            step.MovedFrom is { } from ? X(from) : null,
            // The date stands where there is room for it, towards the names when time runs out.
            TextBefore: At(step.DueAt) > Width - Edge - DateWidth)).ToList();
        return new PlanPicture(Head + (RowHeight * plan.Count) + 8, now >= first && now <= last ? X(now) : null, [.. TicksOf()], rows);

        double At(DateTimeOffset moment) => Names + ((Width - Names - Edge) * (moment - first).TotalHours / span);

        double X(DateTimeOffset moment) => Math.Round(isRightToLeft ? Width - At(moment) : At(moment), 1);

        IEnumerable<PlanTick> TicksOf()
        {
            var from = DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(first, days).DateTime);
            var until = DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(last, days).DateTime);
            var weeks = Math.Max(1, (int)Math.Ceiling((until.DayNumber - from.DayNumber) / 7.0 / TicksAtMost));
            for (var day = from.AddDays(((int)DayOfWeek.Monday - (int)from.DayOfWeek + 7) % 7); day <= until; day = day.AddDays(7 * weeks))
            {
                var local = day.ToDateTime(TimeOnly.MinValue);
                yield return new PlanTick(day, X(new DateTimeOffset(local, days.GetUtcOffset(local))));
            }
        }
    }
}

/// <summary>A Monday on the line of time.</summary>
/// <param name="Day">Which.</param>
/// <param name="X">Where it begins.</param>
public sealed record PlanTick(DateOnly Day, double X);

/// <summary>A step's line.</summary>
/// <param name="Step">The step.</param>
/// <param name="Mark">How it stands.</param>
/// <param name="X">Its due time.</param>
/// <param name="Y">The line's middle.</param>
/// <param name="FromX">Where it was before it was moved.</param>
/// <param name="TextBefore">Whether its date is written before the mark.</param>
public sealed record PlanRow(Milestone Step, PlanMark Mark, double X, double Y, double? FromX, bool TextBefore);

/// <summary>How a step stands. Never told by colour alone: each has a sign and a word.</summary>
public enum PlanMark
{
    /// <summary>Still to do.</summary>
    Open,

    /// <summary>Done.</summary>
    Done,

    /// <summary>Not done, and its time has passed.</summary>
    Late,
}

internal static class PlanMarks
{
    public static PlanMark Of(Milestone step, DateTimeOffset now) =>
        step.DoneAt is not null ? PlanMark.Done : PlanRisks.IsLate(step, now) ? PlanMark.Late : PlanMark.Open;
}
