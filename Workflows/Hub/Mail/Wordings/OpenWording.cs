using System.Globalization;
using MediatR;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using StrongCities.Hub.Cases;
using StrongCities.Hub.People;
using StrongCities.Hub.Persistence;
using StrongCities.Hub.Pipeline;

namespace StrongCities.Hub.Mail.Wordings;

/// <summary>Staff look at one kind of mail in one language: its words, their versions, what they may name, and cases to try them with.</summary>
/// <param name="Viewer">Of the hub.</param>
/// <param name="Kind">One of <see cref="MailKind"/>.</param>
/// <param name="Language">BCP 47 tag.</param>
/// <param name="Spoken">In which language the kind is named.</param>
public sealed record OpenWording(Viewer Viewer, string Kind, string Language, string Spoken) : IAsViewer<WordingPage?>
{
    /// <inheritdoc/>
    public static Roles Allowed => RoleSets.CaseStaff;

    /// <inheritdoc/>
    public static WordingPage? NotFound => null;
}

/// <summary>A kind of mail in one language.</summary>
/// <param name="Kind">One of <see cref="MailKind"/>.</param>
/// <param name="Language">BCP 47 tag.</param>
/// <param name="Heading">What people know the kind by.</param>
/// <param name="Preheader">What it is for, in a sentence.</param>
/// <param name="BuiltIn">The built-in words as Liquid. What has none can't be chosen.</param>
/// <param name="Values">What the words may name.</param>
/// <param name="Versions">Newest first; the first is in use.</param>
/// <param name="Cases">Recent ones, newest first; none for a kind that is about no case.</param>
public sealed record WordingPage(
    string Kind, string Language, string Heading, string Preheader, WordingText BuiltIn, IReadOnlyList<WordingValue> Values, IReadOnlyList<Wording> Versions,
    IReadOnlyList<WordingCase> Cases)
{
    /// <summary>The number of the version in use; 0 for none.</summary>
    public int Newest => Versions.Count == 0 ? 0 : Versions[0].Version;

    /// <summary>The words of a version, with the built-in ones where it has none.</summary>
    /// <param name="version">Its number; 0 for the built-in words.</param>
    /// <returns>The words, or <see langword="null"/> where there is no such version.</returns>
    public WordingText? TextOf(int version) => version == 0 ? BuiltIn
        : Versions.FirstOrDefault(wording => wording.Version == version) is { } found ? WordingPages.Shown(found.Text, BuiltIn) : null;
}

/// <summary>A value that words may name.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Sample">Such as it may be; several for a list.</param>
public sealed record WordingValue(string Name, IReadOnlyList<string> Sample);

/// <summary>A case to try words with.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Number">What people call it.</param>
/// <param name="Title">Its title.</param>
public sealed record WordingCase(Guid Id, string Number, string Title);

internal sealed class OpenWordingHandler(HubDbFactory databases, CheckWording check, IOptions<WordingOptions> options) : IRequestHandler<OpenWording, WordingPage?>
{
    public async Task<WordingPage?> Handle(OpenWording request, CancellationToken cancellationToken)
    {
        if (WordingPages.KindOf(request.Kind, request.Language) is not { } kind)
        {
            return null;
        }

        await using var db = databases.Create(request.Viewer);
        var hub = await WordingPages.HubAsync(db, request.Viewer, cancellationToken);
        var sample = check.Sample(kind, request.Language, hub);
        var versions = await db.Wordings.AsNoTracking()
            .Where(wording => wording.Kind == request.Kind && wording.Language == request.Language)
            .OrderByDescending(wording => wording.Version)
            .ToListAsync(cancellationToken);
        var cases = sample.Case is null ? [] : await db.Requests.AsNoTracking()
            .OrderByDescending(about => about.Id)
            .Take(options.Value.RecentCases)
            .Select(about => new WordingCase(about.Id, about.Number, about.Title))
            .ToListAsync(cancellationToken);
        var name = check.Name(kind, request.Spoken, hub);
        return new(
            kind.Id,
            request.Language,
            name.Heading,
            name.Preheader,
            CheckWording.BuiltIn(kind, sample),
            [.. WordingValues.Of(sample).Select(value => new WordingValue(value.Key, value.Value switch { string text => [text], int number => [number.ToString(CultureInfo.InvariantCulture)], IEnumerable<string?> list => [.. list.OfType<string>()], _ => [] }))],
            versions,
            cases);
    }
}
