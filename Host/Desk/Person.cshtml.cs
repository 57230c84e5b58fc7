using MediatR;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using StrongCities.Host.Identity;
using StrongCities.Host.Layout;
using StrongCities.Host.Words;
using StrongCities.Hub.People;

namespace StrongCities.Host.Desk;

/// <summary>The lead changes a person's roles, name, language, or whether they may sign in.</summary>
internal sealed class PersonModel(IMediator mediator, CurrentViewer me, PageWords words) : PageModel
{
    public PersonLine Line { get; private set; } = null!;

    [BindProperty]
    public string? Name { get; set; }

    [BindProperty]
    public string? Language { get; set; }

    [BindProperty]
    public IReadOnlyList<Roles> Roles { get; set; } = [];

    [BindProperty]
    public bool IsActive { get; set; }

    public async Task<IActionResult> OnGetAsync(Guid id, CancellationToken cancellation)
    {
        if (!await FindAsync(id, cancellation))
        {
            return NotFound();
        }

        var person = Line.Person;
        (Name, Language, IsActive) = (person.Name, person.Language, person.IsActive);
        Roles = [.. PageWords.EachRole.Where(role => person.Roles.HasFlag(role))];
        return Page();
    }

    public async Task<IActionResult> OnPostAsync(Guid id, CancellationToken cancellation)
    {
        var roles = Roles.Aggregate(Hub.People.Roles.None, (all, role) => all | role);
        var change = new ChangePerson(me.Viewer, id, Name?.Trim() ?? "", Languages.Known(Language), roles, IsActive);
        switch (await mediator.Send(change, cancellation))
        {
            case PersonKept:
                return Redirect("/desk/people");
            case PersonInvalid invalid:
                ModelState.Add(invalid.Problems, words, field => field);
                return await FindAsync(id, cancellation) ? Page() : NotFound();
            default:
                return NotFound();
        }
    }

    private async Task<bool> FindAsync(Guid id, CancellationToken cancellation)
    {
        var people = await mediator.Send(new ListPeople(me.Viewer), cancellation);
        Line = people?.FirstOrDefault(line => line.Person.Id == id)!;
        return Line is not null;
    }
}
