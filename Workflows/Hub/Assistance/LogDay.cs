using MediatR;
using Microsoft.EntityFrameworkCore;
using StrongCities.Hub.Cases;
using StrongCities.Hub.People;
using StrongCities.Hub.Persistence;
using StrongCities.Hub.Pipeline;
using StrongCities.Runtime.Persistence;

namespace StrongCities.Hub.Assistance;

/// <summary>An advisor writes down a day on which help was given. Short advice has five at most, an assignment as many as were agreed.</summary>
/// <param name="Viewer">Staff who see the case.</param>
/// <param name="CaseId">A request under way.</param>
/// <param name="Day">Not in the future; each day once.</param>
/// <param name="What">What was done, at most 500 characters.</param>
public sealed record LogDay(Viewer Viewer, Guid CaseId, DateOnly Day, string What) : IAsViewer<LogDayResult>, IValidated<LogDayResult>
{
    /// <summary>How many days short advice takes at most.</summary>
    public const int MostOfShortAdvice = 5;

    /// <summary>How many days any help takes at most.</summary>
    internal const int MostDays = 250;

    private const int MaxWhat = 500;

    /// <inheritdoc/>
    public static Roles Allowed => RoleSets.CaseStaff;

    /// <inheritdoc/>
    public static LogDayResult NotFound => new LogDayNotFound();

    /// <inheritdoc/>
    public static LogDayResult Invalid(IReadOnlyList<FieldProblem> problems) => new LogDayInvalid(problems);

    /// <inheritdoc/>
    public IEnumerable<FieldProblem> Problems(DateTimeOffset now)
    {
        // A day ahead, because the world's dates are a day apart.
        if (Day > DateOnly.FromDateTime(now.UtcDateTime).AddDays(1))
        {
            yield return new FieldProblem(nameof(Day), "Problem.FutureDay");
        }

        if (string.IsNullOrWhiteSpace(What))
        {
            yield return new FieldProblem(nameof(What), "Problem.Required");
        }
        else if (What.Length > MaxWhat)
        {
            yield return new FieldProblem(nameof(What), "Problem.TooLong", MaxWhat);
        }
    }

    /// <summary>How many days a request may have.</summary>
    internal static int MostOf(SupportRequest request) => request.Form.Lane == Lane.ShortAdvice ? MostOfShortAdvice : request.Terms?.Days ?? MostDays;
}

/// <summary>How it ended.</summary>
public abstract record LogDayResult;

/// <summary>It is written down.</summary>
/// <param name="Days">How many there are now.</param>
public sealed record DayLogged(int Days) : LogDayResult;

/// <summary>Not as it is; nothing changed.</summary>
/// <param name="Problems">Field by field.</param>
public sealed record LogDayInvalid(IReadOnlyList<FieldProblem> Problems) : LogDayResult;

/// <summary>No such request for this viewer, or no help is under way.</summary>
public sealed record LogDayNotFound : LogDayResult;

internal sealed class LogDayHandler(HubDbFactory databases, CommitQueue commits, TimeProvider clock) : IRequestHandler<LogDay, LogDayResult>
{
    public async Task<LogDayResult> Handle(LogDay request, CancellationToken cancellationToken)
    {
        await using var seen = databases.Create(request.Viewer);
        return !await seen.Requests.AnyAsync(r => r.Id == request.CaseId && (r.Status == CaseStatus.Delivery || r.Status == CaseStatus.Report), cancellationToken)
            ? new LogDayNotFound()
            : await commits.CommitAsync((runtime, token) => KeepAsync(runtime.Hub(), request, token), cancellationToken);
    }

    private async Task<UnitResult<LogDayResult>> KeepAsync(HubDb db, LogDay request, CancellationToken cancellation)
    {
        var about = await db.Requests.SingleAsync(r => r.Id == request.CaseId, cancellation);
        var days = about.Days ?? [];
        var problem = days.Any(day => day.Day == request.Day) ? new FieldProblem(nameof(LogDay.Day), "Problem.DayTwice")
            : days.Count >= LogDay.MostOf(about) ? new FieldProblem(nameof(LogDay.Day), "Problem.MostDays", LogDay.MostOf(about))
            : null;
        if (problem is not null)
        {
            return UnitResult.Refuse<LogDayResult>(new LogDayInvalid([problem]));
        }

        var name = await db.People.Where(p => p.Id == request.Viewer.PersonId).Select(p => p.Name).SingleAsync(cancellation);
        about.Days = [.. days.Append(new HelpDay(request.Day, request.What.Trim(), name)).OrderBy(day => day.Day)];
        db.Add(about.Line(clock.GetUtcNow(), "Event.DayLogged", request.Viewer.PersonId, true, request.Day.ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture), request.What.Trim()));
        return UnitResult.Keep<LogDayResult>(new DayLogged(about.Days.Count));
    }
}
