using MediatR;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using StrongCities.Hub.Mail;
using StrongCities.Hub.Mail.Inbound;

namespace StrongCities.Host.Mailbox;

/// <summary>One mail: as HTML, as text, as sent.</summary>
internal sealed class MessageModel(IMediator mediator) : PageModel
{
    public OpenedMessage Found { get; private set; } = null!;

    [FromRoute]
    public string? Part { get; set; }

    [TempData]
    public string? Replied { get; set; }

    public async Task<IActionResult> OnPostAsync(long id, string? text, CancellationToken cancellation)
    {
        if (await mediator.Send(new ReplyFromMailbox(id, text ?? ""), cancellation) is not { } replied)
        {
            return NotFound();
        }

        Replied = $"{replied.State}, {replied.Reason}";
        return Redirect($"/mailbox/{id}");
    }

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
