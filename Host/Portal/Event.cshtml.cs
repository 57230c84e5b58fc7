using MediatR;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using StrongCities.Host.Events;
using StrongCities.Host.Identity;
using StrongCities.Host.Layout;
using StrongCities.Host.Words;
using StrongCities.Hub.Events;

namespace StrongCities.Host.Portal;

/// <summary>An event to which a city is invited: programme, own answer, calendar file.</summary>
internal sealed class EventModel(IMediator mediator, CurrentViewer me, PageWords words, EventCalendar calendar) : PageModel
{
    public EventPage Shown { get; private set; } = null!;

    [BindProperty]
    public EventAnswer Answer { get; set; }

    public async Task<IActionResult> OnGetAsync(Guid id, CancellationToken cancellation) => await FindAsync(id, cancellation) ? Page() : NotFound();

    public async Task<IActionResult> OnGetCalendarAsync(Guid id, CancellationToken cancellation) =>
        await FindAsync(id, cancellation) && calendar.Write(Shown) is { } file ? File(file, "text/calendar; charset=utf-8", $"{Shown.Event.Number}.ics") : NotFound();

    public async Task<IActionResult> OnPostAsync(Guid id, CancellationToken cancellation)
    {
        switch (await mediator.Send(new AnswerInvitation(me.Viewer, id, Answer), cancellation))
        {
            case EventKept:
                return Redirect($"{Request.Path}");
            case EventInvalid invalid when await FindAsync(id, cancellation):
                ModelState.Add(invalid.Problems, words, field => field);
                return Page();
            default:
                return NotFound();
        }
    }

    private async Task<bool> FindAsync(Guid id, CancellationToken cancellation)
    {
        Shown = (await mediator.Send(new GetEvent(me.Viewer, id), cancellation))!;
        return Shown is not null;
    }
}
