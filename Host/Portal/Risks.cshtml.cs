using MediatR;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using StrongCities.Host.Identity;
using StrongCities.Host.Layout;
using StrongCities.Host.Words;
using StrongCities.Hub.People;
using StrongCities.Hub.Risks;

namespace StrongCities.Host.Portal;

/// <summary>A city's register of risks: the grid, the list beside it, and what happened.</summary>
internal sealed class RisksModel(IMediator mediator, CurrentViewer me, PageWords words) : PageModel
{
    public RegisterPage Shown { get; private set; } = null!;

    public SharedRisks? Network { get; private set; }

    public bool MaySpeak => me.Viewer.Is(RoleSets.CityVoice);

    [BindProperty(SupportsGet = true, Name = "saved")]
    public bool IsSaved { get; set; }

    [BindProperty]
    public string? Act { get; set; }

    public async Task<IActionResult> OnGetAsync(CancellationToken cancellation) => await FindAsync(cancellation) ? Page() : NotFound();

    public async Task<IActionResult> OnPostAsync(CancellationToken cancellation)
    {
        if (!MaySpeak)
        {
            return NotFound();
        }

        RegisterResult? result = Act switch
        {
            "open" => await mediator.Send(new OpenRegister(me.Viewer), cancellation),
            "submit" => await mediator.Send(new SubmitRegister(me.Viewer), cancellation),
            _ => null,
        };
        switch (result)
        {
            case RegisterInvalid invalid:
                ModelState.Add(invalid.Problems, words, _ => "");
                return await FindAsync(cancellation) ? Page() : NotFound();
            case RegisterNotFound:
                return NotFound();
            default:
                return Redirect("/risks");
        }
    }

    private async Task<bool> FindAsync(CancellationToken cancellation)
    {
        Shown = (await mediator.Send(new GetRegister(me.Viewer), cancellation))!;
        Network = await mediator.Send(new ListRisks(me.Viewer), cancellation);
        return Shown is not null;
    }
}
