using Microsoft.EntityFrameworkCore;
using StrongCities.Hub.Awards.Process;
using StrongCities.Hub.Awards.Schedule;
using StrongCities.Hub.Cases;
using StrongCities.Hub.People;
using StrongCities.Hub.Persistence;
using StrongCities.Runtime.Persistence;

namespace StrongCities.Hub.Awards;

/// <summary>What came of a change of an award.</summary>
public abstract record AwardResult;

/// <summary>It is so now.</summary>
/// <param name="Id">What was added or changed: the obligation, instalment, amendment, or the award.</param>
public sealed record AwardKept(Guid Id) : AwardResult;

/// <summary>Nothing was changed.</summary>
/// <param name="Problems">Why, field by field; an empty field is about the whole.</param>
public sealed record AwardInvalid(IReadOnlyList<FieldProblem> Problems) : AwardResult;

/// <summary>There is no such thing for this viewer.</summary>
public sealed record AwardNotFound : AwardResult;

/// <summary>Runs a change of one award: whoever sees it and may change it, in a unit of work that also lets its process look again.</summary>
internal sealed class ChangeAward(HubDbFactory databases, CommitQueue commits, TimeProvider clock)
{
    /// <param name="viewer">On whose behalf.</param>
    /// <param name="id">The award.</param>
    /// <param name="act">Changes it, or says why not.</param>
    /// <param name="cancellation">Gives up before the commit.</param>
    public async Task<AwardResult> RunAsync(Viewer viewer, Guid id, Func<AwardUnit, CancellationToken, Task<AwardResult>> act, CancellationToken cancellation)
    {
        await using (var db = databases.Create(viewer))
        {
            if (!await db.Cases.OfType<Award>().AnyAsync(award => award.Id == id, cancellation))
            {
                return new AwardNotFound();
            }
        }

        return await commits.CommitAsync(
            async (runtime, token) =>
            {
                var db = runtime.Hub();
                var now = clock.GetUtcNow();
                var unit = new AwardUnit(db, await db.Cases.OfType<Award>().SingleAsync(award => award.Id == id, token), viewer, now);
                var result = await act(unit, token);
                if (result is not AwardKept)
                {
                    return UnitResult.Refuse(result);
                }

                // Once it is closed, its process looks no more.
                if (unit.Award.ClosedAt is null)
                {
                    new AwardTouched(unit.Award.InstanceId).Put(db, $"touch:{Guid.CreateVersion7(now):N}", now);
                }

                return UnitResult.Keep(result);
            },
            cancellation);
    }
}

/// <summary>One change of an award.</summary>
/// <param name="Db">The unit's context.</param>
/// <param name="Award">The award.</param>
/// <param name="Viewer">On whose behalf.</param>
/// <param name="Now">When.</param>
internal sealed record AwardUnit(HubDb Db, Award Award, Viewer Viewer, DateTimeOffset Now)
{
    /// <summary>The day that it is where the funder is.</summary>
    public DateOnly Today => FunderDay.Of(Now, Award.Terms.FunderZone);

    /// <summary>Whether nothing about the work may change any more.</summary>
    public bool IsOver => Award.ClosedAt is not null || Award.End is not null;

    /// <summary>Writes a line of the timeline.</summary>
    public void Tell(string key, params IReadOnlyList<string> values) => Db.Add(Award.Line(Now, key, Viewer.PersonId, true, values));

    /// <summary>Refuses.</summary>
    public static AwardResult Refuse(string field, string key, params IReadOnlyList<object> values) => new AwardInvalid([new FieldProblem(field, key, values)]);
}
