using MediatR;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.RateLimiting;
using Microsoft.Extensions.Options;
using StrongCities.Host.Identity;
using StrongCities.Host.Words;
using StrongCities.Hub;
using StrongCities.Hub.People;

namespace StrongCities.Host.Portal;

/// <summary>Opening the link shows who would sign in and changes nothing; the button signs in, in any browser, once.</summary>
[EnableRateLimiting(RequestLimiting.Links)]
internal sealed class SignInLinkModel(IMediator mediator, IOptions<SignInSessions> sessions) : PageModel
{
    /// <summary>Who would sign in; nobody by a bad link.</summary>
    public Person? Person { get; private set; }

    public async Task OnGetAsync(string token, CancellationToken cancellation) =>
        Show(await mediator.Send(new OpenSignInLink(token), cancellation));

    public async Task<IActionResult> OnPostAsync(string token, CancellationToken cancellation)
    {
        var result = await mediator.Send(new RedeemSignInLink(token), cancellation);
        if (result is not SignInLinkGood good)
        {
            Show(result);
            return Page();
        }

        await HttpContext.SignInAsync(good.Person, sessions.Value.City);
        return LocalRedirect(LocalPath.Or(good.ReturnPath, "/requests"));
    }

    private void Show(SignInLinkResult result)
    {
        Response.KeepUnlisted();
        Person = (result as SignInLinkGood)?.Person;
        if (Person is null)
        {
            Response.StatusCode = StatusCodes.Status404NotFound;
        }
        else
        {
            PageLanguage.SpeakTo(HttpContext, Person);
        }
    }
}
