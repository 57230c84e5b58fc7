using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using StrongCities.Engine.Definitions;
using StrongCities.Host.ElsaApi.Definitions;
using StrongCities.Host.Identity;
using StrongCities.Host.Words;
using StrongCities.Runtime.Definitions;
using StrongCities.Runtime.Editing;
using StrongCities.Runtime.Persistence;

namespace StrongCities.Host.Drafts;

/// <summary>A workflow's versions, what differs between them, who changed it when, and what can be done about its draft.</summary>
internal sealed class VersionsModel(CurrentViewer me, PageWords words, Moments moments, VersionsReading reading, DraftDeeds deeds) : PageModel
{
    /// <summary>The definition.</summary>
    public string Id { get; private set; } = "";

    public VersionsRead Read { get; private set; } = null!;

    /// <summary>What was done a moment ago.</summary>
    public string? Done { get; private set; }

    /// <summary>The earlier state to compare.</summary>
    [BindProperty(SupportsGet = true)]
    public string? From { get; set; }

    /// <summary>The later one.</summary>
    [BindProperty(SupportsGet = true)]
    public string? To { get; set; }

    /// <summary>Shows changes before this one.</summary>
    [BindProperty(SupportsGet = true)]
    public long? Before { get; set; }

    public bool MayChange => me.Viewer.Is(SignedIn.Designers);

    public bool IsMine(DefinitionChangeRow change) => change.AuthorId == me.Viewer.PersonId.ToString();

    public async Task<IActionResult> OnGetAsync(string id, string? done, CancellationToken cancellation)
    {
        Done = words.Maybe($"Versions.Done.{done}");
        return await ReadAsync(id, cancellation) ? Page() : NotFound();
    }

    public async Task<IActionResult> OnPostAsync(string id, DraftDeed deed, CancellationToken cancellation)
    {
        if (!MayChange || !await ReadAsync(id, cancellation))
        {
            return NotFound();
        }

        var (done, problems) = await deeds.RunAsync(id, deed, CallingAuthor.Of(me.Found!.Person), cancellation);
        if (problems.Count > 0)
        {
            foreach (var problem in problems)
            {
                ModelState.AddModelError("", problem);
            }

            return Page();
        }

        var path = $"/designer/definitions/{Uri.EscapeDataString(id)}";
        return deed.Act == DraftDeeds.TakeOver ? LocalRedirect(path) : LocalRedirect($"{path}/versions?done={done}");
    }

    private async Task<bool> ReadAsync(string id, CancellationToken cancellation)
    {
        Id = id;
        Read = await reading.RunAsync(id, StateName.Parse(From), StateName.Parse(To), Before, cancellation);
        (From, To) = (Read.From?.ToString(), Read.To?.ToString());
        return Read.Changes.Count > 0 || Read.Versions.Count > 0;
    }

    /// <summary>What is wrong with a step, and how to mend it.</summary>
    public static string Say(DefinitionProblem problem) => $"{problem.Message} {problem.Mend}";

    /// <summary>What a change says besides: the version or state gone back to, the file, the reason.</summary>
    public string NoteOf(DefinitionChangeRow change) => change switch
    {
        { Note: null } => "",
        { Kind: ChangeKind.Reverted } => $" · {words["Versions.Number", change.Note]}",
        { Kind: ChangeKind.Restored } => $" · {words["Versions.State", change.Note]}",
        _ => $" · {change.Note}",
    };

    /// <summary>The name of a state in the lists of the comparison.</summary>
    public string NameOf(StateName state) => state.IsVersion ? words["Versions.Number", state.Number]
        : Read.Changes.FirstOrDefault(line => line.Change.Id == state.Number) is { Change: var change }
            ? words["Versions.StateOf", state.Number, change.AuthorName, moments.At(change.At, me.TimeZone)]
        : words["Versions.State", state.Number];
}
