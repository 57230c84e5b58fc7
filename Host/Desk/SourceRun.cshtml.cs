using MediatR;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using StrongCities.Host.Identity;
using StrongCities.Hub.Opportunities.Sources;

namespace StrongCities.Host.Desk;

/// <summary>A run of a source: what came, and what could not be read.</summary>
internal sealed class SourceRunModel(IMediator mediator, CurrentViewer me) : PageModel
{
    [FromRoute]
    public Guid Id { get; set; }

    public SourceRunPage Shown { get; private set; } = null!;

    public async Task<IActionResult> OnGetAsync(CancellationToken cancellation)
    {
        if (await mediator.Send(new OpenSourceRun(me.Viewer, Id), cancellation) is not { } shown)
        {
            return NotFound();
        }

        Shown = shown;
        return Page();
    }
}
