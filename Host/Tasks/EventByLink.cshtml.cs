using MediatR;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using StrongCities.Host.Identity;
using StrongCities.Host.Layout;
using StrongCities.Host.Words;
using StrongCities.Hub.Events;

namespace StrongCities.Host.Tasks;

/// <summary>An event by the link of its invitation, for whoever has answered and wishes to say something else.</summary>
internal sealed class EventByLinkModel(IMediator mediator, PageWords words, GrantCookie cookie) : PageModel
{
    public EventPage Shown { get; private set; } = null!;

    [FromRoute]
    public string Id { get; set; } = "";

    [BindProperty]
    public EventAnswer Answer { get; set; }

    public async Task<IActionResult> OnGetAsync(CancellationToken cancellation)
    {
        Response.KeepUnlisted();
        return await FindAsync(cancellation) ? Page() : NotFound();
    }

    public async Task<IActionResult> OnPostAsync(CancellationToken cancellation)
    {
        Response.KeepUnlisted();
        var result = cookie.Read(HttpContext, Id) is { } access ? await mediator.Send(new AnswerInvitationByLink(access, Answer), cancellation) : new EventNotFound();
        if (result is EventKept)
        {
            return Redirect($"{Request.PathBase}{Request.Path}");
        }

        if (result is not EventInvalid invalid || !await FindAsync(cancellation))
        {
            return NotFound();
        }

        ModelState.Add(invalid.Problems, words, field => field);
        return Page();
    }

    private async Task<bool> FindAsync(CancellationToken cancellation)
    {
        if (cookie.Read(HttpContext, Id) is not { } access || await mediator.Send(new GetEventByLink(access), cancellation) is not { Reader: { } reader } found)
        {
            return false;
        }

        Shown = found;
        PageLanguage.SpeakTo(HttpContext, reader);
        return true;
    }
}
