using MediatR;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using StrongCities.Hub.Mail;

namespace StrongCities.Host.Mailbox;

/// <summary>One mail: as HTML, as text, as sent.</summary>
internal sealed class MessageModel(IMediator mediator) : PageModel
{
    public OpenedMessage Found { get; private set; } = null!;

    [FromRoute]
    public string? Part { get; set; }

    public async Task<IActionResult> OnGetAsync(long id, CancellationToken cancellation)
    {
        if (await mediator.Send(new OpenMailboxMessage(id), cancellation) is not { } found)
        {
            return NotFound();
        }

        Found = found;
        return Page();
    }
}
