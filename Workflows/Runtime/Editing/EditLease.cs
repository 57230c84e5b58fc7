using System.Globalization;
using Microsoft.Extensions.Options;
using StrongCities.Runtime.Definitions;
using StrongCities.Runtime.Persistence;

namespace StrongCities.Runtime.Editing;

/// <summary>
/// Says whether an author may write a draft. It stays for a while with the person who saved last; and a browser tab that has not seen
/// another tab's change since it was opened may not write over it, whoever that was and however long ago. Programs and the host always may:
/// the last one wins.
/// </summary>
internal sealed class EditLease(IOptions<EditingOptions> options, TimeProvider time)
{
    public async Task<DraftHeld?> CheckAsync(RuntimeDb db, string definitionId, Author author, CancellationToken stop)
    {
        if (author.Kind != AuthorKind.Person)
        {
            return null;
        }

        var state = await DraftState.ReadAsync(db, definitionId, stop);
        if (state.LastEdit is not { } last || (author.Wrote(last) && (author.Session is null || author.Session == last.Session)))
        {
            return null;
        }

        return !author.Wrote(last) && state.Holder(time.GetUtcNow(), options.Value.Lease) is not null ? Held(definitionId, last, state.EditedSince ?? last.At)
            : author.Session is not null && last.Id > author.Seen ? Stale(definitionId, author, last)
            : null;
    }

    private static DraftHeld Held(string definitionId, DefinitionChangeRow last, DateTimeOffset since) =>
        Of(definitionId, last, $"Not saved: {last.AuthorName} has been editing this workflow since {Moment(since)}.");

    private static DraftHeld Stale(string definitionId, Author author, DefinitionChangeRow last) => Of(
        definitionId,
        last,
        $"Not saved: {(author.Wrote(last) ? "you" : last.AuthorName)} changed this workflow in another window at {Moment(last.At)}, after this one opened it.");

    private static DraftHeld Of(string definitionId, DefinitionChangeRow last, string message) => new(
        last,
        [
            new(true, definitionId, "draft", message,
                "Press \"Take over\" above the editor to go on from the newest draft. What you drew is kept on the page \"Versions\"."),
        ]);

    private static string Moment(DateTimeOffset at) => at.ToString("yyyy-MM-dd HH:mm 'UTC'", CultureInfo.InvariantCulture);
}
