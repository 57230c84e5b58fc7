using MediatR;
using Microsoft.AspNetCore.Mvc.RazorPages;
using StrongCities.Host.Identity;
using StrongCities.Hub.Applications.Board;

namespace StrongCities.Host.Portal;

/// <summary>A city's board of applications: where each stands, what is due next, which plan may not hold.</summary>
internal sealed class ApplicationsModel(IMediator mediator, CurrentViewer me) : PageModel
{
    public IReadOnlyList<ApplicationLine> Lines { get; private set; } = [];

    public async Task OnGetAsync(CancellationToken cancellation) => Lines = await mediator.Send(new ListApplications(me.Viewer), cancellation) ?? [];
}
