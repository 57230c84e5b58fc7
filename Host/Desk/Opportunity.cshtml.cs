using MediatR;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using StrongCities.Host.Identity;
using StrongCities.Host.Layout;
using StrongCities.Host.Words;
using StrongCities.Hub.Applications;
using StrongCities.Hub.Cities;
using StrongCities.Hub.Opportunities;
using StrongCities.Hub.People;

namespace StrongCities.Host.Desk;

/// <summary>One opportunity as advisors see it: facts, history, provenance, and what it looks like; they reject it, take that back, tell two from one, and open a city's application.</summary>
internal sealed class OpportunityModel(IMediator mediator, CurrentViewer me, PageWords words) : PageModel
{
    [BindProperty(SupportsGet = true)]
    public Guid Id { get; set; }

    public OpportunityPage Shown { get; private set; } = null!;

    /// <summary>The hub's case about it and those of cities.</summary>
    public IReadOnlyList<DealingLine> Cases { get; private set; } = [];

    /// <summary>The cities for which an application can be opened.</summary>
    public IReadOnlyList<City> Cities { get; private set; } = [];

    public async Task<IActionResult> OnGetAsync(CancellationToken cancellation)
    {
        if (await mediator.Send(new GetOpportunity(me.Viewer, Id), cancellation) is not { } page)
        {
            return NotFound();
        }

        Shown = page;
        Cases = await mediator.Send(new ListDealings(me.Viewer, Id), cancellation);
        Cities = await mediator.Send(new ListCitiesToApply(me.Viewer, Id), cancellation);
        return Page();
    }

    public async Task<IActionResult> OnPostAsync(string? act, RejectReason reason, string? note, Guid? likeness, Guid? city, CancellationToken cancellation)
    {
        if (!me.Viewer.Is(RoleSets.CaseStaff) || await mediator.Send(new GetOpportunity(me.Viewer, Id), cancellation) is null)
        {
            return NotFound();
        }

        switch (act)
        {
            case "open":
                switch (await mediator.Send(new OpenApplication(me.Viewer, Id, city ?? Guid.Empty), cancellation))
                {
                    case ApplicationOpened opened:
                        return Redirect($"/desk/cases/{opened.Id}");
                    case ApplicationInvalid invalid:
                        ModelState.Add(invalid.Problems, words, field => field);
                        return await OnGetAsync(cancellation);
                    default:
                        return NotFound();
                }

            case "reject":
                await mediator.Send(new RejectOpportunities(me.Viewer, [Id], reason, note), cancellation);
                break;
            case "restore":
                await mediator.Send(new RestoreOpportunity(me.Viewer, Id), cancellation);
                break;
            case "same" or "other":
                await mediator.Send(new SettleLikeness(me.Viewer, likeness ?? Guid.Empty, act == "same"), cancellation);
                break;
        }

        return Redirect($"/desk/opportunities/{Id}");
    }
}
