using Microsoft.EntityFrameworkCore;
using StrongCities.Engine.Definitions;
using StrongCities.Engine.Execution;
using StrongCities.Runtime.Editing;
using StrongCities.Runtime.Persistence;

namespace StrongCities.Runtime.Definitions;

/// <summary>Makes the newest version of a definition the one that new instances start on. Running instances keep theirs.</summary>
public sealed class PublishDefinition
{
    private readonly IRuntimeDbFactory databases;
    private readonly CheckDefinition check;
    private readonly CommitQueue commits;
    private readonly UpdateReferences references;
    private readonly StoreDefinitions store;

    internal PublishDefinition(IRuntimeDbFactory databases, CheckDefinition check, CommitQueue commits, UpdateReferences references, StoreDefinitions store) =>
        (this.databases, this.check, this.commits, this.references, this.store) = (databases, check, commits, references, store);

    /// <summary>Publishes.</summary>
    /// <param name="definitionId">The definition.</param>
    /// <param name="author">Who publishes.</param>
    /// <param name="looked">The <see cref="DefinitionRow.ContentHash"/> of what they looked at: anything else is not published. Or <see langword="null"/>.</param>
    /// <param name="cancellation">Gives up.</param>
    /// <returns>Any but <see cref="DraftHeld"/>; when it changed while it was being checked, it is checked again.</returns>
    public async Task<DefinitionResult> RunAsync(string definitionId, Author author, string? looked, CancellationToken cancellation)
    {
        while (true)
        {
            DefinitionRow? newest;
            await using (var db = databases.Create())
            {
                newest = await db.Definitions.AsNoTracking().FirstOrDefaultAsync(row => row.DefinitionId == definitionId && row.IsLatest, cancellation);
            }

            if (newest is null)
            {
                return new NoSuchDefinition();
            }

            if (looked is not null && looked != newest.ContentHash)
            {
                return DefinitionRefused.Because(definitionId, "$", "The draft changed since you looked at it.", "Look at it again, and publish it then.");
            }

            if (newest.IsPublished)
            {
                return new DefinitionStored(newest, []) { AlreadyPublished = true };
            }

            if (await PublishAsync(newest, author, cancellation) is { } result)
            {
                return result is DefinitionStored stored
                    ? stored with { UpdatedConsumers = await references.RunAsync(definitionId, author, cancellation) ?? [] }
                    : result;
            }
        }
    }

    private async Task<DefinitionResult?> PublishAsync(DefinitionRow seen, Author author, CancellationToken cancellation)
    {
        var reading = DefinitionReader.Read(seen.Json, seen.DefinitionId);
        var compilation = reading.Definition is { } read ? await check.ToStoreAsync(read, cancellation) : new GraphCompilation(null, reading.Problems);
        var triggers = compilation.Graph is { } graph ? check.ToPublish(graph) : new TriggerReading([], []);
        if (compilation.Graph is null || triggers.Problems.Count > 0)
        {
            return new DefinitionRefused([.. compilation.Problems.Where(problem => problem.IsError), .. triggers.Problems]);
        }

        return await commits.CommitAsync<DefinitionResult?>(
            async (db, stop) =>
            {
                var row = await db.Definitions.FirstOrDefaultAsync(row => row.Id == seen.Id, stop);
                if (row is not { IsLatest: true } || row.ContentHash != seen.ContentHash)
                {
                    return UnitResult.Refuse<DefinitionResult?>(null);
                }

                var result = await store.PublishAsync(db, row, triggers.Triggers, compilation.Problems, author, stop);
                return result is DefinitionRefused ? UnitResult.Refuse<DefinitionResult?>(result) : UnitResult.Keep<DefinitionResult?>(result);
            },
            cancellation);
    }
}
