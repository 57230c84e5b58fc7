using MediatR;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using StrongCities.Host.Identity;
using StrongCities.Host.Words;
using StrongCities.Hub;
using StrongCities.Hub.Practices;

namespace StrongCities.Host.Desk;

/// <summary>All good practices of a hub, internal ones too, and the requests of which one could be written.</summary>
internal sealed class PracticesModel(IMediator mediator, CurrentViewer me, PageWords words) : PageModel
{
    public PracticeList Found { get; private set; } = null!;

    [BindProperty]
    public Guid RequestId { get; set; }

    public async Task<IActionResult> OnGetAsync(CancellationToken cancellation) => await FindAsync(cancellation) ? Page() : NotFound();

    public async Task<IActionResult> OnPostAsync(CancellationToken cancellation)
    {
        if (!await FindAsync(cancellation))
        {
            return NotFound();
        }

        if (await mediator.Send(new BeginPractice(me.Viewer, RequestId), cancellation) is PracticeKept kept)
        {
            return Redirect(SitePaths.DeskPractice(kept.Id));
        }

        ModelState.AddModelError("", words.Hub("Practice.Problem.NoHelp"));
        return Page();
    }

    private async Task<bool> FindAsync(CancellationToken cancellation)
    {
        if (await mediator.Send(new ListPractices(me.Viewer), cancellation) is not { } found)
        {
            return false;
        }

        Found = found;
        return true;
    }
}
