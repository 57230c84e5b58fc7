using MediatR;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using StrongCities.Host.Identity;
using StrongCities.Host.Layout;
using StrongCities.Host.Words;
using StrongCities.Hub.Risks;
using StrongCities.Hub.Tasks;

namespace StrongCities.Host.Tasks;

/// <summary>The form in which a department rates the risks of its city, by whichever way its reader came.</summary>
internal abstract class RatePageModel(IMediator mediator, PageWords words) : PageModel
{
    public RatingPage Found { get; private set; } = null!;

    /// <summary>What was typed, by risk.</summary>
    [BindProperty]
    public Dictionary<Guid, RatingInput> Rated { get; set; } = [];

    [BindProperty]
    public int SeenVersion { get; set; }

    /// <summary>Where the task's page is.</summary>
    public abstract string Path { get; }

    /// <summary>The reader's way to the task, or <see langword="null"/> when the link must be opened again.</summary>
    protected abstract TaskAccess? Access { get; }

    public async Task<IActionResult> OnGetAsync(CancellationToken cancellation)
    {
        Response.KeepUnlisted();
        if (!await FindAsync(cancellation))
        {
            return NotFound();
        }

        SeenVersion = Found.Task.Task.Version;
        return Page();
    }

    public async Task<IActionResult> OnPostAsync(CancellationToken cancellation)
    {
        Response.KeepUnlisted();
        if (!await FindAsync(cancellation))
        {
            return NotFound();
        }

        var ratings = Found.Risks.Select(risk => Rated.GetValueOrDefault(risk.Id)?.Of(risk)).OfType<RatedRisk>().ToList();
        if (await mediator.Send(new RateRisks(Access!, ratings, SeenVersion), cancellation) is not RateInvalid invalid)
        {
            // Its page says what came of it.
            return Redirect($"{Request.PathBase}{Path}");
        }

        ModelState.Add(invalid.Problems, words, field => field.Split('.') is [var risk, var name] ? $"Rated[{risk}].{name}" : "");
        return Page();
    }

    private async Task<bool> FindAsync(CancellationToken cancellation)
    {
        if (Access is not { } access || await mediator.Send(new ListToRate(access), cancellation) is not { } found)
        {
            return false;
        }

        Found = found;
        PageLanguage.SpeakTo(HttpContext, found.Task.Actor);
        return true;
    }
}

/// <summary>A rating as typed; what is left out stays as it is.</summary>
internal sealed class RatingInput
{
    public int? Likelihood { get; set; }

    public int? Impact { get; set; }

    public int? ControlStrength { get; set; }

    public string? Comment { get; set; }

    /// <summary>The rating, or <see langword="null"/> where nothing was said.</summary>
    public RatedRisk? Of(Risk risk) => Likelihood is null && Impact is null && ControlStrength is null && string.IsNullOrWhiteSpace(Comment)
        ? null
        : new RatedRisk(risk.Id, Likelihood ?? risk.Score.Inherent.Likelihood, Impact ?? risk.Score.Inherent.Impact, ControlStrength ?? risk.Facts.ControlStrength, Comment);
}
