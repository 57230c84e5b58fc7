using MediatR;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.RateLimiting;
using StrongCities.Host.Identity;
using StrongCities.Host.Words;
using StrongCities.Hub;
using StrongCities.Hub.People;

namespace StrongCities.Host.Portal;

/// <summary>Asks for a sign-in link. Says the same whether the address is known or not.</summary>
[EnableRateLimiting(RequestLimiting.SignIns)]
internal sealed class SignInModel(IMediator mediator, PageWords words) : PageModel
{
    [BindProperty]
    public string? Email { get; set; }

    [BindProperty(SupportsGet = true)]
    public string? Back { get; set; }

    public bool Sent { get; private set; }

    public async Task<IActionResult> OnPostAsync(CancellationToken cancellation)
    {
        if (Email?.Trim() is not { Length: <= 254 } email || email.IndexOf('@', StringComparison.Ordinal) < 1)
        {
            ModelState.AddModelError(nameof(Email), words["SignIn.Email.Wrong"]);
            return Page();
        }

        await mediator.Send(new RequestSignInLink(email, Back is null ? null : LocalPath.Or(Back, "/requests")), cancellation);
        (Email, Sent) = (email, true);
        return Page();
    }
}
