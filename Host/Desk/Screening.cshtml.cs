using MediatR;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using StrongCities.Host.Identity;
using StrongCities.Host.Layout;
using StrongCities.Host.Words;
using StrongCities.Hub.Matching;
using StrongCities.Hub.Opportunities;

namespace StrongCities.Host.Desk;

/// <summary>What nobody has screened yet. Advisors open one after another, settle what looks alike, and reject many at once; that can be undone.</summary>
internal sealed class ScreeningModel(IMediator mediator, CurrentViewer me, PageWords words) : PageModel
{
    private const int PerPage = 50;
    private const int MaxNote = 500;
    private const string Here = "/desk/screening";

    [BindProperty(SupportsGet = true, Name = "p")]
    public int Number { get; set; } = 1;

    /// <summary>Whether what looks hopeless is chosen already.</summary>
    [BindProperty(SupportsGet = true, Name = "suggest")]
    public bool Suggests { get; set; }

    /// <summary>What was just rejected, so that it can be undone.</summary>
    [BindProperty(SupportsGet = true, Name = "undo")]
    public string? Undo { get; set; }

    /// <summary>How many were just restored.</summary>
    [BindProperty(SupportsGet = true, Name = "restored")]
    public int Restored { get; set; }

    public ScreeningQueue Queue { get; private set; } = null!;

    /// <summary>What is to be rejected, while its reason is asked for.</summary>
    public IReadOnlyList<ScreeningLine> Chosen { get; private set; } = [];

    public RejectReason Reason { get; private set; }

    public string? Note { get; private set; }

    public IReadOnlyList<Guid> Undoable => IdsOf(Undo);

    public int HopelessCount => Queue.Items.Count(line => line.Hopeless is not null);

    public Paging Paging => new(Number, PerPage, Queue.Total, new Dictionary<string, string?>());

    public async Task<IActionResult> OnGetAsync(CancellationToken cancellation) => await ReadAsync(cancellation) ? Page() : NotFound();

    public async Task<IActionResult> OnPostAsync(
        string? act, Guid[] ids, RejectReason? reason, string? note, Guid? same, Guid? other, CancellationToken cancellation)
    {
        if (!await ReadAsync(cancellation))
        {
            return NotFound();
        }

        ModelState.Clear();
        if ((same ?? other) is { } likeness)
        {
            await mediator.Send(new SettleLikeness(me.Viewer, likeness, same is not null), cancellation);
            return Redirect(Here);
        }

        switch (act)
        {
            case "choose":
                return await AskAsync(ids, null, null, cancellation);
            case "reject" when reason is { } why && Enum.IsDefined(why) && (note?.Length ?? 0) <= MaxNote:
                await mediator.Send(new RejectOpportunities(me.Viewer, ids, why, note), cancellation);
                return Redirect($"{Here}?undo={string.Join('.', ids.Take(PerPage).Select(id => id.ToString("N")))}");
            case "reject":
                ModelState.AddModelError("Note", words.Hub(reason is null ? "Problem.Required" : "Problem.TooLong", MaxNote));
                return await AskAsync(ids, reason, note, cancellation);
            case "undo":
                return Redirect($"{Here}?restored={await RestoreAsync(ids, cancellation)}");
            default:
                return Redirect(Here);
        }
    }

    private async Task<IActionResult> AskAsync(Guid[] ids, RejectReason? reason, string? note, CancellationToken cancellation)
    {
        Chosen = ids.Length == 0 ? [] : (await mediator.Send(new ListScreening(me.Viewer) { Only = ids, PageSize = PerPage }, cancellation))!.Items;
        if (Chosen.Count == 0)
        {
            ModelState.AddModelError("", words["Screen.NothingChosen"]);
            return Page();
        }

        // The reason that most of them show by themselves.
        var seen = Chosen.Select(line => line.Hopeless).OfType<RejectReason>().GroupBy(why => why).OrderByDescending(group => group.Count()).Select(group => group.Key);
        (Reason, Note) = (reason ?? seen.FirstOrDefault(RejectReason.NotForCities), note);
        return Page();
    }

    private async Task<int> RestoreAsync(Guid[] ids, CancellationToken cancellation)
    {
        var restored = 0;
        foreach (var id in ids)
        {
            restored += await mediator.Send(new RestoreOpportunity(me.Viewer, id), cancellation) == ScreenResult.Done ? 1 : 0;
        }

        return restored;
    }

    private async Task<bool> ReadAsync(CancellationToken cancellation)
    {
        Number = Math.Clamp(Number, 1, 10_000);
        if (await mediator.Send(new ListScreening(me.Viewer) { Page = Number, PageSize = PerPage }, cancellation) is not { } queue)
        {
            return false;
        }

        Queue = queue;
        return true;
    }

    private static IReadOnlyList<Guid> IdsOf(string? list) =>
        [.. (list ?? "").Split('.').Take(PerPage).Select(part => Guid.TryParseExact(part, "N", out var id) ? id : Guid.Empty).Where(id => id != Guid.Empty)];
}
