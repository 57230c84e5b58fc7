using MediatR;
using Microsoft.AspNetCore.Mvc;
using StrongCities.Host.Events;
using StrongCities.Host.Identity;
using StrongCities.Host.Words;
using StrongCities.Hub.Events;
using StrongCities.Hub.People;

namespace StrongCities.Host.Desk;

/// <summary>A form that changes the idea of an event, until its poll goes out.</summary>
internal sealed class EventIdeaModel(IMediator mediator, CurrentViewer me, PageWords words) : IdeaPageModel(words)
{
    public EventPage Shown { get; private set; } = null!;

    public EventDraft Draft { get; private set; } = null!;

    public async Task<IActionResult> OnGetAsync(Guid id, CancellationToken cancellation)
    {
        if (!await FindAsync(id, cancellation))
        {
            return NotFound();
        }

        Input = EventInput.Of(Shown.Event, TimeZoneInfo.FindSystemTimeZoneById(Shown.TimeZone));
        Input.Cities = [.. Shown.Invited.Select(one => one.City.Id).Distinct()];
        Fill();
        return Page();
    }

    public async Task<IActionResult> OnPostAsync(Guid id, CancellationToken cancellation) => await FindAsync(id, cancellation)
        ? await SendAsync(dates => mediator.Send(new ChangeIdea(me.Viewer, id, Input.Title ?? "", Input.Plan, Input.Cities, dates), cancellation))
        : NotFound();

    private async Task<bool> FindAsync(Guid id, CancellationToken cancellation)
    {
        Shown = me.Viewer.Is(RoleSets.CaseStaff) ? (await mediator.Send(new GetEvent(me.Viewer, id), cancellation))! : null!;
        Draft = (await mediator.Send(new PrepareEvent(me.Viewer, null, null), cancellation))!;
        return Shown is { Event.Phase: EventPhase.Idea } && Draft is not null;
    }
}
