using MediatR;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using StrongCities.Host.Identity;
using StrongCities.Hub.Applications;
using StrongCities.Hub.Applications.Board;

namespace StrongCities.Host.Portal;

/// <summary>An application from all sides: plan, papers, partners, money, history, and what its reader can do.</summary>
internal sealed class ApplicationModel(IMediator mediator, CurrentViewer me) : PageModel
{
    public ApplicationPage Found { get; private set; } = null!;

    /// <summary>Whether they may say anything of it.</summary>
    public bool MayChange => me.Viewer.Is(SetCouncilSession.Allowed);

    public async Task<IActionResult> OnGetAsync(Guid id, CancellationToken cancellation)
    {
        if (await mediator.Send(new GetApplication(me.Viewer, id), cancellation) is not { } found)
        {
            return NotFound();
        }

        Found = found;
        return Page();
    }
}
