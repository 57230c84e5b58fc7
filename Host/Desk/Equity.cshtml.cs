using MediatR;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using StrongCities.Host.Identity;
using StrongCities.Hub.Equity;

namespace StrongCities.Host.Desk;

/// <summary>Whom the hub reaches, and whom it does not: cities by quarters, for who leads the hub.</summary>
internal sealed class EquityModel(IMediator mediator, CurrentViewer me) : PageModel
{
    private const int Some = 2;
    private const int Many = 4;

    /// <summary>How many names of a list stand open; a longer one opens by a press.</summary>
    public int ShownAtOnce { get; } = 12;

    public EquityView Found { get; private set; } = null!;

    public EquityKind Kind { get; private set; }

    /// <summary>What each pattern of the grid means; the number in the field says the same.</summary>
    public IReadOnlyList<(int Level, string Text)> Levels { get; } = [(0, "0"), (1, "1"), (2, $"{Some}–{Many - 1}"), (3, $"≥ {Many}")];

    public static int LevelOf(int count) => count switch { 0 => 0, < Some => 1, < Many => 2, _ => 3 };

    public async Task<IActionResult> OnGetAsync([FromQuery(Name = "kind")] string? kind, CancellationToken cancellation)
    {
        if (await mediator.Send(new GetEquity(me.Viewer), cancellation) is not { } found)
        {
            return NotFound();
        }

        (Found, Kind) = (found, Enum.TryParse<EquityKind>(kind, out var known) && Enum.IsDefined(known) ? known : EquityKind.Supported);
        return Page();
    }
}
