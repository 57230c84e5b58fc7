using System.Security.Cryptography;
using MediatR;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using StrongCities.Host.Identity;
using StrongCities.Host.Layout;
using StrongCities.Host.Words;
using StrongCities.Hub.Assistance;
using StrongCities.Hub.People;
using StrongCities.Hub.Risks;

namespace StrongCities.Host.Portal;

/// <summary>The form in which a city asks for help. What can't be taken is shown again as it was typed.</summary>
internal sealed class NewRequestModel(IMediator mediator, CurrentViewer me, PageWords words) : PageModel
{
    [BindProperty]
    public string FormId { get; set; } = "";

    [BindProperty]
    public RequestInput Form { get; set; } = new();

    [BindProperty]
    public IReadOnlyList<IFormFile> Files { get; set; } = [];

    /// <summary>Browsers don't keep chosen files when a form is shown again.</summary>
    public bool FilesLost { get; private set; }

    public async Task<IActionResult> OnGetAsync(Guid? risk, CancellationToken cancellation)
    {
        FormId = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(16));
        if (risk is { } id && (await mediator.Send(new GetRegister(me.Viewer), cancellation))?.Risks.SingleOrDefault(one => one.Id == id) is { } found)
        {
            var facts = found.Facts;
            Form = new RequestInput
            {
                RiskId = id,
                Title = facts.Title,
                Problem = string.Join("\n", facts.Cause, facts.Event, facts.Consequence),
                Risks = $"№ {found.Number}: {found.Score.Residual.Product}/25",
            };
        }

        return me.Viewer.Is(Roles.Coordinator | Roles.Signatory) ? Page() : NotFound();
    }

    public async Task<IActionResult> OnPostAsync(CancellationToken cancellation)
    {
        if (Form.Read(ModelState, words) is { } form)
        {
            switch (await mediator.Send(new SubmitRequest(me.Viewer, FormId, form, RequestInput.Uploads(Files)), cancellation))
            {
                case Submitted done:
                    return Redirect($"/requests/{done.RequestId}?new=true");
                case AlreadySubmitted before:
                    return Redirect($"/requests/{before.RequestId}?again=true");
                case SubmitInvalid invalid:
                    ModelState.Add(invalid.Problems, words, RequestInput.NameOf);
                    break;
                default:
                    return NotFound();
            }
        }

        FilesLost = Files.Count > 0;
        return Page();
    }
}
