using MediatR;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using StrongCities.Host.Identity;
using StrongCities.Hub.Matching;

namespace StrongCities.Host.Desk;

/// <summary>The hub's cities, and when their profiles were last changed.</summary>
internal sealed class ProfilesModel(IMediator mediator, CurrentViewer me) : PageModel
{
    public IReadOnlyList<ProfileView> Shown { get; private set; } = [];

    public async Task<IActionResult> OnGetAsync(CancellationToken cancellation)
    {
        if (await mediator.Send(new ListProfiles(me.Viewer), cancellation) is not { } profiles)
        {
            return NotFound();
        }

        Shown = profiles;
        return Page();
    }
}
