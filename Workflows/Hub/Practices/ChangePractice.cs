using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using StrongCities.Hub.Cases;
using StrongCities.Hub.People;
using StrongCities.Hub.Persistence;
using StrongCities.Runtime.Persistence;

namespace StrongCities.Hub.Practices;

/// <summary>What came of a wish about a good practice.</summary>
public abstract record PracticeResult;

/// <summary>It is so now.</summary>
/// <param name="Id">The good practice.</param>
public sealed record PracticeKept(Guid Id) : PracticeResult;

/// <summary>Nothing was changed.</summary>
/// <param name="Problems">Why, field by field; an empty field is about the whole.</param>
public sealed record PracticeInvalid(IReadOnlyList<FieldProblem> Problems) : PracticeResult;

/// <summary>There is no such thing for this viewer.</summary>
public sealed record PracticeNotFound : PracticeResult;

/// <summary>Runs a change of a good practice in a unit of work.</summary>
internal sealed class ChangePractice(HubDbFactory databases, CommitQueue commits, IOptions<PracticeOptions> options, TimeProvider clock)
{
    /// <param name="viewer">On whose behalf.</param>
    /// <param name="id">The good practice.</param>
    /// <param name="act">Changes it, or says why not.</param>
    /// <param name="cancellation">Gives up before the commit.</param>
    public async Task<PracticeResult> RunAsync(Viewer viewer, Guid id, Func<PracticeUnit, CancellationToken, Task<PracticeResult>> act, CancellationToken cancellation)
    {
        // With the viewer's own eyes: whoever stepped aside has no case.
        await using var db = databases.Create(viewer);
        return await db.Cases.OfType<GoodPractice>().AnyAsync(one => one.Id == id, cancellation)
            ? await commits.CommitAsync((runtime, token) => ApplyAsync(runtime.Hub(), viewer, id, act, token), cancellation)
            : new PracticeNotFound();
    }

    private async Task<UnitResult<PracticeResult>> ApplyAsync(
        HubDb db, Viewer viewer, Guid id, Func<PracticeUnit, CancellationToken, Task<PracticeResult>> act, CancellationToken cancellation)
    {
        var practice = await db.Cases.OfType<GoodPractice>().SingleAsync(one => one.Id == id, cancellation);
        var name = await db.People.Where(person => person.Id == viewer.PersonId).Select(person => person.Name).SingleAsync(cancellation);
        var result = await act(new PracticeUnit(db, practice, viewer, name, options.Value, clock.GetUtcNow()), cancellation);
        return result is PracticeKept ? UnitResult.Keep(result) : UnitResult.Refuse(result);
    }
}

/// <summary>One change of a good practice.</summary>
/// <param name="Db">The unit's context.</param>
/// <param name="Practice">The good practice.</param>
/// <param name="Viewer">On whose behalf.</param>
/// <param name="Name">What they are called.</param>
/// <param name="Options">Limits.</param>
/// <param name="Now">When.</param>
internal sealed record PracticeUnit(HubDb Db, GoodPractice Practice, Viewer Viewer, string Name, PracticeOptions Options, DateTimeOffset Now)
{
    /// <summary>What the city is asked about, or has answered, does not change meanwhile.</summary>
    public bool IsLocked => Practice.Phase != PracticePhase.Draft;

    /// <summary>Writes a line of the timeline.</summary>
    public void Tell(string key, params IReadOnlyList<string> values) => Db.Add(Practice.Line(Now, key, Viewer.PersonId, true, values));

    /// <summary>Refuses.</summary>
    public static PracticeResult Refuse(string field, string key, params IReadOnlyList<object> values) => new PracticeInvalid([new FieldProblem(field, key, values)]);
}
