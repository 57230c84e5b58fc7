using MediatR;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using StrongCities.Host.Identity;
using StrongCities.Host.Layout;
using StrongCities.Host.Words;
using StrongCities.Hub.Matching;
using StrongCities.Hub.Opportunities;
using StrongCities.Hub.Opportunities.Search;

namespace StrongCities.Host.Catalogue;

/// <summary>The catalogue as a page: search, filters, list, and the searches that its reader keeps. The same for desk and portal.</summary>
/// <param name="mediator">Asks.</param>
/// <param name="me">Who reads.</param>
/// <param name="words">Puts problems into words.</param>
public abstract class CataloguePageModel(IMediator mediator, CurrentViewer me, PageWords words) : PageModel
{
    private const int PerPage = 20;

    /// <summary>Where the page is.</summary>
    public abstract string Address { get; }

    /// <summary>What is searched for.</summary>
    public CatalogueInput Input { get; private set; } = new();

    /// <summary>Which page of the list.</summary>
    [FromQuery(Name = "p")]
    public int Number { get; set; } = 1;

    /// <summary>What was found.</summary>
    public OpportunityList List { get; private set; } = new([], 0);

    /// <summary>The reader's searches.</summary>
    public IReadOnlyList<SavedSearch> Saved { get; private set; } = [];

    /// <summary>What the listed ones are for the reader's city; empty for advisors.</summary>
    public IReadOnlyDictionary<Guid, MatchLine> Verdicts { get; private set; } = new Dictionary<Guid, MatchLine>();

    /// <summary>Whether advisors read it.</summary>
    public bool IsDesk => me.Viewer.IsStaff;

    /// <summary>Where the list stands.</summary>
    internal Paging Paging => new(Number, PerPage, List.Total, Input.Fields());

    /// <summary>Shows the list.</summary>
    /// <param name="input">The search.</param>
    /// <param name="cancellation">The reader went away.</param>
    /// <returns>When it is read.</returns>
    public Task OnGetAsync([FromQuery] CatalogueInput input, CancellationToken cancellation) => ReadAsync(input, cancellation);

    /// <summary>Keeps the search that is shown, or drops one.</summary>
    /// <param name="input">The search.</param>
    /// <param name="act"><c>drop</c>, or to keep.</param>
    /// <param name="id">Which to drop.</param>
    /// <param name="name">What to call it.</param>
    /// <param name="notify">Whether to tell new finds.</param>
    /// <param name="cancellation">The reader went away.</param>
    /// <returns>The list again.</returns>
    public async Task<IActionResult> OnPostAsync([FromQuery] CatalogueInput input, string? act, Guid? id, string? name, bool notify, CancellationToken cancellation)
    {
        if (act == "drop")
        {
            await mediator.Send(new DropSearch(me.Viewer, id ?? Guid.Empty), cancellation);
            return Redirect($"{Address}{input.Query()}");
        }

        var problems = await mediator.Send(new SaveSearch(me.Viewer, name, input.Filter(), notify), cancellation);
        if (problems.Count == 0)
        {
            return Redirect($"{Address}{input.Query()}");
        }

        ModelState.Clear();
        ModelState.Add(problems, words, field => field);
        await ReadAsync(input, cancellation);
        return Page();
    }

    private async Task ReadAsync(CatalogueInput input, CancellationToken cancellation)
    {
        Input = input;
        Number = Math.Clamp(Number, 1, 10_000);
        List = await mediator.Send(new SearchOpportunities(me.Viewer, input.Filter()) { Page = Number, PageSize = PerPage, FitsFirst = true }, cancellation);
        Verdicts = IsDesk ? Verdicts : await mediator.Send(new JudgeForCity(me.Viewer, [.. List.Items.Select(line => line.Opportunity.Id)]), cancellation);
        Saved = await mediator.Send(new ListSavedSearches(me.Viewer), cancellation);
    }
}
