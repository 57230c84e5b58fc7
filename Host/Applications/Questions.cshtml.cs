using MediatR;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using StrongCities.Host.Identity;
using StrongCities.Host.Layout;
using StrongCities.Host.Words;
using StrongCities.Hub;
using StrongCities.Hub.Applications;
using StrongCities.Hub.Applications.Board;

namespace StrongCities.Host.Applications;

/// <summary>The city's list of questions to the funder: collected, sent once, answered. For city and hub alike.</summary>
internal sealed class QuestionsModel(IMediator mediator, CurrentViewer me, PageWords words) : PageModel
{
    public ApplicationPage Found { get; private set; } = null!;

    /// <summary>The city's own, in the order in which they were written down.</summary>
    public IReadOnlyList<Clarification> Questions { get; private set; } = [];

    /// <summary>Whether the list takes another.</summary>
    public bool IsOpen { get; private set; }

    [BindProperty]
    public string? Question { get; set; }

    [BindProperty]
    public string? Answer { get; set; }

    public string CasePath => me.Viewer.IsStaff ? SitePaths.Case(Found.Case.Id) : Found.Case.CityPath;

    public string Zone => me.Viewer.IsStaff ? me.TimeZone : Found.City.TimeZone;

    public bool MaySay => me.Viewer.Is(AskFunder.Allowed) && Found.Case.ClosedAt is null;

    public async Task<IActionResult> OnGetAsync(Guid id, CancellationToken cancellation)
    {
        if (await mediator.Send(new GetApplication(me.Viewer, id), cancellation) is not { } found)
        {
            return NotFound();
        }

        Found = found;
        Questions = [.. found.Clarifications.Where(asked => !asked.ByFunder).OrderBy(asked => asked.AskedAt)];
        IsOpen = MaySay && Questions.All(asked => asked.SentAt is null) && DueOf(MilestoneKind.QuestionsClose) is { DoneAt: null };
        return Page();
    }

    public async Task<IActionResult> OnPostAsync(Guid id, CancellationToken cancellation)
    {
        switch (await mediator.Send(new AskFunder(me.Viewer, id, Question ?? "", Answer), cancellation))
        {
            case ApplicationKept:
                return Redirect($"/applications/{id}/questions");
            case ApplicationInvalid invalid:
                ModelState.Add(invalid.Problems, words, field => field);
                return await OnGetAsync(id, cancellation);
            default:
                return NotFound();
        }
    }

    public Milestone? DueOf(MilestoneKind kind) => Found.Plan.FirstOrDefault(step => step.Kind == kind);
}
