using MediatR;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.RateLimiting;
using StrongCities.Host.Identity;
using StrongCities.Host.Words;
using StrongCities.Hub.Mail;

namespace StrongCities.Host.Portal;

/// <summary>
/// The link of a bulk mail. Opening it asks; posting to it acts, also when a mail provider posts for its reader: without cookie, form token or
/// redirect (RFC 8058).
/// </summary>
[EnableRateLimiting(RequestLimiting.Links)]
[IgnoreAntiforgeryToken]
internal sealed class UnsubscribeModel(IMediator mediator) : PageModel
{
    public UnsubscribePage? Shown { get; private set; }

    public async Task OnGetAsync(string token, CancellationToken cancellation) => Show(await mediator.Send(new OpenUnsubscribe(token), cancellation));

    public async Task OnPostAsync(string token, CancellationToken cancellation) => Show(await mediator.Send(new Unsubscribe(token), cancellation));

    private void Show(UnsubscribePage? page)
    {
        Response.KeepUnlisted();
        Shown = page;
        if (page is null)
        {
            Response.StatusCode = StatusCodes.Status404NotFound;
        }
        else
        {
            PageLanguage.SpeakTo(HttpContext, page.Reader);
        }
    }
}
