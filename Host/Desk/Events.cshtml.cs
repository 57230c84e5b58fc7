using MediatR;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using StrongCities.Host.Identity;
using StrongCities.Hub.Events;

namespace StrongCities.Host.Desk;

/// <summary>The hub's events, with where each stands.</summary>
internal sealed class EventsModel(IMediator mediator, CurrentViewer me) : PageModel
{
    public EventList Shown { get; private set; } = null!;

    public async Task<IActionResult> OnGetAsync(CancellationToken cancellation)
    {
        Shown = (await mediator.Send(new ListEvents(me.Viewer), cancellation))!;
        return Shown is null ? NotFound() : Page();
    }
}
