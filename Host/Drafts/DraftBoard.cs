using System.Globalization;
using System.Security.Cryptography;
using StrongCities.Designer;
using StrongCities.Host.Identity;
using StrongCities.Host.Words;
using StrongCities.Runtime.Definitions;
using StrongCities.Runtime.Editing;
using StrongCities.Runtime.Instances;

namespace StrongCities.Host.Drafts;

/// <summary>Tells the designer's frame what there is, who edits a workflow, and what became of its publication.</summary>
internal sealed class DraftBoard(FindDraft find, FindDefinitions definitions, FindInstances runs, CurrentViewer me, PageWords words, Moments moments) : IDraftBoard
{
    private const int SessionBytes = 16;

    public async Task<bool> HasRunAsync(string instanceId, CancellationToken cancellation) => await runs.OneAsync(instanceId, cancellation) is not null;

    public async Task<DraftNotice?> OpenAsync(string definitionId, CancellationToken cancellation)
    {
        if (await definitions.OneAsync(definitionId, VersionOptions.Latest, cancellation) is null)
        {
            return null;
        }

        if (!me.Viewer.Is(SignedIn.Designers))
        {
            return new DraftNotice("", words["Versions.LookOnly"], OffersTakeOver: false);
        }

        var draft = await find.RunAsync(definitionId, cancellation);
        var elsewhere = draft.Holder is { } holder && holder.AuthorId != me.Viewer.PersonId.ToString();
        var session = RandomNumberGenerator.GetHexString(SessionBytes * 2, lowercase: true);
        return new DraftNotice(
            string.Create(CultureInfo.InvariantCulture, $"{session}.{draft.State.Seen}"),
            elsewhere ? words["Versions.EditedBy", draft.Holder!.AuthorName, moments.At(draft.State.EditedSince ?? draft.Holder.At, me.TimeZone)]
                : draft.State.Request is { } request ? words["Versions.Requested", request.AuthorName, request.Version, moments.At(request.At, me.TimeZone)]
                : draft.State.Declined is { } declined ? words["Versions.DeclinedBy", declined.AuthorName, declined.Note ?? ""]
                : null,
            elsewhere);
    }
}
