using System.Globalization;
using MediatR;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using StrongCities.Host.Identity;
using StrongCities.Host.Layout;
using StrongCities.Host.Words;
using StrongCities.Hub.Similarity;

namespace StrongCities.Host.Desk;

/// <summary>Cities with similar challenges, each with its reasons, and a form that introduces two to each other.</summary>
internal sealed class SimilarModel(IMediator mediator, CurrentViewer me, PageWords words, MatchTexts themes) : PageModel
{
    public SimilarCities Shown { get; private set; } = null!;

    [BindProperty]
    public Guid OtherId { get; set; }

    [BindProperty]
    public string? Words { get; set; }

    public async Task<IActionResult> OnGetAsync(Guid id, CancellationToken cancellation) => await FindAsync(id, cancellation) ? Page() : NotFound();

    public async Task<IActionResult> OnPostAsync(Guid id, CancellationToken cancellation)
    {
        if (!await FindAsync(id, cancellation))
        {
            return NotFound();
        }

        if (OtherId == Guid.Empty)
        {
            return Redirect($"{Request.Path}");
        }

        switch (await mediator.Send(new ProposeIntroduction(me.Viewer, id, OtherId, Words ?? ""), cancellation))
        {
            case IntroductionKept:
                return Redirect($"{Request.Path}");
            case IntroductionInvalid invalid:
                ModelState.Add(invalid.Problems, words, _ => "");
                return Page();
            default:
                return NotFound();
        }
    }

    /// <summary>The reasons with where each begins, of 100.</summary>
    public static IEnumerable<(SimilarReason Reason, int At)> Bar(CitySimilarity similarity) =>
        similarity.Reasons.Select((reason, place) => (reason, similarity.Reasons.Take(place).Sum(before => before.Points)));

    /// <summary>What two cities have in common, in words.</summary>
    public string What(SimilarReason reason) => string.Join(", ", reason.What.Select(what => reason.Part switch
    {
        SimilarPart.Risks or SimilarPart.Themes => themes.Theme(what),
        SimilarPart.Size => int.Parse(what, CultureInfo.InvariantCulture).ToString("N0", CultureInfo.CurrentCulture),
        SimilarPart.Languages => CultureInfo.GetCultureInfo(what).NativeName,
        _ => what,
    }));

    private async Task<bool> FindAsync(Guid id, CancellationToken cancellation)
    {
        Shown = (await mediator.Send(new ListSimilar(me.Viewer, id), cancellation))!;
        return Shown is not null;
    }
}
