using StrongCities.Engine.Activities;
using StrongCities.Engine.Definitions;
using StrongCities.Runtime.Editing;
using StrongCities.Runtime.Persistence;

namespace StrongCities.Runtime.Definitions;

/// <summary>Saves what the designer sends as the draft of its definition, and publishes it when asked.</summary>
public sealed class SaveDefinition
{
    private readonly StoreDefinitions store;
    private readonly UpdateReferences references;
    private readonly ActivityCatalog catalog;

    internal SaveDefinition(StoreDefinitions store, UpdateReferences references, ActivityCatalog catalog) =>
        (this.store, this.references, this.catalog) = (store, references, catalog);

    /// <summary>Saves.</summary>
    /// <param name="json">The definition, UTF-8, plain or as <c>{"model": …}</c>. Without a definitionId it becomes a new one.</param>
    /// <param name="publish">Whether new instances shall start on it.</param>
    /// <param name="author">Who saves.</param>
    /// <param name="cancellation">Gives up.</param>
    /// <returns><see cref="DefinitionStored"/>, <see cref="DefinitionAwaitsSecond"/>, <see cref="DraftHeld"/> or <see cref="DefinitionRefused"/>.</returns>
    public async Task<DefinitionResult> RunAsync(ReadOnlyMemory<byte> json, bool publish, Author author, CancellationToken cancellation)
    {
        var problems = new List<DefinitionProblem>();
        if (DefinitionDraft.Read(json, "model", catalog, null, problems) is not { } read)
        {
            return new DefinitionRefused(problems);
        }

        var result = (await store.RunAsync([DefinitionDraft.Of(read, ChangeKind.Saved)], publish, author, cancellation))[0];
        return result is DefinitionStored stored && publish
            ? stored with { UpdatedConsumers = await references.RunAsync(stored.Row.DefinitionId, author, cancellation) ?? [] }
            : result;
    }
}
