using MediatR;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using StrongCities.Host.Identity;
using StrongCities.Host.Layout;
using StrongCities.Host.Risks;
using StrongCities.Host.Words;
using StrongCities.Hub.People;
using StrongCities.Hub.Risks;

namespace StrongCities.Host.Portal;

/// <summary>One risk of a city: its form, who may read it, and how it was scored before. What can't be taken is shown again as it was typed.</summary>
internal sealed class RiskModel(IMediator mediator, CurrentViewer me, PageWords words) : PageModel
{
    /// <summary>The risk; <see langword="null"/> for a new one.</summary>
    public Risk? Shown { get; private set; }

    public RiskBands Bands { get; private set; } = new();

    public bool MayChange { get; private set; }

    [BindProperty]
    public RiskInput Input { get; set; } = new();

    [BindProperty]
    public int BasedOn { get; set; }

    [BindProperty]
    public RiskVisibility Visibility { get; set; }

    [BindProperty]
    public string? Act { get; set; }

    [BindProperty(SupportsGet = true, Name = "saved")]
    public bool IsSaved { get; set; }

    public async Task<IActionResult> OnGetAsync(Guid? id, CancellationToken cancellation)
    {
        if (!await FindAsync(id, cancellation))
        {
            return NotFound();
        }

        (Input, BasedOn) = (RiskInput.From(Shown?.Facts ?? new RiskFacts()), Shown?.Version ?? 0);
        return Page();
    }

    public async Task<IActionResult> OnPostAsync(Guid? id, CancellationToken cancellation)
    {
        if (!await FindAsync(id, cancellation) || !me.Viewer.Is(RoleSets.CityVoice))
        {
            return NotFound();
        }

        IsSaved = false;
        var result = await mediator.Send(Wish(id), cancellation);
        switch (result)
        {
            case RegisterKept kept:
                return Redirect(Act == "archive" ? "/risks?saved=true" : $"/risks/risk/{kept.Id}?saved=true");
            case RegisterInvalid invalid:
                ModelState.Add(invalid.Problems, words, field => field.Length == 0 ? "" : $"Input.{field}");
                if (Act is "show" or "stands" or "archive")
                {
                    Input = RiskInput.From(Shown!.Facts);
                }

                return Page();
            default:
                return NotFound();
        }
    }

    private IRequest<RegisterResult> Wish(Guid? id) => (Act, id) switch
    {
        ("show", { } risk) => new SetVisibility(me.Viewer, risk, Visibility),
        ("stands", { } risk) => new ReviewRisk(me.Viewer, risk),
        ("archive", { } risk) => new ArchiveRisk(me.Viewer, risk),
        _ => new SaveRisk(me.Viewer, id, BasedOn, Input.Read()),
    };

    private async Task<bool> FindAsync(Guid? id, CancellationToken cancellation)
    {
        if (await mediator.Send(new GetRegister(me.Viewer), cancellation) is not { } page)
        {
            return false;
        }

        Bands = page.Bands;
        Shown = page.Risks.Concat(page.Archived).FirstOrDefault(risk => risk.Id == id);
        MayChange = me.Viewer.Is(RoleSets.CityVoice) && Shown?.ArchivedAt is null && (page.CanChange || id is null);
        return id is null ? MayChange : Shown is not null;
    }
}
