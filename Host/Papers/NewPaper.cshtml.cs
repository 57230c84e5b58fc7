using System.Globalization;
using MediatR;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using StrongCities.Host.Identity;
using StrongCities.Host.Layout;
using StrongCities.Host.Words;
using StrongCities.Hub;
using StrongCities.Hub.Applications.Board;
using StrongCities.Hub.Applications.Papers;

namespace StrongCities.Host.Papers;

/// <summary>A new line of an application's checklist.</summary>
internal sealed class NewPaperModel(IMediator mediator, CurrentViewer me, PageWords words) : PageModel
{
    public ApplicationPage Found { get; private set; } = null!;

    [BindProperty]
    public string? Name { get; set; }

    [BindProperty]
    public string? Hint { get; set; }

    [BindProperty]
    public Guid? Partner { get; set; }

    [BindProperty]
    public string? Pages { get; set; }

    [BindProperty]
    public bool IsRequired { get; set; }

    public string CasePath => me.Viewer.IsStaff ? SitePaths.Case(Found.Case.Id) : Found.Case.CityPath;

    public async Task<IActionResult> OnGetAsync(Guid id, CancellationToken cancellation)
    {
        if (await mediator.Send(new GetApplication(me.Viewer, id), cancellation) is not { MayEditPapers: true } found)
        {
            return NotFound();
        }

        Found = found;
        return Page();
    }

    public async Task<IActionResult> OnPostAsync(Guid id, CancellationToken cancellation)
    {
        // What is no number is as wrong as one that is too small.
        var pages = string.IsNullOrWhiteSpace(Pages) ? (int?)null : int.TryParse(Pages, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : -1;
        switch (await mediator.Send(new AddPaper(me.Viewer, id, Name, Hint, IsRequired) { PartnerId = Partner, MaxPages = pages }, cancellation))
        {
            case PaperAdded added:
                return Redirect($"/papers/{added.Id}");
            case PaperInvalid invalid:
                ModelState.Add(invalid.Problems, words, field => field == nameof(AddPaper.MaxPages) ? nameof(Pages) : field);
                return await OnGetAsync(id, cancellation);
            default:
                return NotFound();
        }
    }
}
