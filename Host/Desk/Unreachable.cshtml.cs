using MediatR;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using StrongCities.Host.Identity;
using StrongCities.Hub.Mail;
using StrongCities.Hub.People;

namespace StrongCities.Host.Desk;

/// <summary>Whose addresses fail, which tasks wait for them, and a button for when they work again.</summary>
internal sealed class UnreachableModel(IMediator mediator, CurrentViewer me) : PageModel
{
    public IReadOnlyList<UnreachableLine> Shown { get; private set; } = [];

    public async Task<IActionResult> OnGetAsync(CancellationToken cancellation)
    {
        if (await mediator.Send(new ListUnreachable(me.Viewer), cancellation) is not { } lines)
        {
            return NotFound();
        }

        Shown = lines;
        return Page();
    }

    public async Task<IActionResult> OnPostAsync(Guid person, CancellationToken cancellation)
    {
        if (!me.Viewer.Is(RoleSets.CaseStaff))
        {
            return NotFound();
        }

        await mediator.Send(new ReleaseAddress(me.Viewer, person), cancellation);
        return Redirect("/desk/unreachable");
    }
}
