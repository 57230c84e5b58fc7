using MediatR;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using StrongCities.Host.Catalogue;
using StrongCities.Host.Identity;
using StrongCities.Host.Layout;
using StrongCities.Host.Words;
using StrongCities.Hub.Opportunities;
using StrongCities.Hub.People;

namespace StrongCities.Host.Desk;

/// <summary>An advisor enters an opportunity that no source has, and goes on to screen it.</summary>
internal sealed class NewOpportunityModel(IMediator mediator, CurrentViewer me, PageWords words) : PageModel
{
    public FactsInput Input { get; private set; } = new();

    /// <summary>Names what is entered, so that sending it twice enters it once.</summary>
    public string Key { get; private set; } = Guid.NewGuid().ToString("N");

    public IActionResult OnGet() => me.Viewer.Is(RoleSets.CaseStaff) ? Page() : NotFound();

    public async Task<IActionResult> OnPostAsync([Bind(Prefix = "Input")] FactsInput? input, string? key, CancellationToken cancellation)
    {
        if (!me.Viewer.Is(RoleSets.CaseStaff))
        {
            return NotFound();
        }

        ModelState.Clear();
        (Input, Key) = (input ?? new(), key ?? "");
        if (Input.Read(ModelState, words) is not { } facts)
        {
            return Page();
        }

        switch (await mediator.Send(new EnterOpportunity(me.Viewer, Key, facts), cancellation))
        {
            case Entered entered:
                return Redirect($"/desk/opportunities/{entered.Id}/screen");
            case EnterInvalid invalid:
                ModelState.Add(invalid.Problems, words, field => $"Input.{field}");
                return Page();
            default:
                return NotFound();
        }
    }
}
