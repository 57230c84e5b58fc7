using MediatR;
using Microsoft.AspNetCore.Mvc.RazorPages;
using StrongCities.Host.Identity;
using StrongCities.Hub.Opportunities;

namespace StrongCities.Host.Portal;

/// <summary>A city's dealings with opportunities: what it is asked, who has each, what is over.</summary>
internal sealed class OurOpportunitiesModel(IMediator mediator, CurrentViewer me) : PageModel
{
    public IReadOnlyList<DealingLine> Lines { get; private set; } = [];

    public async Task OnGetAsync(CancellationToken cancellation) => Lines = await mediator.Send(new ListDealings(me.Viewer), cancellation);
}
