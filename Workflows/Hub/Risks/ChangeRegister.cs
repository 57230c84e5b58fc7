using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using StrongCities.Hub.Calendars;
using StrongCities.Hub.Cases;
using StrongCities.Hub.Matching;
using StrongCities.Hub.People;
using StrongCities.Hub.Persistence;
using StrongCities.Hub.Risks.Process;
using StrongCities.Runtime.Persistence;

namespace StrongCities.Hub.Risks;

/// <summary>What came of a change of a register.</summary>
public abstract record RegisterResult;

/// <summary>It is so now.</summary>
/// <param name="Id">What was added or changed: the risk, or the register.</param>
public sealed record RegisterKept(Guid Id) : RegisterResult;

/// <summary>Nothing was changed.</summary>
/// <param name="Problems">Why, field by field; an empty field is about the whole.</param>
public sealed record RegisterInvalid(IReadOnlyList<FieldProblem> Problems) : RegisterResult;

/// <summary>There is no such thing for this viewer.</summary>
public sealed record RegisterNotFound : RegisterResult;

/// <summary>Runs a change of a city's running register, in a unit of work that also lets its process look again.</summary>
internal sealed class ChangeRegister(HubDbFactory databases, CommitQueue commits, KeepMatched matched, IOptions<RiskOptions> options, TimeProvider clock)
{
    /// <param name="viewer">Of the city.</param>
    /// <param name="act">Changes it, or says why not.</param>
    /// <param name="cancellation">Gives up before the commit.</param>
    public async Task<RegisterResult> RunAsync(Viewer viewer, Func<RegisterUnit, CancellationToken, Task<RegisterResult>> act, CancellationToken cancellation)
    {
        Guid id;
        await using (var db = databases.Create(viewer))
        {
            // With the viewer's own eyes: whoever stepped aside has no register.
            id = await RunningOf(db, viewer.CityId).Select(register => register.Id).FirstOrDefaultAsync(cancellation);
        }

        if (id == Guid.Empty)
        {
            return new RegisterNotFound();
        }

        var result = await commits.CommitAsync((runtime, token) => ApplyAsync(runtime.Hub(), viewer, id, act, token), cancellation);
        if (result is RegisterKept)
        {
            matched.Wish();
        }

        return result;
    }

    /// <summary>The city's register that is kept now: the newest, unless it is over.</summary>
    public static IQueryable<RiskRegister> RunningOf(HubDb db, Guid? cityId) =>
        db.Cases.OfType<RiskRegister>().Where(register => register.CityId == cityId && register.ClosedAt == null).OrderByDescending(register => register.Cycle);

    private async Task<UnitResult<RegisterResult>> ApplyAsync(
        HubDb db, Viewer viewer, Guid id, Func<RegisterUnit, CancellationToken, Task<RegisterResult>> act, CancellationToken cancellation)
    {
        var register = await db.Cases.OfType<RiskRegister>().SingleAsync(one => one.Id == id, cancellation);
        var city = await db.Cities.SingleAsync(one => one.Id == register.CityId, cancellation);
        var name = await db.People.Where(person => person.Id == viewer.PersonId).Select(person => person.Name).SingleAsync(cancellation);
        var now = clock.GetUtcNow();
        var unit = new RegisterUnit(db, register, viewer, name, options.Value, now, WorkingCalendars.Get(city.Calendar).LocalDay(now));
        if (register.Phase == RegisterPhase.Endorsement)
        {
            return UnitResult.Refuse(RegisterUnit.Refuse("", "Risk.Problem.WithMayor"));
        }

        var result = await act(unit, cancellation);
        if (result is not RegisterKept)
        {
            return UnitResult.Refuse(result);
        }

        new ProcessTouched(register.InstanceId, WaitForRegister.StimulusName).Put(db, now);
        return UnitResult.Keep(result);
    }
}

/// <summary>One change of a register.</summary>
/// <param name="Db">The unit's context.</param>
/// <param name="Register">The register.</param>
/// <param name="Viewer">On whose behalf.</param>
/// <param name="Name">What they are called.</param>
/// <param name="Options">Limits.</param>
/// <param name="Now">When.</param>
/// <param name="Today">The day in the city.</param>
internal sealed record RegisterUnit(HubDb Db, RiskRegister Register, Viewer Viewer, string Name, RiskOptions Options, DateTimeOffset Now, DateOnly Today)
{
    /// <summary>An open risk of the register, or <see langword="null"/>.</summary>
    public Task<Risk?> FindAsync(Guid id, CancellationToken cancellation) =>
        Db.Risks.SingleOrDefaultAsync(risk => risk.Id == id && risk.CaseId == Register.Id && risk.ArchivedAt == null, cancellation);

    /// <summary>Writes a line of the timeline. The hub reads it too: never what a risk is about.</summary>
    public void Tell(string key, params IReadOnlyList<string> values) => Db.Add(Register.Line(Now, key, Viewer.PersonId, true, values));

    /// <summary>Refuses.</summary>
    public static RegisterResult Refuse(string field, string key, params IReadOnlyList<object> values) => new RegisterInvalid([new FieldProblem(field, key, values)]);
}
