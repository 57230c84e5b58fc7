using Microsoft.EntityFrameworkCore;
using StrongCities.Engine.Definitions;
using StrongCities.Engine.Execution;
using StrongCities.Runtime.Editing;
using StrongCities.Runtime.Persistence;
using StrongCities.Runtime.Triggers;

namespace StrongCities.Runtime.Definitions;

/// <summary>
/// Stores drafts, and publishes them where asked: all or none. A definition has at most one unpublished newest version, which changes in
/// place; a version that was ever loaded from a file, is published or has instances never changes, and gives way to the next number.
/// </summary>
internal sealed class StoreDefinitions(
    CheckDefinition check, CommitQueue commits, EditLease lease, FourEyes eyes, RecordChanges changes, TimeProvider time)
{
    public async Task<IReadOnlyList<DefinitionResult>> RunAsync(
        IReadOnlyList<DefinitionDraft> drafts, bool publish, Author author, CancellationToken cancellation)
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

        if (await HeldAsync(drafts, author, cancellation) is { } held)
        {
            return [held];
        }

        var results = await commits.CommitAsync<IReadOnlyList<DefinitionResult>>(
            async (db, stop) =>
            {
                var stored = new List<DefinitionResult>();
                for (var i = 0; i < drafts.Count; i++)
                {
                    var result = await StoreAsync(db, drafts[i], publish ? triggers[i] : null, warnings, author, stop);
                    if (result is DefinitionRefused or DraftHeld)
                    {
                        return UnitResult.Refuse<IReadOnlyList<DefinitionResult>>([result]);
                    }

                    stored.Add(result);
                    await db.SaveChangesAsync(stop);
                }

                return UnitResult.Keep<IReadOnlyList<DefinitionResult>>(stored);
            },
            cancellation);
        // Somebody was faster, just now.
        return results is [DraftHeld] && await HeldAsync(drafts, author, cancellation) is { } late ? [late] : results;
    }

    /// <summary>Publishes a stored version in the unit's transaction, or asks a second person to.</summary>
    public async Task<DefinitionResult> PublishAsync(
        RuntimeDb db, DefinitionRow row, IReadOnlyList<Trigger> triggers, IReadOnlyList<DefinitionProblem> warnings, Author author, CancellationToken stop)
    {
        if (await eyes.AskAsync(db, row, author, stop))
        {
            return new DefinitionAwaitsSecond(row);
        }

        if (await MakePublishedAsync(db, row, triggers, stop) is { Count: > 0 } taken)
        {
            return new DefinitionRefused(taken);
        }

        changes.Note(db, row.DefinitionId, row.Version, ChangeKind.Published, author);
        return new DefinitionStored(row, warnings);
    }

    /// <summary>Makes a version the published one, in the unit's transaction.</summary>
    /// <returns>Why not; empty when it is.</returns>
    internal static async Task<IReadOnlyList<DefinitionProblem>> MakePublishedAsync(
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

    /// <summary>Refuses before anything is stored, in a unit of its own, because what is refused is kept: the draft that somebody drew is not lost.</summary>
    private Task<DraftHeld?> HeldAsync(IReadOnlyList<DefinitionDraft> drafts, Author author, CancellationToken cancellation) =>
        author.Kind != AuthorKind.Person ? Task.FromResult<DraftHeld?>(null) : commits.CommitAsync(
            async (db, stop) =>
            {
                foreach (var draft in drafts)
                {
                    if (await lease.CheckAsync(db, draft.Definition.DefinitionId, author, stop) is not { } held)
                    {
                        continue;
                    }

                    var newest = await NewestAsync(db, draft, stop);
                    var unsaved = Make(draft.Definition.DefinitionId, newest);
                    draft.WriteTo(unsaved, newest?.Json);
                    if (newest is not null && !await IsSettledAsync(db, newest, stop))
                    {
                        unsaved.Version = newest.Version;
                    }

                    if (unsaved.ContentHash == newest?.ContentHash)
                    {
                        continue;
                    }

                    await changes.RefusedAsync(db, unsaved, author, stop);
                    return UnitResult.Keep<DraftHeld?>(held);
                }

                return UnitResult.Refuse<DraftHeld?>(null);
            },
            cancellation);

    private async Task<DefinitionResult> StoreAsync(
        RuntimeDb db, DefinitionDraft draft, IReadOnlyList<Trigger>? triggers, IReadOnlyList<DefinitionProblem> warnings, Author author, CancellationToken stop)
    {
        var id = draft.Definition.DefinitionId;
        var newest = await NewestAsync(db, draft, stop);
        if (newest is { IsReadonly: true })
        {
            return DefinitionRefused.Because(id, "$.isReadonly", $"The workflow '{id}' is read-only.", "Import it under another definitionId and change that.");
        }

        if (newest is not null)
        {
            await changes.FoundAsync(db, newest, stop);
        }

        var row = newest is null || await IsSettledAsync(db, newest, stop) ? Next(db, newest, id) : newest;
        var before = row.ContentHash;
        draft.WriteTo(row, newest?.Json);
        // Studio saves what it has once more when it publishes: that makes nobody an author.
        if (row.ContentHash != before)
        {
            if (await lease.CheckAsync(db, id, author, stop) is { } held)
            {
                return held;
            }

            await changes.WrittenAsync(db, row, draft.Kind, author, draft.Note, stop);
        }

        return triggers is null ? new DefinitionStored(row, warnings) : await PublishAsync(db, row, triggers, warnings, author, stop);
    }

    private static Task<DefinitionRow?> NewestAsync(RuntimeDb db, DefinitionDraft draft, CancellationToken stop)
    {
        var id = draft.Definition.DefinitionId;
        return db.Definitions.Where(row => row.DefinitionId == id).OrderByDescending(row => row.Version).FirstOrDefaultAsync(stop);
    }

    private static async Task<bool> IsSettledAsync(RuntimeDb db, DefinitionRow row, CancellationToken stop) =>
        row.IsPublished || row.FileName is not null
        || await db.Instances.AnyAsync(instance => instance.DefinitionId == row.DefinitionId && instance.DefinitionVersionId == row.Id, stop);

    private DefinitionRow Next(RuntimeDb db, DefinitionRow? newest, string definitionId)
    {
        newest?.IsLatest = false;
        var row = Make(definitionId, newest);
        db.Definitions.Add(row);
        return row;
    }

    private DefinitionRow Make(string definitionId, DefinitionRow? newest) => new()
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
}
