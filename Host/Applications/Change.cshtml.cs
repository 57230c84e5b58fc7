using MediatR;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using StrongCities.Host.Identity;
using StrongCities.Host.Layout;
using StrongCities.Host.Portal;
using StrongCities.Host.Words;
using StrongCities.Hub;
using StrongCities.Hub.Applications;
using StrongCities.Hub.Applications.Board;
using StrongCities.Hub.Mail.Kinds;
using StrongCities.Hub.Opportunities.Process;
using StrongCities.Hub.People;

namespace StrongCities.Host.Applications;

/// <summary>What can be said of an application beside its tasks, a form for each; for city and hub alike.</summary>
internal sealed class ChangeModel(IMediator mediator, CurrentViewer me, PageWords words) : PageModel
{
    public ApplicationPage Found { get; private set; } = null!;

    public IReadOnlyList<PartnerCity> Network { get; private set; } = [];

    public Application About => Found.Case;

    public string CasePath => me.Viewer.IsStaff ? SitePaths.Case(About.Id) : About.CityPath;

    /// <summary>Whether the proposal, its partners and the council's day may still change.</summary>
    public bool IsOpen => About.ClosedAt is null && About.FrozenAt is null;

    public bool IsRunning => About.ClosedAt is null;

    /// <summary>Whether a concept note must go in first.</summary>
    public bool IsConcept => About is { ConceptClosesAt: not null, ConceptReceipt: null };

    /// <summary>Whether proof is still wanted. What has lapsed may try, and is told why it is too late.</summary>
    public bool WantsProof => About.Receipt is null && (IsRunning || About.Stage == CaseStage.Lapsed);

    public bool IsUndecided => About.Outcome is null or ApplicationOutcome.Reserve;

    public bool MayWithdraw => me.Viewer.Is(Withdraw.Allowed) && IsRunning && IsUndecided;

    public bool MayTryAgain => About.MayBeTriedAgain;

    /// <summary>Whether they may say more than when the council sits.</summary>
    public bool MaySay => me.Viewer.Is(SaveProposal.Allowed);

    [BindProperty(SupportsGet = true, Name = "saved")]
    public bool IsSaved { get; set; }

    [BindProperty]
    public string? Deed { get; set; }

    [BindProperty]
    public ChangeInput Input { get; set; } = new();

    /// <summary>What shows that something is with the funder.</summary>
    [BindProperty]
    public IReadOnlyList<IFormFile> Proof { get; set; } = [];

    /// <summary>A partner's mandate.</summary>
    [BindProperty]
    public IReadOnlyList<IFormFile> SignedPaper { get; set; } = [];

    public async Task<IActionResult> OnGetAsync(Guid id, CancellationToken cancellation)
    {
        if (!await FindAsync(id, cancellation))
        {
            return NotFound();
        }

        Input.Show(About, Found.City.TimeZone);
        return Page();
    }

    public async Task<IActionResult> OnPostAsync(Guid id, CancellationToken cancellation)
    {
        if (!await FindAsync(id, cancellation))
        {
            return NotFound();
        }

        IsSaved = false;
        switch (await ChangeAsync(cancellation))
        {
            case null:
                return Page();
            case ApplicationKept:
                return Redirect($"{Request.Path}?saved=true");
            case ApplicationInvalid invalid:
                ModelState.Add(invalid.Problems, words, field => ChangeInput.NameOf(Deed, field));
                return Page();
            default:
                return NotFound();
        }
    }

    // A file is kept first, so that what is said can name it.
    private async Task<ApplicationResult?> ChangeAsync(CancellationToken cancellation)
    {
        var file = Guid.Empty;
        if (RequestInput.Uploads(Proof.Concat(SignedPaper)) is [var upload, ..])
        {
            var kept = await mediator.Send(new AddProof(me.Viewer, About.Id, upload), cancellation);
            if (kept is not ProofKept proof)
            {
                return kept;
            }

            file = proof.FileId;
        }

        var reading = new ChangeReading(me.Viewer, Found, Network, ModelState, words);
        return Input.Read(Deed, reading, file) is { } wish ? await mediator.Send(wish, cancellation) : null;
    }

    private async Task<bool> FindAsync(Guid id, CancellationToken cancellation)
    {
        if (!me.Viewer.Is(SetCouncilSession.Allowed) || await mediator.Send(new GetApplication(me.Viewer, id), cancellation) is not { } found)
        {
            return false;
        }

        (Found, Network) = (found, await mediator.Send(new ListPartnerCities(me.Viewer, id), cancellation));
        return true;
    }
}
