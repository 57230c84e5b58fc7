using MediatR;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using StrongCities.Hub.Cases;
using StrongCities.Hub.People;
using StrongCities.Hub.Persistence;
using StrongCities.Hub.Pipeline;

namespace StrongCities.Hub.Applications.Papers;

/// <summary>Somebody looks at one paper with all its versions.</summary>
/// <param name="Viewer">Of the city, or staff of its hub.</param>
/// <param name="PaperId">The paper.</param>
public sealed record GetPaper(Viewer Viewer, Guid PaperId) : IAsViewer<PaperPage?>
{
    /// <inheritdoc/>
    public static Roles Allowed => RoleSets.City | RoleSets.CaseStaff;

    /// <inheritdoc/>
    public static PaperPage? NotFound => null;
}

/// <summary>A paper's page. <see langword="null"/> in its place means: not found, or not theirs.</summary>
/// <param name="Case">The application or award.</param>
/// <param name="Line">The paper with its versions.</param>
/// <param name="MayAdd">Whether its reader may send a version now.</param>
/// <param name="MayDrop">Whether its reader may take it off the list now.</param>
/// <param name="IsShut">Whether nothing changes any more.</param>
/// <param name="Text">The newest version where it is plain text, cut at the limit; else <see langword="null"/>.</param>
public sealed record PaperPage(Case Case, PaperLine Line, bool MayAdd, bool MayDrop, bool IsShut, string? Text);

internal sealed class GetPaperHandler(HubDbFactory databases, AttachmentStore files, IOptions<PaperOptions> options) : IRequestHandler<GetPaper, PaperPage?>
{
    public async Task<PaperPage?> Handle(GetPaper request, CancellationToken cancellationToken)
    {
        await using var db = databases.Create(request.Viewer);
        if (await db.Papers.AsNoTracking().SingleOrDefaultAsync(p => p.Id == request.PaperId, cancellationToken) is not { } paper
            || await PaperGate.CaseAsync(db, paper.CaseId, cancellationToken) is not { } about)
        {
            return null;
        }

        var partner = await db.Partners.Where(p => p.Id == paper.PartnerId).Select(p => p.Name).SingleOrDefaultAsync(cancellationToken);
        var line = new PaperLine(paper, partner, await ListPapers.CopiesAsync(db, [paper.Id], cancellationToken));
        var shut = PaperGate.IsShut(about);
        return new PaperPage(
            about,
            line,
            !shut && request.Viewer.Is(PaperGate.Senders),
            !shut && request.Viewer.Is(PaperGate.Editors) && line.Newest is null,
            shut,
            line.Newest is { } newest ? await TextAsync(newest.File, cancellationToken) : null);
    }

    private async Task<string?> TextAsync(Attachment file, CancellationToken cancellation)
    {
        if (!file.ContentType.StartsWith("text/", StringComparison.Ordinal) || options.Value.MaxPreview == 0 || files.Open(file) is not { } opened)
        {
            return null;
        }

        await using var content = opened.Content;
        using var reader = new StreamReader(content);
        var text = new char[options.Value.MaxPreview + 1];
        var length = await reader.ReadBlockAsync(text, cancellation);
        return length > options.Value.MaxPreview ? $"{new string(text, 0, options.Value.MaxPreview)} …" : new string(text, 0, length);
    }
}
