using Microsoft.EntityFrameworkCore;
using StrongCities.Engine.Definitions;
using StrongCities.Engine.Execution;
using StrongCities.Runtime.Persistence;

namespace StrongCities.Runtime.Definitions;

/// <summary>Makes the newest version of a definition the one that new instances start on. Running instances keep theirs.</summary>
public sealed class PublishDefinition
{
    private readonly IRuntimeDbFactory databases;
    private readonly CheckDefinition check;
    private readonly CommitQueue commits;
    private readonly UpdateReferences references;

    internal PublishDefinition(IRuntimeDbFactory databases, CheckDefinition check, CommitQueue commits, UpdateReferences references) =>
        (this.databases, this.check, this.commits, this.references) = (databases, check, commits, references);

    /// <summary>Publishes.</summary>
    /// <param name="definitionId">The definition.</param>
    /// <param name="cancellation">Gives up.</param>
    /// <returns>One of the four; when it changed while it was being checked, it is checked again.</returns>
    public async Task<DefinitionResult> RunAsync(string definitionId, CancellationToken cancellation)
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

            if (newest.IsPublished)
            {
                return new DefinitionStored(newest, []) { AlreadyPublished = true };
            }

            if (await PublishAsync(newest, cancellation) is { } result)
            {
                return result is DefinitionStored stored
                    ? stored with { UpdatedConsumers = await references.RunAsync(definitionId, cancellation) ?? [] }
                    : result;
            }
        }
    }

    private async Task<DefinitionResult?> PublishAsync(DefinitionRow seen, CancellationToken cancellation)
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

                return await StoreDefinitions.PublishAsync(db, row, triggers.Triggers, stop) is { Count: > 0 } taken
                    ? UnitResult.Refuse<DefinitionResult?>(new DefinitionRefused(taken))
                    : UnitResult.Keep<DefinitionResult?>(new DefinitionStored(row, compilation.Problems));
            },
            cancellation);
    }
}
