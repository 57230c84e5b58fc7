using MediatR;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using StrongCities.Host.Identity;
using StrongCities.Host.Layout;
using StrongCities.Host.Words;
using StrongCities.Hub;
using StrongCities.Hub.Applications;
using StrongCities.Hub.Applications.Board;
using StrongCities.Hub.People;

namespace StrongCities.Host.Applications;

/// <summary>An application gets another coordinator: for city and hub alike.</summary>
internal sealed class TransferModel(IMediator mediator, CurrentViewer me, PageWords words) : PageModel
{
    public ApplicationPage Found { get; private set; } = null!;

    public IReadOnlyList<Person> Candidates { get; private set; } = [];

    [BindProperty]
    public Guid? ToId { get; set; }

    [BindProperty]
    public string? Reason { get; set; }

    public string CasePath => me.Viewer.IsStaff ? SitePaths.Case(Found.Case.Id) : Found.Case.CityPath;

    public async Task<IActionResult> OnGetAsync(Guid id, CancellationToken cancellation)
    {
        if (!me.Viewer.Is(Transfer.Allowed) || await mediator.Send(new GetApplication(me.Viewer, id), cancellation) is not { Case.ClosedAt: null } found)
        {
            return NotFound();
        }

        (Found, Candidates) = (found, await mediator.Send(new ListCoordinators(me.Viewer, id), cancellation));
        return Page();
    }

    public async Task<IActionResult> OnPostAsync(Guid id, CancellationToken cancellation)
    {
        switch (await mediator.Send(new Transfer(me.Viewer, id, ToId ?? Guid.Empty, Reason ?? ""), cancellation))
        {
            case ApplicationKept:
                return Redirect(me.Viewer.IsStaff ? SitePaths.Case(id) : SitePaths.Application(id));
            case ApplicationInvalid invalid:
                ModelState.Add(invalid.Problems, words, field => field);
                return await OnGetAsync(id, cancellation);
            default:
                return NotFound();
        }
    }
}
