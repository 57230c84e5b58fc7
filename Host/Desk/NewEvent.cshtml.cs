using MediatR;
using Microsoft.AspNetCore.Mvc;
using StrongCities.Host.Events;
using StrongCities.Host.Identity;
using StrongCities.Host.Words;
using StrongCities.Hub.Events;

namespace StrongCities.Host.Desk;

/// <summary>A form that proposes an event: empty, for cities that share a theme, or out of a request.</summary>
internal sealed class NewEventModel(IMediator mediator, CurrentViewer me, PageWords words, MatchTexts themes) : IdeaPageModel(words)
{
    public EventDraft Draft { get; private set; } = null!;

    [BindProperty(SupportsGet = true, Name = "theme")]
    public string? Theme { get; set; }

    [BindProperty(SupportsGet = true, Name = "from")]
    public Guid? From { get; set; }

    public async Task<IActionResult> OnGetAsync(CancellationToken cancellation)
    {
        if (!await FindAsync(cancellation))
        {
            return NotFound();
        }

        Input = new EventInput
        {
            Title = Draft.Theme is { } theme ? themes.Theme(theme) : Draft.Title,
            Purpose = Draft.Theme is { } shared ? Say["Events.SharedTheme", themes.Theme(shared)] : Draft.Purpose,
            Cities = [.. Draft.Chosen],
            FromCaseId = Draft.FromCaseId,
        };
        Fill();
        return Page();
    }

    public async Task<IActionResult> OnPostAsync(CancellationToken cancellation) => await FindAsync(cancellation)
        ? await SendAsync(dates => mediator.Send(new ProposeEvent(me.Viewer, Input.Title ?? "", Input.Plan, Input.Cities, dates, Input.FromCaseId), cancellation))
        : NotFound();

    private async Task<bool> FindAsync(CancellationToken cancellation)
    {
        Draft = (await mediator.Send(new PrepareEvent(me.Viewer, Theme, From), cancellation))!;
        return Draft is not null;
    }
}
