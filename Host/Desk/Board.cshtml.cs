using System.Globalization;
using MediatR;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using StrongCities.Host.Identity;
using StrongCities.Host.Layout;
using StrongCities.Host.Words;
using StrongCities.Hub;
using StrongCities.Hub.Assistance.Board;

namespace StrongCities.Host.Desk;

/// <summary>The weekly board: what waits to be judged, in its order.</summary>
internal sealed class BoardModel(IMediator mediator, CurrentViewer me, PageWords words) : PageModel
{
    public IReadOnlyList<BoardLine> Shown { get; private set; } = [];

    [BindProperty]
    public string? Act { get; set; }

    [BindProperty]
    public Guid Which { get; set; }

    [BindProperty]
    public string? Score { get; set; }

    [BindProperty]
    public string? Sentence { get; set; }

    [BindProperty]
    public string? Number { get; set; }

    public async Task<IActionResult> OnGetAsync(CancellationToken cancellation) => await FindAsync(cancellation) ? Page() : NotFound();

    public async Task<IActionResult> OnPostAsync(CancellationToken cancellation)
    {
        if (!await FindAsync(cancellation))
        {
            return NotFound();
        }

        var problems = Act == "group"
            ? await mediator.Send(new GroupRequest(me.Viewer, Which, Number ?? ""), cancellation)
            : await mediator.Send(new OverrideScore(me.Viewer, Which, Typed(), Sentence ?? ""), cancellation);
        if (problems is { Count: 0 })
        {
            return Redirect(SitePaths.Board);
        }

        ModelState.Add(problems ?? [new FieldProblem("Which", "Problem.Choice")], words, field => field);
        return await OnGetAsync(cancellation);
    }

    // What is no number becomes one that the rules refuse; nothing counts again.
    private int? Typed() => string.IsNullOrWhiteSpace(Score) ? null : int.TryParse(Score, NumberStyles.None, CultureInfo.InvariantCulture, out var score) ? score : -1;

    private async Task<bool> FindAsync(CancellationToken cancellation)
    {
        if (await mediator.Send(new GetBoard(me.Viewer), cancellation) is not { } board)
        {
            return false;
        }

        Shown = board;
        return true;
    }
}
