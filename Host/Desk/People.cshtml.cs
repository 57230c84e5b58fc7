using MediatR;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using StrongCities.Host.Identity;
using StrongCities.Hub.People;

namespace StrongCities.Host.Desk;

/// <summary>Everybody of hub and cities, for the lead.</summary>
internal sealed class PeopleModel(IMediator mediator, CurrentViewer me) : PageModel
{
    [BindProperty(SupportsGet = true, Name = "q")]
    public string? Search { get; set; }

    public IReadOnlyList<PersonLine> Shown { get; private set; } = [];

    public async Task<IActionResult> OnGetAsync(CancellationToken cancellation)
    {
        if (await mediator.Send(new ListPeople(me.Viewer), cancellation) is not { } people)
        {
            return NotFound();
        }

        Shown = [.. people.Where(line => string.IsNullOrWhiteSpace(Search) || Fits(line, Search.Trim()))];
        return Page();
    }

    private static bool Fits(PersonLine line, string search) => new[] { line.Person.Name, line.Person.Email, line.CityName }
        .Any(text => text?.Contains(search, StringComparison.CurrentCultureIgnoreCase) == true);
}
