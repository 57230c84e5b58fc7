using MediatR;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.Extensions.Options;
using StrongCities.Host.Identity;
using StrongCities.Host.Words;
using StrongCities.Hub.Applications.Board;
using StrongCities.Hub.Applications.Feeds;
using StrongCities.Hub.Mail;

namespace StrongCities.Host.Exports;

/// <summary>Somebody's addresses for calendar programs: made, shown once, revoked.</summary>
internal sealed class CalendarsModel(IMediator mediator, CurrentViewer me, PageWords words, IOptions<MailOptions> site) : PageModel
{
    public IReadOnlyList<FeedLine> Feeds { get; private set; } = [];

    /// <summary>The one application that a new address is to be about.</summary>
    [BindProperty(SupportsGet = true)]
    public Guid? About { get; set; }

    /// <summary>The address to end.</summary>
    [BindProperty]
    public Guid? Revoke { get; set; }

    public string? AboutTitle { get; private set; }

    /// <summary>The new address, shown this once.</summary>
    public string? Made { get; private set; }

    public async Task<IActionResult> OnGetAsync(CancellationToken cancellation)
    {
        if (await mediator.Send(new ListFeeds(me.Viewer), cancellation) is not { } feeds)
        {
            return NotFound();
        }

        Feeds = feeds;
        AboutTitle = About is { } id ? (await mediator.Send(new GetApplication(me.Viewer, id), cancellation))?.Name : null;
        return Page();
    }

    public async Task<IActionResult> OnPostAsync(CancellationToken cancellation)
    {
        if (Revoke is { } ended)
        {
            return await mediator.Send(new RevokeFeed(me.Viewer, ended), cancellation) ? Redirect("/calendars") : NotFound();
        }

        switch (await mediator.Send(new MakeFeed(me.Viewer, About), cancellation))
        {
            case FeedMade made:
                Made = site.Value.Link($"/calendar/{made.Token.Text}.ics").ToString();
                break;
            case TooManyFeeds:
                ModelState.AddModelError("", words["Export.Calendar.TooMany", MakeFeed.Most]);
                break;
            default:
                return NotFound();
        }

        About = null;
        return await OnGetAsync(cancellation);
    }
}
