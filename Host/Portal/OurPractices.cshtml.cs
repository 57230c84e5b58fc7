using MediatR;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using StrongCities.Host.Identity;
using StrongCities.Hub.Practices;

namespace StrongCities.Host.Portal;

/// <summary>A city's own good practices, and what others share inside the network.</summary>
internal sealed class OurPracticesModel(IMediator mediator, CurrentViewer me) : PageModel
{
    public OurPractices Found { get; private set; } = null!;

    public async Task<IActionResult> OnGetAsync(CancellationToken cancellation)
    {
        if (await mediator.Send(new ListOurPractices(me.Viewer), cancellation) is not { } found)
        {
            return NotFound();
        }

        Found = found;
        return Page();
    }
}
