using MediatR;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using StrongCities.Hub.Mail;
using StrongCities.Hub.Mail.Kinds;
using StrongCities.Hub.Mail.Wordings;
using StrongCities.Hub.Opportunities;
using StrongCities.Hub.People;
using StrongCities.Hub.Persistence;
using StrongCities.Hub.Pipeline;

namespace StrongCities.Hub.Matching;

/// <summary>Before anything is sent, an advisor sees who will get which mail about an opportunity, and when. Nothing is sent or kept.</summary>
/// <param name="Viewer">An advisor or lead.</param>
/// <param name="OpportunityId">The opportunity.</param>
/// <param name="Cities">The cities to confirm; <see langword="null"/> for those that are.</param>
/// <param name="ReaderId">Whose mail to show; <see langword="null"/> for the first.</param>
public sealed record PreviewAlerts(Viewer Viewer, Guid OpportunityId, IReadOnlyList<Guid>? Cities, Guid? ReaderId) : IAsViewer<AlertPreview?>
{
    /// <inheritdoc/>
    public static Roles Allowed => RoleSets.CaseStaff;

    /// <inheritdoc/>
    public static AlertPreview? NotFound => null;
}

/// <summary>What would be sent.</summary>
/// <param name="Opportunity">As stored.</param>
/// <param name="Lines">A line for each city, by name.</param>
/// <param name="Mails">A line for each mail.</param>
/// <param name="Shown">The mail that is shown whole; <see langword="null"/> where there is none.</param>
public sealed record AlertPreview(Opportunity Opportunity, IReadOnlyList<AlertLine> Lines, IReadOnlyList<AlertMail> Mails, AlertSheet? Shown);

/// <summary>One mail.</summary>
/// <param name="Alert">Of which city.</param>
/// <param name="Reader">To whom.</param>
/// <param name="At">When it goes, by the reader's hours; <see langword="null"/> where they want none.</param>
/// <param name="TimeZone">The reader's.</param>
public sealed record AlertMail(PlannedAlert Alert, Person Reader, DateTimeOffset? At, string TimeZone);

/// <summary>A mail as its reader will see it, without links.</summary>
/// <param name="Mail">Which.</param>
/// <param name="Content">What it says.</param>
/// <param name="Html">Its HTML part.</param>
/// <param name="Text">Its text part.</param>
public sealed record AlertSheet(AlertMail Mail, MailContent Content, string Html, string Text);

internal sealed class PreviewAlertsHandler(HubDbFactory databases, ComposeMail compose, MailHtml html, IOptions<MailOptions> options, TimeProvider clock) : IRequestHandler<PreviewAlerts, AlertPreview?>
{
    /// <summary>By RFC 6761 this name never leads anywhere.</summary>
    private static readonly Uri Nowhere = new("https://preview.invalid/");

    public async Task<AlertPreview?> Handle(PreviewAlerts request, CancellationToken cancellationToken)
    {
        await using var db = databases.Create(request.Viewer);
        if (await db.Opportunities.AsNoTracking().SingleOrDefaultAsync(o => o.Id == request.OpportunityId, cancellationToken) is not { } opportunity)
        {
            return null;
        }

        var now = clock.GetUtcNow();
        var lines = await AlertPlan.LinesAsync(db, request.Viewer.HubId, opportunity.Id, request.Cities, now, cancellationToken);
        var hubZone = await db.Hubs.Where(hub => hub.Id == request.Viewer.HubId).Select(hub => hub.TimeZone).SingleAsync(cancellationToken);
        var mails = new List<AlertMail>();
        foreach (var line in lines.Where(line => line.Bar is null))
        {
            foreach (var reader in line.Alert.Readers)
            {
                var at = MailClass.ChoiceOf(MailKind.Opportunity, reader) == NoticeMails.Never ? (DateTimeOffset?)null
                    : line.Alert.Urgent ? options.Value.HoldOutsideOfficeHours ? await ReaderHours.NextAllowedAsync(db, reader, now, cancellationToken) : now
                    : await ReaderHours.NextDigestAsync(db, reader, now, cancellationToken);
                mails.Add(new AlertMail(line.Alert, reader, at, reader.CityId is null ? hubZone : line.City.TimeZone));
            }
        }

        var shown = mails.FirstOrDefault(mail => mail.Reader.Id == request.ReaderId) ?? mails.FirstOrDefault();
        return new AlertPreview(opportunity, lines, mails, shown is null ? null : await SheetAsync(db, request.Viewer, opportunity, shown, cancellationToken));
    }

    // The same kind with the same facts as the process sends; its case is opened with it, so that there is no number yet.
    private async Task<AlertSheet?> SheetAsync(HubDb db, Viewer viewer, Opportunity opportunity, AlertMail mail, CancellationToken cancellation)
    {
        var brief = OpportunityBrief.Of(opportunity, mail.Alert.Why);
        var order = new MailOrder(MailKind.Opportunity, viewer.HubId, mail.Reader.Id, "preview")
        {
            About = brief.TopicOf(opportunity.Title),
            Buttons = [new("Button.Interest", "/", IsSecret: true), new("Button.Unsubscribe", "/", IsSecret: true)],
        };
        if (await compose.RunAsync(db, order, cancellation) is not { } composed)
        {
            return null;
        }

        var content = composed.Content with { Links = [.. composed.Content.Links.Select(link => new MailLink(CleanText.Line(link.Label), Nowhere, Nowhere.AbsoluteUri))] };
        var page = await html.WriteAsync(content);
        return new AlertSheet(mail, content, page.Replace($"href=\"{Nowhere.AbsoluteUri}\"", "", StringComparison.Ordinal), MailText.Write(content));
    }
}
