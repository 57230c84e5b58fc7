using MediatR;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using StrongCities.Host.Identity;
using StrongCities.Hub.Opportunities;

namespace StrongCities.Host.Portal;

/// <summary>One opportunity as people of a city see it.</summary>
internal sealed class OpportunityModel(IMediator mediator, CurrentViewer me) : PageModel
{
    public OpportunityPage Shown { get; private set; } = null!;

    public async Task<IActionResult> OnGetAsync(Guid id, CancellationToken cancellation)
    {
        if (await mediator.Send(new GetOpportunity(me.Viewer, id), cancellation) is not { } page)
        {
            return NotFound();
        }

        Shown = page;
        return Page();
    }
}
