using MediatR;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using StrongCities.Host.Identity;
using StrongCities.Hub.Matching;

namespace StrongCities.Host.Desk;

/// <summary>Who will get which mail about an opportunity, and when, before anything goes; and the confirmation that lets it go.</summary>
internal sealed class AlertsModel(IMediator mediator, CurrentViewer me) : PageModel
{
    [BindProperty(SupportsGet = true)]
    public Guid Id { get; set; }

    /// <summary>The cities that were chosen, when <see cref="IsChosen"/>.</summary>
    [BindProperty(SupportsGet = true, Name = "cities")]
    public List<Guid> Cities { get; set; } = [];

    /// <summary>Whether cities were chosen just now, perhaps none; otherwise those that are confirmed are shown.</summary>
    [BindProperty(SupportsGet = true, Name = "chosen")]
    public bool IsChosen { get; set; }

    /// <summary>Whose mail is shown.</summary>
    [BindProperty(SupportsGet = true, Name = "reader")]
    public Guid? Reader { get; set; }

    [BindProperty(SupportsGet = true, Name = "confirmed")]
    public bool IsConfirmed { get; set; }

    /// <summary>Whether some may not be alerted any more, so that nothing was confirmed.</summary>
    public bool IsBarred { get; private set; }

    public AlertPreview Shown { get; private set; } = null!;

    public IReadOnlyList<AlertLine> Barred => [.. Shown.Lines.Where(line => line.Bar is not null)];

    /// <summary>The cities that the button confirms: those of them that may be alerted.</summary>
    public IEnumerable<Guid> Alertable => Shown.Lines.Where(line => line.Bar is null).Select(line => line.City.Id);

    /// <summary>This page with another mail open.</summary>
    public string Open(AlertMail mail)
    {
        var query = QueryString.Create("reader", mail.Reader.Id.ToString());
        query = IsChosen ? query.Add("chosen", "true") : query;
        return $"/desk/opportunities/{Id}/alerts{Cities.Aggregate(query, (all, city) => all.Add("cities", city.ToString()))}#mail";
    }

    public async Task<IActionResult> OnGetAsync(CancellationToken cancellation) => await ShowAsync(cancellation) ? Page() : NotFound();

    public async Task<IActionResult> OnPostAsync(string? act, CancellationToken cancellation)
    {
        if (!await ShowAsync(cancellation))
        {
            return NotFound();
        }

        if (act != "confirm")
        {
            return Redirect($"/desk/opportunities/{Id}/alerts");
        }

        switch (await mediator.Send(new ConfirmMatches(me.Viewer, Id, Cities), cancellation))
        {
            case MatchesConfirmed:
                return Redirect($"/desk/opportunities/{Id}/alerts?confirmed=true");
            case ConfirmBarred:
                (IsBarred, IsChosen) = (true, true);
                return Page();
            default:
                return NotFound();
        }
    }

    private async Task<bool> ShowAsync(CancellationToken cancellation)
    {
        var chosen = IsChosen || HttpMethods.IsPost(Request.Method) ? Cities : null;
        if (await mediator.Send(new PreviewAlerts(me.Viewer, Id, chosen, Reader), cancellation) is not { } shown)
        {
            return false;
        }

        Shown = shown;
        if (shown.Shown is { } sheet)
        {
            Response.AllowStyleOf(sheet.Html);
        }

        return true;
    }
}
