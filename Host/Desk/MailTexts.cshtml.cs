using MediatR;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using StrongCities.Host.Identity;
using StrongCities.Host.Words;
using StrongCities.Hub.Mail.Wordings;

namespace StrongCities.Host.Desk;

/// <summary>Every kind of mail, and where the hub has words of its own.</summary>
internal sealed class MailTextsModel(IMediator mediator, CurrentViewer me) : PageModel
{
    public IReadOnlyList<WordingLine> Shown { get; private set; } = [];

    public async Task<IActionResult> OnGetAsync(CancellationToken cancellation)
    {
        if (await mediator.Send(new ListWordings(me.Viewer, PageLanguage.Current), cancellation) is not { } lines)
        {
            return NotFound();
        }

        Shown = lines;
        return Page();
    }
}
