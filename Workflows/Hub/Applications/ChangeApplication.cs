using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using StrongCities.Hub.Applications.Process;
using StrongCities.Hub.People;
using StrongCities.Hub.Persistence;
using StrongCities.Runtime.Persistence;

namespace StrongCities.Hub.Applications;

/// <summary>How a change of an application ended.</summary>
public abstract record ApplicationResult
{
    /// <summary>There is no such application for this viewer.</summary>
    public static ApplicationResult NotFound { get; } = new NoApplication();
}

/// <summary>It is stored.</summary>
public sealed record ApplicationKept : ApplicationResult;

/// <summary>Nothing was stored: something is wrong.</summary>
/// <param name="Problems">Each says what, and how to mend it.</param>
public sealed record ApplicationInvalid(params IReadOnlyList<FieldProblem> Problems) : ApplicationResult;

/// <summary>There is no such application for this viewer.</summary>
public sealed record NoApplication : ApplicationResult;

/// <summary>
/// Changes an application in one unit of work: finds it for whoever asks, refuses what is over or frozen, keeps the change, lets the plan
/// follow and the process look again.
/// </summary>
internal sealed class ChangeApplication(CommitQueue commits, IOptions<ApplicationOptions> options, TimeProvider clock)
{
    /// <summary>Who may change applications.</summary>
    public const Roles Allowed = RoleSets.CityVoice | RoleSets.CaseStaff;

    /// <param name="viewer">Who asks.</param>
    /// <param name="id">Which.</param>
    /// <param name="change">Changes it, or says what is wrong.</param>
    /// <param name="cancellation">Gives up before the commit.</param>
    /// <param name="evenFrozen">Whether it may be changed after the freeze.</param>
    /// <param name="evenClosed">Whether it may be changed when it is over.</param>
    public Task<ApplicationResult> RunAsync(
        Viewer viewer, Guid id, Func<ApplicationUnit, Task<IReadOnlyList<FieldProblem>>> change, CancellationToken cancellation, bool evenFrozen = false, bool evenClosed = false) =>
        commits.CommitAsync<ApplicationResult>(
            async (runtime, token) =>
            {
                var db = runtime.Hub();
                var about = await db.Cases.OfType<Application>().SingleOrDefaultAsync(
                    a => a.Id == id && a.HubId == viewer.HubId && (viewer.CityId == null || a.CityId == viewer.CityId)
                        && !db.Recusals.Any(recusal => recusal.CaseId == a.Id && recusal.PersonId == viewer.PersonId),
                    token);
                if (about is null)
                {
                    return UnitResult.Refuse(ApplicationResult.NotFound);
                }

                var now = clock.GetUtcNow();
                var problems = about.ClosedAt is not null && !evenClosed ? [new FieldProblem("Id", "Application.Problem.Over")]
                    : about.FrozenAt is not null && !evenFrozen ? [new FieldProblem("Id", "Application.Problem.Frozen")]
                    : await change(new ApplicationUnit(db, about, now, token));
                if (problems.Count > 0)
                {
                    return UnitResult.Refuse<ApplicationResult>(new ApplicationInvalid(problems));
                }

                // The plan asks the store who partners are.
                await db.SaveChangesAsync(token);
                await KeepPlan.FollowAsync(db, about, options.Value, now, token);
                runtime.Touch(about, now);
                return UnitResult.Keep<ApplicationResult>(new ApplicationKept());
            },
            cancellation);
}

/// <summary>What a change works with.</summary>
/// <param name="Db">The unit's context.</param>
/// <param name="About">The application, to be changed.</param>
/// <param name="Now">The moment.</param>
/// <param name="Cancellation">Gives up.</param>
internal sealed record ApplicationUnit(HubDb Db, Application About, DateTimeOffset Now, CancellationToken Cancellation)
{
    /// <summary>Nothing is wrong.</summary>
    public static IReadOnlyList<FieldProblem> Fine { get; } = [];

    /// <summary>One thing is wrong.</summary>
    public static IReadOnlyList<FieldProblem> Wrong(string field, string key, params IReadOnlyList<object> values) => [new FieldProblem(field, $"Application.Problem.{key}", values)];
}
