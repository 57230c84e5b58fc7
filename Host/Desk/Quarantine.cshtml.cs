using MediatR;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using StrongCities.Host.Identity;
using StrongCities.Hub.Mail.Inbound;
using StrongCities.Hub.People;

namespace StrongCities.Host.Desk;

/// <summary>Messages that were put aside: an operator reads one as text, and releases or discards it.</summary>
internal sealed class QuarantineModel(IMediator mediator, CurrentViewer me) : PageModel
{
    [BindProperty(SupportsGet = true)]
    public Guid? Id { get; set; }

    /// <summary>Why the last one was not released, as a code.</summary>
    [BindProperty(SupportsGet = true)]
    public string? Kept { get; set; }

    public QuarantinePage Shown { get; private set; } = null!;

    public string? Heading => Shown.Opened is { Subject.Length: > 0 } opened ? opened.Subject : Shown.Opened?.Mail.Reason;

    public static string NameOf(InboundMail mail) => mail.From.Length > 0 ? mail.From : mail.Id.ToString();

    public async Task<IActionResult> OnGetAsync(CancellationToken cancellation)
    {
        if (await mediator.Send(new ListQuarantine(me.Viewer, Id), cancellation) is not { } page)
        {
            return NotFound();
        }

        Shown = page;
        return Page();
    }

    public async Task<IActionResult> OnPostAsync(string? act, CancellationToken cancellation)
    {
        if (!me.Viewer.Is(Roles.Operator))
        {
            return NotFound();
        }

        var id = Id ?? Guid.Empty;
        if (act == "discard")
        {
            await mediator.Send(new DiscardQuarantined(me.Viewer, id), cancellation);
        }
        else if (act == "release" && await mediator.Send(new ReleaseQuarantined(me.Viewer, id), cancellation) is { } reason && !reason.StartsWith("Released", StringComparison.Ordinal))
        {
            return Redirect($"/desk/quarantine{QueryString.Create("id", id.ToString()).Add("kept", reason)}");
        }

        return Redirect("/desk/quarantine");
    }
}
