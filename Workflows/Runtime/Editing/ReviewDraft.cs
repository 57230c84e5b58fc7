using Microsoft.EntityFrameworkCore;
using StrongCities.Engine.Definitions;
using StrongCities.Runtime.Definitions;
using StrongCities.Runtime.Persistence;

namespace StrongCities.Runtime.Editing;

/// <summary>Says what the linter and the rules of publishing find in a definition's newest version.</summary>
public sealed class ReviewDraft
{
    private readonly IRuntimeDbFactory databases;
    private readonly CheckDefinition check;

    /// <summary>Makes the use case.</summary>
    /// <param name="databases">Where versions are.</param>
    /// <param name="check">The same check as publishing makes.</param>
    public ReviewDraft(IRuntimeDbFactory databases, CheckDefinition check) => (this.databases, this.check) = (databases, check);

    /// <summary>Reviews.</summary>
    /// <param name="definitionId">The definition.</param>
    /// <param name="cancellation">Gives up.</param>
    /// <returns>Errors, which stop publishing, before warnings, which do not.</returns>
    public async Task<IReadOnlyList<DefinitionProblem>> RunAsync(string definitionId, CancellationToken cancellation)
    {
        DefinitionRow? newest;
        await using (var db = databases.Create())
        {
            newest = await db.Definitions.AsNoTracking().FirstOrDefaultAsync(row => row.DefinitionId == definitionId && row.IsLatest, cancellation);
        }

        if (newest is null)
        {
            return [];
        }

        var reading = DefinitionReader.Read(newest.Json, definitionId);
        var compilation = reading.Definition is { } read ? await check.ToStoreAsync(read, cancellation) : new GraphCompilation(null, reading.Problems);
        return [.. compilation.Problems.Concat(compilation.Graph is { } graph ? check.ToPublish(graph).Problems : []).OrderBy(problem => !problem.IsError)];
    }
}
