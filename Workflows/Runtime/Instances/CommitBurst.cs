using System.Collections.Frozen;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;
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
internal sealed class CommitBurst(CommitQueue commits, IEnumerable<IEffectHandler> handlers, ILogger<CommitBurst> log)
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
        var state = unit.State.ToUtf8();
        var rows = BurstRows.Of(unit);
        var effects = unit.Burst.Effects.OfType<HostEffect>().Select(effect => (Handler: HandlerOf(effect), Effect: effect)).ToList();
        var context = new EffectContext(unit.State.Id, unit.State.CorrelationId, unit.Now);

        var result = await commits.CommitAsync<RunResult>(
            async (db, stop) =>
            {
                if (!await StoreAsync(db, unit, state, stop))
                {
                    return UnitResult.Refuse<RunResult>(new RunConflicted());
                }

                if (unit.With is { } with && !await with(db, stop))
                {
                    return UnitResult.Refuse<RunResult>(new RunRefused());
                }

                await rows.ApplyAsync(db, stop);
                foreach (var (handler, effect) in effects)
                {
                    // Saved one by one, so that a handler's queries see what came before.
                    await db.SaveChangesAsync(stop);
                    await handler.ApplyAsync(db, effect, context, stop);
                }

                return UnitResult.Keep<RunResult>(new RunMoved(unit.State));
            },
            cancellation);

        if (result is RunMoved)
        {
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

    private static async Task<bool> StoreAsync(RuntimeDb db, BurstToCommit unit, byte[] bytes, CancellationToken cancellation)
    {
        var state = unit.State;
        var finishedAt = state.Status == WorkflowStatus.Finished ? unit.Now : (DateTimeOffset?)null;
        if (unit.Before.Revision > 0)
        {
            return await db.Instances
                .Where(row => row.Id == state.Id && row.Revision == unit.Before.Revision)
                .ExecuteUpdateAsync(
                    row => row
                        .SetProperty(r => r.CorrelationId, state.CorrelationId)
                        .SetProperty(r => r.Name, state.Name)
                        .SetProperty(r => r.Status, state.Status)
                        .SetProperty(r => r.SubStatus, state.SubStatus)
                        .SetProperty(r => r.IncidentCount, state.Incidents.Count)
                        .SetProperty(r => r.HasQuestions, state.Questions.Count > 0)
                        .SetProperty(r => r.State, bytes)
                        .SetProperty(r => r.Revision, unit.Revision)
                        .SetProperty(r => r.UpdatedAt, unit.Now)
                        .SetProperty(r => r.FinishedAt, finishedAt),
                    cancellation) == 1;
        }

        db.Instances.Add(new InstanceRow
        {
            Id = state.Id,
            DefinitionId = state.DefinitionId,
            DefinitionVersionId = state.DefinitionVersionId,
            DefinitionVersion = state.DefinitionVersion,
            ParentInstanceId = state.ParentInstanceId,
            CorrelationId = state.CorrelationId,
            Name = state.Name,
            Status = state.Status,
            SubStatus = state.SubStatus,
            IncidentCount = state.Incidents.Count,
            HasQuestions = state.Questions.Count > 0,
            State = bytes,
            Revision = unit.Revision,
            CreatedAt = unit.Now,
            UpdatedAt = unit.Now,
            FinishedAt = finishedAt,
        });
        return true;
    }
}
