using System.Globalization;
using MediatR;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using StrongCities.Host.Identity;
using StrongCities.Host.Layout;
using StrongCities.Host.Words;
using StrongCities.Hub;
using StrongCities.Hub.Assistance;
using StrongCities.Hub.Experts;

namespace StrongCities.Host.Desk;

/// <summary>Who could help with a request, with reasons; and the days on which help was given.</summary>
internal sealed class CandidatesModel(IMediator mediator, CurrentViewer me, PageWords words) : PageModel
{
    public CandidatesPage Shown { get; private set; } = null!;

    /// <summary>How many days the help may take.</summary>
    public int MostDays => Shown.Request.Form.Lane == Lane.ShortAdvice ? LogDay.MostOfShortAdvice : Shown.Request.Terms?.Days ?? 0;

    [BindProperty(SupportsGet = true, Name = "theme")]
    public IReadOnlyList<string> Themes { get; set; } = [];

    [BindProperty]
    public string? Act { get; set; }

    [BindProperty]
    public Guid Who { get; set; }

    [BindProperty]
    public string? Reason { get; set; }

    [BindProperty]
    public string? Day { get; set; }

    [BindProperty]
    public string? What { get; set; }

    public async Task<IActionResult> OnGetAsync(Guid id, CancellationToken cancellation) => await FindAsync(id, cancellation) ? Page() : NotFound();

    public async Task<IActionResult> OnPostAsync(Guid id, CancellationToken cancellation)
    {
        if (!await FindAsync(id, cancellation))
        {
            return NotFound();
        }

        var problems = await ActAsync(id, cancellation);
        if (problems.Count == 0)
        {
            return Redirect(SitePaths.Candidates(id));
        }

        ModelState.Add(problems, words, field => field);
        return await FindAsync(id, cancellation) ? Page() : NotFound();
    }

    private async Task<IReadOnlyList<FieldProblem>> ActAsync(Guid id, CancellationToken cancellation) => Act switch
    {
        "propose" => await mediator.Send(new ProposeCandidate(me.Viewer, id, Who) { Themes = Themes }, cancellation) switch
        {
            Proposed => [],
            ProposeRefused refused => [new FieldProblem("Who", refused.Why.Key, [.. refused.Why.Values])],
            _ => [new FieldProblem("Who", "Problem.Choice")],
        },
        "recuse" => await mediator.Send(new Recuse(me.Viewer, id, Who, Reason ?? ""), cancellation) switch
        {
            Recused => [],
            RecuseInvalid invalid => invalid.Problems,
            _ => [new FieldProblem("Who", "Problem.Choice")],
        },
        "day" when DateOnly.TryParseExact(Day, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) =>
            await mediator.Send(new LogDay(me.Viewer, id, day, What ?? ""), cancellation) switch
            {
                DayLogged => [],
                LogDayInvalid invalid => invalid.Problems,
                _ => [new FieldProblem("Day", "Problem.Choice")],
            },
        "day" => [new FieldProblem("Day", "Problem.Date")],
        // A button that the page does not have: nothing is done.
        _ => [],
    };

    private async Task<bool> FindAsync(Guid id, CancellationToken cancellation)
    {
        Shown = (await mediator.Send(new RankCandidates(me.Viewer, id) { Themes = [.. Themes.Intersect(Hub.Matching.HubThemes.All)] }, cancellation))!;
        return Shown is not null;
    }
}
