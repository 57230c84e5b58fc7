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

    /// <summary>Whether the reader can say that it may be read again after all.</summary>
    public bool MayAskAnew => Found.Own is { Phase: PracticePhase.Withdrawn } && me.Viewer.Is(RoleSets.CityVoice);

    /// <summary>What was wished: to be asked anew, else to take back.</summary>
    [BindProperty]
    public string? Do { get; set; }

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
        await mediator.Send<PracticeResult>(Do == "anew" ? new AskReleaseAnew(me.Viewer, id) : new TakeBackRelease(me.Viewer, id), cancellation) is PracticeKept
            ? Redirect(SitePaths.OurPractice(id))
            : NotFound();
}
