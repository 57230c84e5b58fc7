using Microsoft.EntityFrameworkCore;
using StrongCities.Engine.Definitions;
using StrongCities.Engine.Execution;
using StrongCities.Runtime.Persistence;
using StrongCities.Runtime.Triggers;

namespace StrongCities.Runtime.Definitions;

/// <summary>
/// Stores drafts, and publishes them where asked: all or none. A definition has at most one unpublished newest version, which changes in
/// place; a version that was ever loaded from a file, is published or has instances never changes, and gives way to the next number.
/// </summary>
internal sealed class StoreDefinitions(CheckDefinition check, CommitQueue commits, TimeProvider time)
{
    public async Task<IReadOnlyList<DefinitionResult>> RunAsync(IReadOnlyList<DefinitionDraft> drafts, bool publish, CancellationToken cancellation)
    {
        var warnings = new List<DefinitionProblem>();
        var errors = new List<DefinitionProblem>();
        var triggers = new List<IReadOnlyList<Trigger>>();
        foreach (var draft in drafts)
        {
            var compilation = await check.ToStoreAsync(draft.Definition, cancellation);
            var reading = publish && compilation.Graph is { } graph ? check.ToPublish(graph) : null;
            triggers.Add(reading?.Triggers ?? []);
            warnings.AddRange(compilation.Problems.Where(problem => !problem.IsError));
            errors.AddRange([.. compilation.Problems.Where(problem => problem.IsError), .. reading?.Problems ?? []]);
        }

        if (errors.Count > 0)
        {
            return [new DefinitionRefused(errors)];
        }

        return await commits.CommitAsync<IReadOnlyList<DefinitionResult>>(
            async (db, stop) =>
            {
                var stored = new List<DefinitionResult>();
                for (var i = 0; i < drafts.Count; i++)
                {
                    var result = await StoreAsync(db, drafts[i], publish ? triggers[i] : null, warnings, stop);
                    if (result is DefinitionRefused)
                    {
                        return UnitResult.Refuse<IReadOnlyList<DefinitionResult>>([result]);
                    }

                    stored.Add(result);
                    await db.SaveChangesAsync(stop);
                }

                return UnitResult.Keep<IReadOnlyList<DefinitionResult>>(stored);
            },
            cancellation);
    }

    /// <summary>Makes a version the published one, in the unit's transaction.</summary>
    /// <returns>Why not; empty when it is.</returns>
    internal static async Task<IReadOnlyList<DefinitionProblem>> PublishAsync(
        RuntimeDb db, DefinitionRow row, IReadOnlyList<Trigger> triggers, CancellationToken stop)
    {
        if (await CheckDefinition.TakenPathsAsync(db, row.DefinitionId, triggers, stop) is { Count: > 0 } taken)
        {
            return taken;
        }

        foreach (var other in await db.Definitions.Where(other => other.DefinitionId == row.DefinitionId && other.IsPublished).ToListAsync(stop))
        {
            other.IsPublished = false;
        }

        row.IsPublished = true;
        await IndexTriggers.ReplaceAsync(db, row.DefinitionId, row.Id, triggers, stop);
        return [];
    }

    private async Task<DefinitionResult> StoreAsync(
        RuntimeDb db, DefinitionDraft draft, IReadOnlyList<Trigger>? triggers, IReadOnlyList<DefinitionProblem> warnings, CancellationToken stop)
    {
        var id = draft.Definition.DefinitionId;
        var newest = await db.Definitions.Where(row => row.DefinitionId == id).OrderByDescending(row => row.Version).FirstOrDefaultAsync(stop);
        if (newest is { IsReadonly: true })
        {
            return DefinitionRefused.Because(id, "$.isReadonly", $"The workflow '{id}' is read-only.", "Import it under another definitionId and change that.");
        }

        var row = newest is null || await IsSettledAsync(db, newest, stop) ? Next(db, newest, id) : newest;
        draft.WriteTo(row, newest?.Json);
        return triggers is not null && await PublishAsync(db, row, triggers, stop) is { Count: > 0 } taken
            ? new DefinitionRefused(taken)
            : new DefinitionStored(row, warnings);
    }

    private static async Task<bool> IsSettledAsync(RuntimeDb db, DefinitionRow row, CancellationToken stop) =>
        row.IsPublished || row.FileName is not null
        || await db.Instances.AnyAsync(instance => instance.DefinitionId == row.DefinitionId && instance.DefinitionVersionId == row.Id, stop);

    private DefinitionRow Next(RuntimeDb db, DefinitionRow? newest, string definitionId)
    {
        newest?.IsLatest = false;
        var row = new DefinitionRow
        {
            Id = DefinitionDraft.NewId(),
            DefinitionId = definitionId,
            Version = (newest?.Version ?? 0) + 1,
            IsLatest = true,
            IsPublished = false,
            Json = [],
            ContentHash = "",
            FlowchartMode = newest?.FlowchartMode,
            CreatedAt = time.GetUtcNow(),
        };
        db.Definitions.Add(row);
        return row;
    }
}
