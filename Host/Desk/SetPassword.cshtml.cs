using MediatR;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.RateLimiting;
using StrongCities.Host.Identity;
using StrongCities.Host.Words;
using StrongCities.Hub.People;

namespace StrongCities.Host.Desk;

/// <summary>Staff choose a password by the link of a mail: opening changes nothing, a password that is kept uses the link up.</summary>
[EnableRateLimiting(RequestLimiting.Links)]
internal sealed class SetPasswordModel(IMediator mediator, StaffPasswords passwords, PageWords words) : PageModel
{
    private const int MaxLength = 200;

    [BindProperty]
    public string? Password { get; set; }

    /// <summary>Whose password it is; nobody's by a bad link.</summary>
    public Person? Person { get; private set; }

    public async Task OnGetAsync(string token, CancellationToken cancellation) =>
        Show(await mediator.Send(new OpenPasswordLink(token), cancellation));

    public async Task<IActionResult> OnPostAsync(string token, CancellationToken cancellation)
    {
        // Judged before the link is used up, so that a weak password costs nobody the link.
        if (Password is not { Length: <= MaxLength } password || !await passwords.AllowAsync(password))
        {
            ModelState.AddModelError(nameof(Password), words["Password.Rule"]);
            await OnGetAsync(token, cancellation);
            return Page();
        }

        var result = await mediator.Send(new RedeemPasswordLink(token), cancellation);
        if (result is not PasswordLinkGood good)
        {
            Show(result);
            return Page();
        }

        await passwords.KeepAsync(good.Person, password);
        return LocalRedirect("/desk/sign-in");
    }

    private void Show(PasswordLinkResult result)
    {
        Response.KeepUnlisted();
        Person = (result as PasswordLinkGood)?.Person;
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
