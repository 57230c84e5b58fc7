using Microsoft.Extensions.Options;
using StrongCities.Runtime.Persistence;

namespace StrongCities.Runtime.Editing;

/// <summary>Says whether an author may publish a draft alone, and writes down that they asked.</summary>
internal sealed class FourEyes(IOptions<EditingOptions> options, RecordChanges changes)
{
    /// <summary>Decides, in the transaction that would publish.</summary>
    /// <param name="db">The unit's, with everything saved so far.</param>
    /// <param name="row">The version that is to be published.</param>
    /// <param name="author">Who would publish it.</param>
    /// <param name="stop">Gives up.</param>
    /// <returns>Whether a second person must, who is asked for now.</returns>
    public async Task<bool> AskAsync(RuntimeDb db, DefinitionRow row, Author author, CancellationToken stop)
    {
        var alone = !options.Value.FourEyes || author.Kind == AuthorKind.Host || (author.Kind == AuthorKind.Program && options.Value.ProgramsPublishAlone);
        if (alone)
        {
            return false;
        }

        var state = await DraftState.ReadAsync(db, row.DefinitionId, stop);
        if (state.LastWritten is not { } last || !author.Wrote(last))
        {
            return false;
        }

        if (state.Request is null)
        {
            changes.Note(db, row.DefinitionId, row.Version, ChangeKind.PublishRequested, author);
        }

        return true;
    }
}
