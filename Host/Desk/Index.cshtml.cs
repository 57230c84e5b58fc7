using MediatR;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using StrongCities.Host.Identity;
using StrongCities.Host.Layout;
using StrongCities.Hub.Assistance;
using StrongCities.Hub.Mail;
using StrongCities.Hub.Opportunities;
using StrongCities.Hub.Tasks;

namespace StrongCities.Host.Desk;

/// <summary>The hub's queue: what the advisor must do first, then every case by status.</summary>
internal sealed class IndexModel(IMediator mediator, CurrentViewer me) : PageModel
{
    private const int PerPage = 25;

    [BindProperty(SupportsGet = true)]
    public CaseStatus? Status { get; set; }

    [BindProperty(SupportsGet = true)]
    public bool Mine { get; set; }

    [BindProperty(SupportsGet = true)]
    public bool All { get; set; }

    [BindProperty(SupportsGet = true, Name = "q")]
    public string? Search { get; set; }

    [BindProperty(SupportsGet = true, Name = "p")]
    public int Number { get; set; } = 1;

    public RequestList List { get; private set; } = null!;

    public IReadOnlyList<TaskLine> Tasks { get; private set; } = [];

    public int Unreachable { get; private set; }

    /// <summary>Open cases about opportunities: the queue below is of requests.</summary>
    public IReadOnlyList<DealingLine> Dealings { get; private set; } = [];

    public Paging Paging => new(Number, PerPage, List.Total, new Dictionary<string, string?>
    {
        ["status"] = Status?.ToString(),
        ["mine"] = Mine ? "true" : null,
        ["all"] = All ? "true" : null,
        ["q"] = Search,
    });

    public async Task OnGetAsync(CancellationToken cancellation)
    {
        Number = Math.Clamp(Number, 1, 10_000);
        List = await mediator.Send(
            new ListRequests(me.Viewer)
            {
                Status = Status,
                AdvisorId = Mine ? me.Viewer.PersonId : null,
                IncludeClosed = All,
                Search = Search,
                Page = Number,
                PageSize = PerPage,
            },
            cancellation);
        Tasks = await mediator.Send(new ListMyTasks(me.Viewer), cancellation);
        Dealings = await mediator.Send(new ListDealings(me.Viewer) { OnlyOpen = true }, cancellation);
        Unreachable = (await mediator.Send(new ListUnreachable(me.Viewer), cancellation))?.Select(line => line.Person.Id).Distinct().Count() ?? 0;
    }
}
