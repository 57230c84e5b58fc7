using MediatR;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using StrongCities.Host.Identity;
using StrongCities.Hub.Cities;
using StrongCities.Hub.People;

namespace StrongCities.Host.Desk;

/// <summary>The cities of the network, and how many people of each the hub knows, for the lead.</summary>
internal sealed class CitiesModel(IMediator mediator, CurrentViewer me) : PageModel
{
    public IReadOnlyList<(City City, int People)> Shown { get; private set; } = [];

    public async Task<IActionResult> OnGetAsync(CancellationToken cancellation)
    {
        if (await mediator.Send(new ListCities(me.Viewer), cancellation) is not { } cities || await mediator.Send(new ListPeople(me.Viewer), cancellation) is not { } people)
        {
            return NotFound();
        }

        var counts = people.Where(line => line.Person is { IsActive: true, CityId: not null }).CountBy(line => line.Person.CityId!.Value).ToDictionary();
        Shown = [.. cities.OrderBy(city => city.Name, StringComparer.CurrentCulture).Select(city => (city, counts.GetValueOrDefault(city.Id)))];
        return Page();
    }
}
