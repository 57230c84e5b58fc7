using MediatR;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using StrongCities.Host.Identity;
using StrongCities.Host.Layout;
using StrongCities.Host.Words;
using StrongCities.Hub;
using StrongCities.Hub.Cities;
using StrongCities.Hub.People;

namespace StrongCities.Host.Desk;

/// <summary>The lead takes a city into the network, or changes what the hub knows of it.</summary>
internal sealed class CityModel(IMediator mediator, CurrentViewer me, PageWords words) : PageModel
{
    [FromRoute]
    public Guid? Id { get; set; }

    [BindProperty]
    public string? Name { get; set; }

    [BindProperty]
    public string? LocalName { get; set; }

    [BindProperty]
    public string? Country { get; set; }

    [BindProperty]
    public string? Calendar { get; set; }

    [BindProperty]
    public string? Language { get; set; }

    [BindProperty]
    public int? Population { get; set; }

    public City? City { get; private set; }

    public async Task<IActionResult> OnGetAsync(CancellationToken cancellation)
    {
        if (!await FindAsync(cancellation))
        {
            return NotFound();
        }

        if (City is not null)
        {
            var form = CityForm.Of(City);
            (Name, LocalName, Country, Calendar, Language, Population) = (form.Name, form.LocalName, form.Country, form.Calendar, form.Language, form.Population);
        }

        return Page();
    }

    public async Task<IActionResult> OnPostAsync(CancellationToken cancellation)
    {
        // What is no number is told in our words, as a number that is out of range.
        ModelState.ClearValidationState(nameof(Population));
        var form = new CityForm
        {
            Name = Name ?? "",
            LocalName = LocalName ?? "",
            Country = Country ?? "",
            Calendar = Calendar ?? "",
            Language = Languages.Known(Language),
            Population = Population,
        };
        switch (await mediator.Send(new SaveCity(me.Viewer, Id, form), cancellation))
        {
            case CitySaved:
                return Redirect("/desk/cities");
            case CityInvalid invalid:
                ModelState.Add(invalid.Problems, words, field => field);
                return await FindAsync(cancellation) ? Page() : NotFound();
            default:
                return NotFound();
        }
    }

    private async Task<bool> FindAsync(CancellationToken cancellation)
    {
        var cities = await mediator.Send(new ListCities(me.Viewer), cancellation);
        City = cities?.FirstOrDefault(city => city.Id == Id);
        return cities is not null && (Id is null || City is not null);
    }
}
