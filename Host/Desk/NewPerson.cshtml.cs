using MediatR;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using StrongCities.Host.Identity;
using StrongCities.Host.Layout;
using StrongCities.Host.Words;
using StrongCities.Hub.Cities;
using StrongCities.Hub.People;

namespace StrongCities.Host.Desk;

/// <summary>The lead adds a person to the hub or to one of its cities.</summary>
internal sealed class NewPersonModel(IMediator mediator, CurrentViewer me, PageWords words) : PageModel
{
    [BindProperty]
    public string? Name { get; set; }

    [BindProperty]
    public string? Email { get; set; }

    [BindProperty(SupportsGet = true)]
    public Guid? CityId { get; set; }

    [BindProperty]
    public string? Language { get; set; }

    [BindProperty]
    public IReadOnlyList<Roles> Roles { get; set; } = [];

    public IReadOnlyList<(Guid Id, string Name)> Cities { get; private set; } = [];

    public async Task<IActionResult> OnGetAsync(CancellationToken cancellation) =>
        await FindCitiesAsync(cancellation) ? Page() : NotFound();

    public async Task<IActionResult> OnPostAsync(CancellationToken cancellation)
    {
        var roles = Roles.Aggregate(Hub.People.Roles.None, (all, role) => all | role);
        var add = new AddPerson(me.Viewer, CityId, Email?.Trim() ?? "", Name?.Trim() ?? "", Languages.Known(Language), roles);
        switch (await mediator.Send(add, cancellation))
        {
            case PersonKept:
                return Redirect("/desk/people");
            case PersonInvalid invalid:
                ModelState.Add(invalid.Problems, words, field => field);
                return await OnGetAsync(cancellation);
            default:
                return NotFound();
        }
    }

    private async Task<bool> FindCitiesAsync(CancellationToken cancellation)
    {
        var cities = await mediator.Send(new ListCities(me.Viewer), cancellation);
        Cities = [.. (cities ?? []).Select(city => (city.Id, city.Name)).OrderBy(city => city.Name, StringComparer.CurrentCulture)];
        return cities is not null;
    }
}
