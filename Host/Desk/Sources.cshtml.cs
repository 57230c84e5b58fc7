using MediatR;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using StrongCities.Host.Identity;
using StrongCities.Hub.Opportunities.Sources;

namespace StrongCities.Host.Desk;

/// <summary>Where opportunities come from, and how each source is.</summary>
internal sealed class SourcesModel(IMediator mediator, CurrentViewer me) : PageModel
{
    public IReadOnlyList<SourceLine> Shown { get; private set; } = [];

    /// <summary>The colour that goes with the word.</summary>
    public static string Look(SourceHealth health) => health switch
    {
        SourceHealth.Good => "chip-decided",
        SourceHealth.Running or SourceHealth.Fresh => "chip-open",
        SourceHealth.Shaky => "chip-changed",
        SourceHealth.Broken => "chip-urgent",
        _ => "",
    };

    public async Task<IActionResult> OnGetAsync(CancellationToken cancellation)
    {
        if (await mediator.Send(new ListSources(me.Viewer), cancellation) is not { } lines)
        {
            return NotFound();
        }

        Shown = lines;
        return Page();
    }
}
