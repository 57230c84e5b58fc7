using MediatR;
using Microsoft.EntityFrameworkCore;
using StrongCities.Hub.Cases;
using StrongCities.Hub.Cities;
using StrongCities.Hub.People;
using StrongCities.Hub.Persistence;
using StrongCities.Hub.Pipeline;

namespace StrongCities.Hub.Mail.Wordings;

/// <summary>Staff see a mail as its reader would, with the facts of a case of theirs or invented ones. Its links lead nowhere, and nothing is sent or kept.</summary>
/// <param name="Viewer">Of the hub.</param>
/// <param name="Kind">One of <see cref="MailKind"/>.</param>
/// <param name="Language">BCP 47 tag.</param>
/// <param name="RequestId">The case; <see langword="null"/> for invented facts.</param>
/// <param name="Typed">Words that are not saved; <see langword="null"/> for those in use.</param>
public sealed record PreviewMail(Viewer Viewer, string Kind, string Language, Guid? RequestId, WordingText? Typed = null) : IAsViewer<MailPreview?>
{
    /// <inheritdoc/>
    public static Roles Allowed => RoleSets.CaseStaff;

    /// <inheritdoc/>
    public static MailPreview? NotFound => null;
}

/// <summary>A mail that is not sent.</summary>
/// <param name="Content">What it says.</param>
/// <param name="Html">Its HTML part, without links.</param>
/// <param name="Text">Its text part.</param>
/// <param name="Problems">What keeps the words from being saved; where they can't be written, the built-in ones stand.</param>
public sealed record MailPreview(MailContent Content, string Html, string Text, IReadOnlyList<FieldProblem> Problems);

internal sealed class PreviewMailHandler(HubDbFactory databases, CheckWording check, MailHtml html) : IRequestHandler<PreviewMail, MailPreview?>
{
    /// <summary>By RFC 6761 this name never leads anywhere.</summary>
    private static readonly Uri Nowhere = new("https://preview.invalid/");

    public async Task<MailPreview?> Handle(PreviewMail request, CancellationToken cancellationToken)
    {
        if (WordingPages.KindOf(request.Kind, request.Language) is not { } kind)
        {
            return null;
        }

        await using var db = databases.Create(request.Viewer);
        var hub = await WordingPages.HubAsync(db, request.Viewer, cancellationToken);
        var sample = check.Sample(kind, request.Language, hub);
        if (request.RequestId is { } id && sample.Case is not null)
        {
            if (await CaseAsync(db, id, cancellationToken) is not { } real)
            {
                return null;
            }

            sample = sample with { Case = real.Case, To = real.To };
        }

        if (MailClass.SubscriptionOf(kind.Id) is not null)
        {
            sample = sample with { Order = sample.Order with { Buttons = [.. sample.Order.Buttons, new("Button.Unsubscribe", "/", IsSecret: true)] } };
        }

        var builtIn = kind.Write(sample);
        var inUse = request.Typed is null ? (await ApplyWording.NewestAsync(db, hub.Id, kind.Id, request.Language, cancellationToken))?.Text : null;
        var words = request.Typed is { } typed ? WordingPages.Kept(typed, CheckWording.BuiltIn(kind, sample)) : inUse ?? WordingText.BuiltIn;
        var (content, _) = check.Write(builtIn, sample, words);
        content = content.Cleaned() with { Links = [.. content.Links.Select(link => new MailLink(CleanText.Line(link.Label), Nowhere, Nowhere.AbsoluteUri))] };
        var page = await html.WriteAsync(content);
        return new(
            content,
            page.Replace($"href=\"{Nowhere.AbsoluteUri}\"", "", StringComparison.Ordinal),
            MailText.Write(content),
            check.Problems(kind, check.Sample(kind, request.Language, hub), words));
    }

    // With the viewer's eyes. The asker reads most mails about a case.
    private static async Task<(MailCase Case, Person To)?> CaseAsync(HubDb db, Guid id, CancellationToken cancellation)
    {
        if (await db.Requests.AsNoTracking().SingleOrDefaultAsync(about => about.Id == id, cancellation) is not { } request)
        {
            return null;
        }

        var city = await db.Cities.AsNoTracking().SingleAsync(c => c.Id == request.CityId, cancellation);
        var asker = await db.People.AsNoTracking().SingleAsync(person => person.Id == request.OpenedById, cancellation);
        var advisor = await db.People.AsNoTracking().SingleOrDefaultAsync(person => person.Id == request.AdvisorId, cancellation);
        return (new MailCase(request, city, asker.Name, advisor?.Name), asker);
    }
}
