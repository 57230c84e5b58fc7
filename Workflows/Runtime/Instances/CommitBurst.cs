using System.Collections.Frozen;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using StrongCities.Engine.Alterations;
using StrongCities.Engine.Execution;
using StrongCities.Runtime.Persistence;

namespace StrongCities.Runtime.Instances;

/// <summary>A burst that ran, and what it ran on.</summary>
/// <param name="Before">What it found.</param>
/// <param name="Stimulus">What set it going.</param>
/// <param name="Burst">What came of it.</param>
/// <param name="Now">Its time.</param>
/// <param name="With">Committed together with it.</param>
internal sealed record BurstToCommit(LoadedInstance Before, Stimulus Stimulus, Burst Burst, DateTimeOffset Now, Alongside? With)
{
    /// <summary>The next state.</summary>
    public InstanceState State => Burst.State;

    /// <summary>The revision that the commit makes.</summary>
    public long Revision => Before.Revision + 1;
}

/// <summary>Stores a burst: the new state, its bookmarks, journal and outbox rows, and what the host's effects do, or none of it.</summary>
internal sealed class CommitBurst(
    CommitQueue commits, IEnumerable<IEffectHandler> handlers, WatchInstances watch, IOptions<InstanceOptions> options, ILogger<CommitBurst> log)
{
    private readonly FrozenDictionary<Type, IEffectHandler> handlers = handlers.ToFrozenDictionary(handler => handler.EffectType);

    /// <summary>Commits one.</summary>
    /// <param name="unit">The burst.</param>
    /// <param name="cancellation">Gives up while the unit is still queued.</param>
    /// <returns><see cref="RunMoved"/>, <see cref="RunRefused"/> or <see cref="RunConflicted"/>.</returns>
    /// <exception cref="InvalidOperationException">An effect that no handler knows: a bug of the host.</exception>
    public async Task<RunResult> RunAsync(BurstToCommit unit, CancellationToken cancellation)
    {
        // What costs time is done before the queue, which does one unit at a time.
        var state = PackedJson.Pack(unit.State.ToUtf8());
        var rows = BurstRows.Of(unit, options.Value.MaxRecordSize);
        var effects = unit.Burst.Effects.OfType<HostEffect>().Select(effect => (Handler: HandlerOf(effect), Effect: effect)).ToList();
        var context = new EffectContext(unit.State.Id, unit.State.CorrelationId, unit.Now);

        var result = await commits.CommitAsync<RunResult>(
            async (db, stop) =>
            {
                // Before the instance's own row: who refuses looks at what is there without it.
                if (unit.With is { } with && !await with(db, stop))
                {
                    return UnitResult.Refuse<RunResult>(new RunRefused());
                }

                if (!await StoreAsync(db, unit, state))
                {
                    return UnitResult.Refuse<RunResult>(new RunConflicted());
                }

                await rows.ApplyAsync(db, stop);
                foreach (var (handler, effect) in effects)
                {
                    // Saved one by one, so that a handler's queries see what came before.
                    await db.SaveChangesAsync(stop);
                    await handler.ApplyAsync(db, effect, context, stop);
                }

                return UnitResult.Keep<RunResult>(new RunMoved(unit.State) { Altered = unit.Burst.Effects.OfType<Altered>().FirstOrDefault() });
            },
            shares: unit.With is null && effects.Count == 0,
            cancellation);

        if (result is RunMoved)
        {
            watch.Tell(unit.State.Id);
            foreach (var line in unit.Burst.Effects.OfType<LineWritten>())
            {
                Log.LineWritten(log, unit.State.Id, line.ActivityId, line.Text);
            }
        }

        return result;
    }

    private IEffectHandler HandlerOf(HostEffect effect) =>
        handlers.TryGetValue(effect.GetType(), out var handler)
            ? handler
            : throw new InvalidOperationException(
                $"Activity {effect.ActivityId} emitted a {effect.GetType().Name}, which this host cannot apply: register an EffectHandler<{effect.GetType().Name}>.");

    private static async Task<bool> StoreAsync(RuntimeDb db, BurstToCommit unit, byte[] bytes)
    {
        var state = unit.State;
        var now = unit.Now.UtcTicks;
        var finishedAt = state.Status == WorkflowStatus.Finished ? now : (long?)null;
        return await (unit.Before.Revision == 0
            ? db.Sql.RunAsync(
                """
                INSERT INTO "Instances" ("Id", "DefinitionId", "DefinitionVersionId", "DefinitionVersion", "CorrelationId", "Name", "Status", "SubStatus",
                  "IncidentCount", "HasQuestions", "State", "Revision", "CreatedAt", "UpdatedAt", "FinishedAt", "ParentInstanceId")
                VALUES (@0, @1, @2, @3, @4, @5, @6, @7, @8, @9, @10, @11, @12, @13, @14, @15)
                """,
                state.Id, state.DefinitionId, state.DefinitionVersionId, state.DefinitionVersion, state.CorrelationId, state.Name,
                NameOf(state.Status), NameOf(state.SubStatus), state.Incidents.Count, state.Questions.Count > 0, bytes, unit.Revision, now, now, finishedAt,
                state.ParentInstanceId)
            : db.Sql.RunAsync(
                """
                UPDATE "Instances" SET "CorrelationId" = @0, "Name" = @1, "Status" = @2, "SubStatus" = @3, "IncidentCount" = @4, "HasQuestions" = @5,
                  "State" = @6, "Revision" = @7, "UpdatedAt" = @8, "FinishedAt" = @9, "DefinitionVersionId" = @10, "DefinitionVersion" = @11
                WHERE "Id" = @12 AND "Revision" = @13
                """,
                state.CorrelationId, state.Name, NameOf(state.Status), NameOf(state.SubStatus), state.Incidents.Count, state.Questions.Count > 0,
                bytes, unit.Revision, now, finishedAt, state.DefinitionVersionId, state.DefinitionVersion, state.Id, unit.Before.Revision)) == 1;
    }

    private static string NameOf<T>(T status)
        where T : struct, Enum => Enum.GetName(status)!;
}
