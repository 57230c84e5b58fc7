using MediatR;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using StrongCities.Host.Identity;
using StrongCities.Hub.People;
using StrongCities.Hub.Similarity;

namespace StrongCities.Host.Portal;

/// <summary>A city says whether it would like to meet another.</summary>
internal sealed class IntroductionModel(IMediator mediator, CurrentViewer me) : PageModel
{
    public IntroductionPage Shown { get; private set; } = null!;

    public bool MaySpeak => me.Viewer.Is(RoleSets.CityVoice);

    [BindProperty]
    public bool? Accepts { get; set; }

    public async Task<IActionResult> OnGetAsync(Guid id, CancellationToken cancellation)
    {
        Shown = (await mediator.Send(new GetIntroduction(me.Viewer, id), cancellation))!;
        return Shown is null ? NotFound() : Page();
    }

    public async Task<IActionResult> OnPostAsync(Guid id, CancellationToken cancellation) =>
        Accepts is { } accepts && await mediator.Send(new AnswerIntroduction(me.Viewer, id, accepts), cancellation) is IntroductionNotFound ? NotFound()
        : Accepts is null ? await OnGetAsync(id, cancellation)
        : Redirect($"/introductions/{id}");
}
