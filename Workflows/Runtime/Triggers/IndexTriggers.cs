using Microsoft.EntityFrameworkCore;
using StrongCities.Engine.Execution;
using StrongCities.Runtime.Persistence;

namespace StrongCities.Runtime.Triggers;

/// <summary>
/// Keeps what starts a definition's instances, in the transaction that changes which version is published. The index is
/// read from the published version alone, so that doing it again changes nothing.
/// </summary>
public static class IndexTriggers
{
    /// <summary>Puts a version's triggers in the place of all earlier ones of its definition.</summary>
    /// <param name="db">The unit's context.</param>
    /// <param name="definitionId">The definition.</param>
    /// <param name="versionId">The version that is published now, or <see langword="null"/> when none is any more.</param>
    /// <param name="triggers">What <see cref="Interpreter.Triggers"/> gave, before the transaction; none when none is published.</param>
    /// <param name="cancellation">The host stops.</param>
    public static async Task ReplaceAsync(
        RuntimeDb db, string definitionId, string? versionId, IReadOnlyList<Trigger> triggers, CancellationToken cancellation)
    {
        await db.Triggers.Where(row => row.DefinitionId == definitionId).ExecuteDeleteAsync(cancellation);
        if (versionId is not null)
        {
            db.Triggers.AddRange(triggers.Select((trigger, index) => new TriggerRow
            {
                Id = $"{versionId}:{index}",
                DefinitionId = definitionId,
                DefinitionVersionId = versionId,
                ActivityId = trigger.ActivityId,
                Name = trigger.Name,
                Hash = trigger.Hash,
                Payload = trigger.Payload?.ToJsonString(),
                DueAt = trigger.DueAt,
            }));
        }
    }
}
