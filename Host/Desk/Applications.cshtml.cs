using MediatR;
using Microsoft.AspNetCore.Http.Extensions;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using StrongCities.Host.Identity;
using StrongCities.Hub.Applications.Board;
using StrongCities.Hub.Cities;

namespace StrongCities.Host.Desk;

/// <summary>The advisors' view across cities: what is due, what is at risk, and every application.</summary>
internal sealed class ApplicationsModel(IMediator mediator, CurrentViewer me) : PageModel
{
    /// <summary>Days that the filter offers.</summary>
    public static readonly IReadOnlyList<int> Spans = [7, 14, 30, 90];

    [BindProperty(SupportsGet = true)]
    public bool Risk { get; set; }

    [BindProperty(SupportsGet = true)]
    public bool Mine { get; set; }

    [BindProperty(SupportsGet = true)]
    public bool All { get; set; }

    [BindProperty(SupportsGet = true)]
    public Guid? City { get; set; }

    /// <summary>How far ahead, in days; 0 for everything.</summary>
    [BindProperty(SupportsGet = true)]
    public int Days { get; set; } = 30;

    public IReadOnlyList<ApplicationLine> Board { get; private set; } = [];

    public IReadOnlyList<DueLine> Due { get; private set; } = [];

    /// <summary>Those that have applications.</summary>
    public IReadOnlyList<City> Cities { get; private set; } = [];

    /// <summary>The same filters for an export.</summary>
    public string Query => new QueryBuilder(new (string Name, string? Value)[]
    {
        ("risk", Risk ? "true" : null), ("mine", Mine ? "true" : null), ("city", City?.ToString()), ("days", All ? null : $"{Days}"),
    }.Where(pair => pair.Value is not null).Select(pair => KeyValuePair.Create(pair.Name, pair.Value!))).ToString();

    public async Task<IActionResult> OnGetAsync(CancellationToken cancellation)
    {
        Days = Math.Clamp(Days, 0, 3_650);
        if (await mediator.Send(new ListApplications(me.Viewer), cancellation) is not { } board)
        {
            return NotFound();
        }

        Board = board;
        Cities = [.. board.Select(line => line.City).DistinctBy(city => city.Id).OrderBy(city => city.Name, StringComparer.CurrentCulture)];
        Due = All ? [] : await mediator.Send(DueOf(me, City, Days, Risk, Mine), cancellation) ?? [];
        return Page();
    }

    /// <summary>The list that the filters mean; the export asks for the same.</summary>
    internal static ListDue DueOf(CurrentViewer me, Guid? city, int days, bool risk, bool mine) => new(me.Viewer)
    {
        CityId = city,
        AdvisorId = mine ? me.Viewer.PersonId : null,
        OnlyAtRisk = risk,
        WithinDays = days == 0 ? null : days,
    };
}
