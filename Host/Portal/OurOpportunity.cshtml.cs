using MediatR;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using StrongCities.Host.Identity;
using StrongCities.Hub.Opportunities;

namespace StrongCities.Host.Portal;

/// <summary>A city's dealings with an opportunity: what it is, who has it, what the reader can do, what happened.</summary>
internal sealed class OurOpportunityModel(IMediator mediator, CurrentViewer me) : PageModel
{
    public CityOpportunityPage Found { get; private set; } = null!;

    public async Task<IActionResult> OnGetAsync(Guid id, CancellationToken cancellation)
    {
        if (await mediator.Send(new GetCityOpportunity(me.Viewer, id), cancellation) is not { } found)
        {
            return NotFound();
        }

        Found = found;
        return Page();
    }
}
