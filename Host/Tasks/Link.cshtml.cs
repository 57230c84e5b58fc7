using MediatR;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.RateLimiting;
using StrongCities.Host.Identity;
using StrongCities.Hub.Tasks;

namespace StrongCities.Host.Tasks;

/// <summary>The link of a task mail. Checks its secret, and leads on to a page whose address holds none. Changes nothing: mail scanners open every link.</summary>
[EnableRateLimiting(RequestLimiting.Links)]
internal sealed class LinkModel(IMediator mediator, GrantCookie cookie) : PageModel
{
    public bool IsExpired { get; private set; }

    public async Task<IActionResult> OnGetAsync(string token, [FromQuery(Name = "d")] string? option, CancellationToken cancellation)
    {
        Response.KeepUnlisted();
        var proof = await mediator.Send(new ProveGrant(token), cancellation);
        if (proof is GrantProven proven)
        {
            cookie.Write(HttpContext, proven.PublicId);
            Response.Headers.Location = $"{Request.PathBase}{GrantCookie.PathOf(proven.PublicId)}{(option is null ? "" : QueryString.Create("d", option))}";
            return StatusCode(StatusCodes.Status303SeeOther);
        }

        IsExpired = proof is GrantExpired;
        Response.StatusCode = IsExpired ? StatusCodes.Status410Gone : StatusCodes.Status404NotFound;
        return Page();
    }
}
