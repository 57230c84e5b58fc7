using MediatR;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using StrongCities.Host.Identity;
using StrongCities.Host.Layout;
using StrongCities.Host.Words;
using StrongCities.Hub.Awards;
using StrongCities.Hub.People;

namespace StrongCities.Host.Awards;

/// <summary>An award: facts, money, what is owed, changes, and a form for all that can be said of it. The portal and the desk have a page each.</summary>
internal abstract class AwardPageModel(IMediator mediator, CurrentViewer me, PageWords words) : PageModel
{
    public AwardPage Shown { get; private set; } = null!;

    /// <summary>Whether they may say what happened: viewers and council secretaries only look.</summary>
    public bool MaySay => me.Viewer.Is(RoleSets.CityVoice | RoleSets.CaseStaff | Roles.Finance);

    /// <summary>Whether they speak for the city or advise it.</summary>
    public bool MaySpeak => me.Viewer.Is(RoleSets.CityVoice | RoleSets.CaseStaff);

    public bool MayClose => me.Viewer.Is(RoleSets.CaseStaff);

    public bool MayRelease => me.Viewer.Is(Roles.Coordinator);

    public bool IsOver => Shown.Award.ClosedAt is not null || Shown.Award.End is not null;

    public Viewer Reader => me.Viewer;

    [BindProperty(SupportsGet = true, Name = "saved")]
    public bool IsSaved { get; set; }

    [BindProperty]
    public string? Act { get; set; }

    // Named, or a form that holds none of its fields would fill it from fields of other names.
    [BindProperty(Name = "Input")]
    public AwardInput Input { get; set; } = new();

    [BindProperty]
    public IReadOnlyList<IFormFile> Files { get; set; } = [];

    public async Task<IActionResult> OnGetAsync(Guid id, CancellationToken cancellation) => await FindAsync(id, cancellation) ? Page() : NotFound();

    public async Task<IActionResult> OnPostAsync(Guid id, CancellationToken cancellation)
    {
        if (!await FindAsync(id, cancellation))
        {
            return NotFound();
        }

        (IsSaved, Input.Files) = (false, Files);
        if (Input.Read(Act, me.Viewer, id, ModelState, words) is not { } wish)
        {
            return Page();
        }

        switch (await mediator.Send(wish, cancellation))
        {
            case AwardKept:
                return Redirect($"{Request.Path}?saved=true");
            case AwardInvalid invalid:
                // Of the same name in two forms: why a change is wanted, and why the award ends.
                ModelState.Add(invalid.Problems, words, field => field.Length == 0 ? "" : field == "Reason" && Act == "close" ? "Input.EndReason" : $"Input.{field}");
                return Page();
            default:
                return NotFound();
        }
    }

    private async Task<bool> FindAsync(Guid id, CancellationToken cancellation)
    {
        Shown = (await mediator.Send(new GetAward(me.Viewer, id), cancellation))!;
        return Shown is not null;
    }
}
