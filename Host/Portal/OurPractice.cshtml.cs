using MediatR;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using StrongCities.Host.Identity;
using StrongCities.Hub;
using StrongCities.Hub.People;
using StrongCities.Hub.Practices;

namespace StrongCities.Host.Portal;

/// <summary>A good practice as a city sees it; its own it can take back.</summary>
internal sealed class OurPracticeModel(IMediator mediator, CurrentViewer me) : PageModel
{
    public OurPractice Found { get; private set; } = null!;

    public bool MayTakeBack => Found.Own is { Phase: PracticePhase.Public or PracticePhase.Network } && me.Viewer.Is(RoleSets.CityVoice);

    public async Task<IActionResult> OnGetAsync(Guid id, CancellationToken cancellation)
    {
        if (await mediator.Send(new GetOurPractice(me.Viewer, id), cancellation) is not { } found)
        {
            return NotFound();
        }

        Found = found;
        return Page();
    }

    public async Task<IActionResult> OnPostAsync(Guid id, CancellationToken cancellation) =>
        await mediator.Send(new TakeBackRelease(me.Viewer, id), cancellation) is PracticeKept ? Redirect(SitePaths.OurPractice(id)) : NotFound();
}
