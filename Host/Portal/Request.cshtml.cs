using MediatR;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using StrongCities.Host.Identity;
using StrongCities.Hub.Assistance;

namespace StrongCities.Host.Portal;

/// <summary>Where a request is, who has it, since when, what comes next and by when.</summary>
internal sealed class RequestModel(IMediator mediator, CurrentViewer me) : PageModel
{
    public RequestPage Found { get; private set; } = null!;

    [BindProperty(SupportsGet = true, Name = "new")]
    public bool IsNew { get; set; }

    [BindProperty(SupportsGet = true, Name = "again")]
    public bool IsAgain { get; set; }

    public async Task<IActionResult> OnGetAsync(Guid id, CancellationToken cancellation)
    {
        if (await mediator.Send(new GetRequest(me.Viewer, id), cancellation) is not { } found)
        {
            return NotFound();
        }

        Found = found;
        return Page();
    }
}
