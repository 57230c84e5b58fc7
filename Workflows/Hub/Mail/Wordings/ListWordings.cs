using MediatR;
using Microsoft.EntityFrameworkCore;
using StrongCities.Hub.Mail.Kinds;
using StrongCities.Hub.People;
using StrongCities.Hub.Persistence;
using StrongCities.Hub.Pipeline;

namespace StrongCities.Hub.Mail.Wordings;

/// <summary>Staff see every kind of mail, and in which languages their hub has words of its own for it.</summary>
/// <param name="Viewer">Of the hub.</param>
/// <param name="Language">In which language the kinds are named.</param>
public sealed record ListWordings(Viewer Viewer, string Language) : IAsViewer<IReadOnlyList<WordingLine>?>
{
    /// <inheritdoc/>
    public static Roles Allowed => RoleSets.CaseStaff;

    /// <inheritdoc/>
    public static IReadOnlyList<WordingLine>? NotFound => null;
}

/// <summary>A kind of mail.</summary>
/// <param name="Kind">One of <see cref="MailKind"/>.</param>
/// <param name="Heading">Its built-in heading: what people know it by.</param>
/// <param name="Preheader">What it is for, in a sentence.</param>
/// <param name="Own">The languages with words of the hub.</param>
public sealed record WordingLine(string Kind, string Heading, string Preheader, IReadOnlyList<WordingState> Own);

/// <summary>A hub's words in one language.</summary>
/// <param name="Language">BCP 47 tag.</param>
/// <param name="Version">In use.</param>
/// <param name="IsBroken">Whether they can't be written any more, so that mails keep the built-in words.</param>
public sealed record WordingState(string Language, int Version, bool IsBroken);

internal sealed class ListWordingsHandler(HubDbFactory databases, CheckWording check) : IRequestHandler<ListWordings, IReadOnlyList<WordingLine>?>
{
    public async Task<IReadOnlyList<WordingLine>?> Handle(ListWordings request, CancellationToken cancellationToken)
    {
        await using var db = databases.Create(request.Viewer);
        var hub = await WordingPages.HubAsync(db, request.Viewer, cancellationToken);
        var newest = await db.Wordings.AsNoTracking()
            .Where(wording => !db.Wordings.Any(later => later.HubId == wording.HubId && later.Kind == wording.Kind && later.Language == wording.Language && later.Version > wording.Version))
            .ToListAsync(cancellationToken);
        var own = newest.Where(wording => wording.Text != WordingText.BuiltIn).ToLookup(wording => wording.Kind);
        return
        [
            .. MailCatalogue.All.Select(kind =>
            {
                var name = check.Name(kind, request.Language, hub);
                return new WordingLine(kind.Id, name.Heading, name.Preheader, [.. own[kind.Id].OrderBy(wording => wording.Language).Select(wording => new WordingState(
                    wording.Language, wording.Version, check.Problems(kind, check.Sample(kind, wording.Language, hub), wording.Text).Count > 0))]);
            }),
        ];
    }
}
