using MediatR;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using StrongCities.Host.Identity;
using StrongCities.Host.Risks;
using StrongCities.Hub.People;
using StrongCities.Hub.Risks;

namespace StrongCities.Host.Desk;

/// <summary>What cities share with their hub of their risks, on one grid, and what several of them have in common.</summary>
internal sealed class RisksModel(IMediator mediator, CurrentViewer me) : PageModel
{
    public SharedRisks Shown { get; private set; } = null!;

    public IReadOnlyList<GridRisk> Grid { get; private set; } = [];

    /// <summary>Cities that answer no looks any more.</summary>
    public IReadOnlyList<StoppedLooks> Stopped { get; private set; } = [];

    public async Task<IActionResult> OnGetAsync(CancellationToken cancellation)
    {
        if (!me.Viewer.Is(RoleSets.CaseStaff) || await mediator.Send(new ListRisks(me.Viewer), cancellation) is not { } found)
        {
            return NotFound();
        }

        (Shown, Stopped) = (found, await mediator.Send(new ListStoppedLooks(me.Viewer), cancellation));
        Grid = [.. found.Lines.Select((line, index) => new GridRisk($"{index + 1}", $"{line.City}: {line.Risk.Facts.Title}", line.Risk.Score.Residual, $"#shared-{index + 1}"))];
        return Page();
    }
}
