using System.Globalization;
using MediatR;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using StrongCities.Host.Identity;
using StrongCities.Host.Layout;
using StrongCities.Host.Words;
using StrongCities.Hub.People;

namespace StrongCities.Host.Tasks;

/// <summary>Somebody says when they are away and who stands in. For cities and hub alike.</summary>
internal sealed class AwayModel(IMediator mediator, CurrentViewer me, PageWords words) : PageModel
{
    public AbsencePage Shown { get; private set; } = null!;

    [BindProperty]
    public string? From { get; set; }

    [BindProperty]
    public string? Until { get; set; }

    [BindProperty]
    public Guid? SubstituteId { get; set; }

    public async Task OnGetAsync(CancellationToken cancellation) => Shown = await mediator.Send(new ListAbsences(me.Viewer), cancellation);

    public async Task<IActionResult> OnPostAsync(CancellationToken cancellation)
    {
        var viewer = me.Viewer;
        switch (await mediator.Send(new SetAbsence(viewer, viewer.PersonId, SubstituteId, DayOf(From), DayOf(Until)), cancellation))
        {
            case AbsenceKept:
                return Redirect("/away");
            case AbsenceInvalid invalid:
                ModelState.Clear();
                ModelState.Add(invalid.Problems, words, field => field);
                await OnGetAsync(cancellation);
                return Page();
            default:
                return NotFound();
        }
    }

    public async Task<IActionResult> OnPostEndAsync(Guid absence, CancellationToken cancellation)
    {
        await mediator.Send(new EndAbsence(me.Viewer, absence), cancellation);
        return Redirect("/away");
    }

    private static DateOnly? DayOf(string? typed) =>
        DateOnly.TryParseExact(typed, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) ? day : null;
}
