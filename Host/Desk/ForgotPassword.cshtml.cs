using MediatR;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.RateLimiting;
using StrongCities.Host.Identity;
using StrongCities.Host.Words;
using StrongCities.Hub.People;

namespace StrongCities.Host.Desk;

/// <summary>Staff ask for a link to choose a new password. Says the same whether the address is known or not.</summary>
[EnableRateLimiting(RequestLimiting.SignIns)]
internal sealed class ForgotPasswordModel(IMediator mediator, PageWords words) : PageModel
{
    [BindProperty]
    public string? Email { get; set; }

    public bool Sent { get; private set; }

    public async Task<IActionResult> OnPostAsync(CancellationToken cancellation)
    {
        if (Email?.Trim() is not { Length: <= 254 } email || email.IndexOf('@', StringComparison.Ordinal) < 1)
        {
            ModelState.AddModelError(nameof(Email), words["SignIn.Email.Wrong"]);
            return Page();
        }

        await mediator.Send(new RequestPasswordLink(email), cancellation);
        (Email, Sent) = (email, true);
        return Page();
    }
}
