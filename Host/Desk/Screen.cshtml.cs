using MediatR;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using StrongCities.Host.Catalogue;
using StrongCities.Host.Identity;
using StrongCities.Host.Words;
using StrongCities.Hub.Matching;
using StrongCities.Hub.Opportunities;
using StrongCities.Hub.People;

namespace StrongCities.Host.Desk;

/// <summary>An advisor finds out who may apply, beside what the source says, and goes on to the next one.</summary>
internal sealed class ScreenModel(IMediator mediator, CurrentViewer me, PageWords words) : PageModel
{
    [BindProperty(SupportsGet = true)]
    public Guid Id { get; set; }

    /// <summary>The one that was saved just now, before this one.</summary>
    [BindProperty(SupportsGet = true, Name = "saved")]
    public bool IsSaved { get; set; }

    public OpportunityPage Shown { get; private set; } = null!;

    /// <summary>Days left and where we have it from.</summary>
    public ScreeningLine Line { get; private set; } = null!;

    public EligibilityInput Input { get; private set; } = new();

    public int Version { get; private set; }

    /// <summary>Whether somebody else changed it while this form was filled in.</summary>
    public bool IsOverlapped { get; private set; }

    public bool MayConsent => me.Viewer.Is(Roles.HubLead);

    public async Task<IActionResult> OnGetAsync(CancellationToken cancellation)
    {
        if (!await FindAsync(cancellation))
        {
            return NotFound();
        }

        Input = EligibilityInput.From(Shown.Opportunity.Eligibility ?? new Eligibility());
        return Page();
    }

    public async Task<IActionResult> OnPostAsync([Bind(Prefix = "Input")] EligibilityInput? input, int version, string? act, CancellationToken cancellation)
    {
        IsSaved = false;
        if (!await FindAsync(cancellation))
        {
            return NotFound();
        }

        switch (act)
        {
            case "save" or "next":
                return await SaveAsync(input ?? new(), version, act == "next", cancellation);
            case "consent" or "unconsent":
                return await mediator.Send(new ConsentToFastLane(me.Viewer, Id, act == "consent"), cancellation) == ScreenResult.NotFound ? NotFound() : Redirect(Here(Id));
            default:
                return Redirect(Here(Id));
        }
    }

    private static string Here(Guid id) => $"/desk/opportunities/{id}/screen";

    private async Task<IActionResult> SaveAsync(EligibilityInput input, int version, bool goesOn, CancellationToken cancellation)
    {
        ModelState.Clear();
        Input = input;
        if (input.Read(ModelState, words) is not { } eligibility)
        {
            Version = version;
            return Page();
        }

        switch (await mediator.Send(new SetEligibility(me.Viewer, Id, eligibility, version), cancellation))
        {
            case ScreenResult.Done when !goesOn:
                return Redirect($"/desk/opportunities/{Id}/matches");
            case ScreenResult.Done:
                return Redirect(await mediator.Send(new NextToScreen(me.Viewer, Id), cancellation) is { } next ? $"{Here(next)}?saved=true" : "/desk/screening");
            case ScreenResult.Overlap:
                // What is stored now is shown beside; who saves again has seen it.
                IsOverlapped = true;
                return await FindAsync(cancellation) ? Page() : NotFound();
            default:
                return NotFound();
        }
    }

    private async Task<bool> FindAsync(CancellationToken cancellation)
    {
        if (await mediator.Send(new ListScreening(me.Viewer) { Only = [Id] }, cancellation) is not { Items: [var line] }
            || await mediator.Send(new GetOpportunity(me.Viewer, Id), cancellation) is not { } page)
        {
            return false;
        }

        (Shown, Line, Version) = (page, line, page.Opportunity.Version);
        return true;
    }
}
