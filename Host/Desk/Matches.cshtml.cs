using MediatR;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using StrongCities.Host.Identity;
using StrongCities.Host.Layout;
using StrongCities.Host.Words;
using StrongCities.Hub.Matching;

namespace StrongCities.Host.Desk;

/// <summary>One opportunity for all cities: a matrix of rules, the reasons of one city, and the advisor's other verdict.</summary>
internal sealed class MatchesModel(IMediator mediator, CurrentViewer me, PageWords words) : PageModel
{
    [BindProperty(SupportsGet = true)]
    public Guid Id { get; set; }

    [BindProperty(SupportsGet = true, Name = "show")]
    public Overall? Show { get; set; }

    [BindProperty(SupportsGet = true, Name = "saved")]
    public bool IsSaved { get; set; }

    [BindProperty(SupportsGet = true)]
    public Guid? City { get; set; }

    [BindProperty]
    public Overall? Overall { get; set; }

    [BindProperty]
    public string? Reason { get; set; }

    public MatchMatrix Shown { get; private set; } = null!;

    public IEnumerable<MatchLine> Lines => Shown.Lines.Where(line => Show is null || line.Effective == Show);

    /// <summary>The cities that an advisor may choose from.</summary>
    public IReadOnlyList<MatchLine> Alertable => [.. Shown.Lines.Where(line => line.Effective is Hub.Matching.Overall.Yes or Hub.Matching.Overall.YesIf)];

    /// <summary>Those that are confirmed.</summary>
    public IReadOnlyList<MatchLine> Confirmed => [.. Shown.Lines.Where(line => line.Stored?.ConfirmedAt is not null)];

    /// <summary>All at first; later those that are confirmed.</summary>
    public bool IsChosen(MatchLine line) => Confirmed.Count == 0 || line.Stored?.ConfirmedAt is not null;

    public MatchLine? Opened => Shown.Lines.FirstOrDefault(line => line.City.Id == City);

    public async Task<IActionResult> OnGetAsync(CancellationToken cancellation) => await FindAsync(cancellation) ? Page() : NotFound();

    public async Task<IActionResult> OnPostAsync(CancellationToken cancellation)
    {
        IsSaved = false;
        ModelState.Clear();
        if (City is not { } city)
        {
            return await FindAsync(cancellation) ? Redirect($"/desk/opportunities/{Id}/matches") : NotFound();
        }

        switch (await mediator.Send(new OverrideMatch(me.Viewer, Id, city, Overall, Reason), cancellation))
        {
            case Overridden:
                return Redirect($"/desk/opportunities/{Id}/matches?city={City}&saved=true#why");
            case OverrideInvalid invalid:
                ModelState.Add(invalid.Problems, words, field => field);
                return await FindAsync(cancellation) ? Page() : NotFound();
            default:
                return NotFound();
        }
    }

    private async Task<bool> FindAsync(CancellationToken cancellation)
    {
        Shown = (await mediator.Send(new ListMatches(me.Viewer, Id), cancellation))!;
        return Shown is not null;
    }
}
