using MediatR;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using MimeKit;
using StrongCities.Hub.Cases;
using StrongCities.Hub.People;
using StrongCities.Hub.Persistence;
using StrongCities.Hub.Pipeline;

namespace StrongCities.Hub.Mail.Inbound;

/// <summary>An operator sees which messages were put aside, and the text of one. Of the installation: such mail belongs to no hub yet.</summary>
/// <param name="Viewer">An operator.</param>
/// <param name="Id">The one to open.</param>
public sealed record ListQuarantine(Viewer Viewer, Guid? Id) : IAsViewer<QuarantinePage?>
{
    /// <inheritdoc/>
    public static Roles Allowed => Roles.Operator;

    /// <inheritdoc/>
    public static QuarantinePage? NotFound => null;
}

/// <summary>What was put aside.</summary>
/// <param name="Mails">The newest, up to <see cref="Most"/>.</param>
/// <param name="Total">How many there are.</param>
/// <param name="Opened">The one that was asked for, if it is there.</param>
public sealed record QuarantinePage(IReadOnlyList<InboundMail> Mails, int Total, QuarantinedText? Opened)
{
    /// <summary>Lines of the list.</summary>
    public const int Most = 100;
}

/// <summary>A message as text. Nothing of it is ever shown as HTML, and its files are only named.</summary>
/// <param name="Mail">Its row.</param>
/// <param name="Subject">One line.</param>
/// <param name="Text">Cut where it is too long; <see langword="null"/> when it can't be read safely, or is no longer kept.</param>
/// <param name="Files">Names of attached files.</param>
/// <param name="CanRelease">Whether somebody wrote it, so that it could be taken as a letter.</param>
public sealed record QuarantinedText(InboundMail Mail, string Subject, string? Text, IReadOnlyList<string> Files, bool CanRelease);

internal sealed class ListQuarantineHandler(HubDbFactory databases, QuarantinedMail quarantine) : IRequestHandler<ListQuarantine, QuarantinePage?>
{
    public async Task<QuarantinePage?> Handle(ListQuarantine request, CancellationToken cancellationToken)
    {
        await using var db = databases.Create(null);
        var aside = db.InboundMails.AsNoTracking().Where(mail => mail.State == InboundState.Quarantined);
        var opened = request.Id is { } id ? await aside.SingleOrDefaultAsync(mail => mail.Id == id, cancellationToken) : null;
        return new(
            await aside.OrderByDescending(mail => mail.ReceivedAt).Take(QuarantinePage.Most).ToListAsync(cancellationToken),
            await aside.CountAsync(cancellationToken),
            opened is null ? null : await quarantine.ShowAsync(opened, cancellationToken));
    }
}

/// <summary>Opens messages that were put aside, as carefully as when they came.</summary>
internal sealed class QuarantinedMail(RawMailStore raws, IOptions<InboundOptions> options)
{
    private const int LongestText = 20_000;
    private static readonly ParserOptions Parsing = new() { MaxMimeDepth = 64, MaxAddressGroupDepth = 3 };

    /// <summary>Parses one.</summary>
    /// <returns><see langword="null"/> when it is gone, or was never safe to parse.</returns>
    public async Task<MimeMessage?> OpenAsync(InboundMail mail, CancellationToken cancellation)
    {
        if (!mail.HasRaw || await raws.ReadAsync(mail.Sha256, cancellation) is not { } raw || RawLimits.Problem(raw, options.Value) is not null)
        {
            return null;
        }

        try
        {
            using var stream = new MemoryStream(raw, writable: false);
            return await MimeMessage.LoadAsync(Parsing, stream, cancellation);
        }
        catch (FormatException)
        {
            return null;
        }
    }

    public async Task<QuarantinedText> ShowAsync(InboundMail mail, CancellationToken cancellation)
    {
        using var message = await OpenAsync(mail, cancellation);
        if (message is null)
        {
            return new(mail, "", null, [], CanRelease: false);
        }

        var text = CleanText.Block(message.TextBody ?? (message.HtmlBody is { } html ? HtmlText.Of(html) : ""));
        return new(
            mail,
            CleanText.Line(message.Subject ?? ""),
            text.Length <= LongestText ? text : $"{text[..LongestText]}…",
            [.. message.Attachments.Select(part => CleanText.Line(part.ContentDisposition?.FileName ?? part.ContentType.MimeType))],
            mail.Kind == InboundKind.Human);
    }
}
