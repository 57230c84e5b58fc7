using MediatR;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.RateLimiting;
using Microsoft.Extensions.Options;
using StrongCities.Host.Identity;
using StrongCities.Host.Words;
using StrongCities.Hub;
using StrongCities.Hub.People;

namespace StrongCities.Host.Desk;

/// <summary>Hub staff sign in with a password. The answer to a wrong address, a wrong password and a locked account is the same.</summary>
[EnableRateLimiting(RequestLimiting.SignIns)]
internal sealed class SignInModel(
    UserManager<StaffAccount> accounts,
    IPasswordHasher<StaffAccount> hasher,
    IMediator mediator,
    IOptions<SignInSessions> sessions,
    PageWords words) : PageModel
{
    [BindProperty]
    public string? Email { get; set; }

    [BindProperty]
    public string? Password { get; set; }

    [BindProperty(SupportsGet = true)]
    public string? Back { get; set; }

    public async Task<IActionResult> OnPostAsync(CancellationToken cancellation)
    {
        if (await FindAsync() is { } account && await mediator.Send(new FindViewer(account.Id), cancellation) is { Viewer.IsStaff: true } found)
        {
            await HttpContext.SignInAsync(found.Person, sessions.Value.Staff);
            return LocalRedirect(LocalPath.Or(Back, "/desk"));
        }

        ModelState.AddModelError(nameof(Email), words["Desk.SignIn.Wrong"]);
        return Page();
    }

    private async Task<StaffAccount?> FindAsync()
    {
        var account = await accounts.FindByNameAsync(Email?.Trim() ?? "");
        if (account is null || await accounts.IsLockedOutAsync(account))
        {
            // As slow as a known account, so that the time tells nothing.
            hasher.HashPassword(new StaffAccount(), Password ?? "");
            return null;
        }

        if (await accounts.CheckPasswordAsync(account, Password ?? ""))
        {
            await accounts.ResetAccessFailedCountAsync(account);
            return account;
        }

        await accounts.AccessFailedAsync(account);
        return null;
    }
}
