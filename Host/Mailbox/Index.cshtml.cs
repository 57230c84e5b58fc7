using MediatR;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using StrongCities.Hub.Mail;

namespace StrongCities.Host.Mailbox;

/// <summary>Every mail that the embedded transport took, for trying the product without a mail server. Development only.</summary>
internal sealed class IndexModel(IMediator mediator) : PageModel
{
    private const int Most = 500;

    [BindProperty(SupportsGet = true)]
    public string? To { get; set; }

    public IReadOnlyList<MailboxMessage> Messages { get; private set; } = [];

    public IReadOnlyList<string> Readers { get; private set; } = [];

    public async Task OnGetAsync(CancellationToken cancellation)
    {
        var all = await mediator.Send(new ListMailbox(null, Most), cancellation);
        Readers = [.. all.Select(message => message.To).Distinct().Order(StringComparer.Ordinal)];
        Messages = string.IsNullOrEmpty(To) ? all : await mediator.Send(new ListMailbox(To, Most), cancellation);
    }
}
