using MediatR;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using StrongCities.Host.Identity;
using StrongCities.Host.Layout;
using StrongCities.Host.Portal;
using StrongCities.Host.Words;
using StrongCities.Hub;
using StrongCities.Hub.Applications.Papers;

namespace StrongCities.Host.Papers;

/// <summary>One paper of an application or award with all its versions, for city and hub alike.</summary>
internal sealed class PaperModel(IMediator mediator, CurrentViewer me, PageWords words) : PageModel
{
    public PaperPage Found { get; private set; } = null!;

    [BindProperty]
    public IReadOnlyList<IFormFile> Files { get; set; } = [];

    [BindProperty]
    public string? Note { get; set; }

    [BindProperty]
    public bool IsSigned { get; set; }

    [BindProperty]
    public bool Drop { get; set; }

    /// <summary>The version that was sent a moment ago.</summary>
    [BindProperty(SupportsGet = true, Name = "sent")]
    public int? Sent { get; set; }

    public string CasePath => me.Viewer.IsStaff ? SitePaths.Case(Found.Case.Id) : Found.Case.CityPath;

    public async Task<IActionResult> OnGetAsync(Guid id, CancellationToken cancellation)
    {
        if (await mediator.Send(new GetPaper(me.Viewer, id), cancellation) is not { } found)
        {
            return NotFound();
        }

        Found = found;
        return Page();
    }

    public async Task<IActionResult> OnPostAsync(Guid id, CancellationToken cancellation)
    {
        switch (await SendAsync(id, cancellation))
        {
            case VersionAdded added:
                return Redirect($"/papers/{id}?sent={added.Number}");
            case PaperDropped dropped:
                return Redirect(me.Viewer.IsStaff ? SitePaths.Case(dropped.CaseId) : SitePaths.Application(dropped.CaseId));
            case PaperInvalid invalid:
                ModelState.Add(invalid.Problems, words, field => field);
                break;
            case PaperShut:
                ModelState.AddModelError("", words["Papers.Shut"]);
                break;
            default:
                return NotFound();
        }

        return await OnGetAsync(id, cancellation);
    }

    private async Task<PaperResult> SendAsync(Guid id, CancellationToken cancellation) => Drop
        ? await mediator.Send(new DropPaper(me.Viewer, id), cancellation)
        : await mediator.Send(new AddVersion(me.Viewer, id, RequestInput.Uploads(Files) is [var file, ..] ? file : null, Note, IsSigned), cancellation);
}
