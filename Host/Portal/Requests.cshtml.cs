using MediatR;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using StrongCities.Host.Identity;
using StrongCities.Host.Layout;
using StrongCities.Hub.Assistance;
using StrongCities.Hub.People;
using StrongCities.Hub.Tasks;

namespace StrongCities.Host.Portal;

/// <summary>A city's requests, what it is asked to do first.</summary>
internal sealed class RequestsModel(IMediator mediator, CurrentViewer me) : PageModel
{
    private const int PerPage = 20;

    [BindProperty(SupportsGet = true, Name = "p")]
    public int Number { get; set; } = 1;

    public RequestList List { get; private set; } = null!;

    public IReadOnlyList<TaskLine> Tasks { get; private set; } = [];

    public bool MayAsk => me.Viewer.Is(Roles.Coordinator | Roles.Signatory);

    public Paging Paging => new(Number, PerPage, List.Total, new Dictionary<string, string?>());

    public async Task OnGetAsync(CancellationToken cancellation)
    {
        Number = Math.Clamp(Number, 1, 10_000);
        List = await mediator.Send(new ListRequests(me.Viewer) { IncludeClosed = true, Page = Number, PageSize = PerPage }, cancellation);
        Tasks = await mediator.Send(new ListMyTasks(me.Viewer), cancellation);
    }
}
