using MediatR;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using StrongCities.Host.Identity;
using StrongCities.Host.Layout;
using StrongCities.Host.Portal;
using StrongCities.Host.Practices;
using StrongCities.Host.Words;
using StrongCities.Hub;
using StrongCities.Hub.Practices;
using StrongCities.Hub.Tasks;

namespace StrongCities.Host.Desk;

/// <summary>A good practice at the hub: its form and its pictures while it is a draft, what its reader has to decide, and how others would read it.</summary>
internal sealed class PracticeModel(IMediator mediator, CurrentViewer me, PageWords words) : PageModel
{
    public PracticePage Found { get; private set; } = null!;

    /// <summary>The reader's open tasks.</summary>
    public IReadOnlyList<TaskPage> Mine { get; private set; } = [];

    [BindProperty]
    public PracticeInput Input { get; set; } = new();

    /// <summary>The version of the text that was read.</summary>
    [BindProperty(Name = "SeenText")]
    public int BasedOn { get; set; }

    /// <summary>What was wished: a picture added or dropped, the city asked anew, else the text saved.</summary>
    [BindProperty]
    public string? Do { get; set; }

    [BindProperty]
    public IReadOnlyList<IFormFile> Files { get; set; } = [];

    [BindProperty]
    public string? Alt { get; set; }

    [BindProperty]
    public string? Maker { get; set; }

    [BindProperty]
    public bool ShowsPeople { get; set; }

    [BindProperty]
    public int Number { get; set; }

    [BindProperty(SupportsGet = true, Name = "saved")]
    public bool IsSaved { get; set; }

    public async Task<IActionResult> OnGetAsync(Guid id, CancellationToken cancellation)
    {
        if (!await FindAsync(id, cancellation))
        {
            return NotFound();
        }

        (Input, BasedOn) = (PracticeInput.From(Found.Practice.Text), Found.Practice.TextVersion);
        return Page();
    }

    public async Task<IActionResult> OnPostAsync(Guid id, CancellationToken cancellation)
    {
        IsSaved = false;
        switch (await mediator.Send(Wish(id), cancellation))
        {
            case PracticeKept:
                return Redirect($"{SitePaths.DeskPractice(id)}?saved=true{(Do is "picture" or "drop" ? "#pictures" : "")}");
            case PracticeInvalid invalid when await FindAsync(id, cancellation):
                ModelState.Add(invalid.Problems, words, NameOf);
                if (Do is "picture" or "drop")
                {
                    (Input, BasedOn) = (PracticeInput.From(Found.Practice.Text), Found.Practice.TextVersion);
                }

                return Page();
            default:
                return NotFound();
        }
    }

    private IRequest<PracticeResult> Wish(Guid id) => Do switch
    {
        "picture" => new AddPicture(me.Viewer, id, RequestInput.Uploads(Files) is [var file, ..] ? file : null, Alt ?? "", Maker ?? "", ShowsPeople),
        "drop" => new DropPicture(me.Viewer, id, Number),
        "anew" => new AskReleaseAnew(me.Viewer, id),
        _ => new SavePractice(me.Viewer, id, BasedOn, Input.Read()),
    };

    private static string NameOf(string field) => field is "" or "Files" or "Alt" or "Maker" ? field : $"Input.{field}";

    private async Task<bool> FindAsync(Guid id, CancellationToken cancellation)
    {
        if (await mediator.Send(new GetPractice(me.Viewer, id), cancellation) is not { } found)
        {
            return false;
        }

        var mine = new List<TaskPage>();
        foreach (var line in found.MyTasks)
        {
            if (await mediator.Send(new OpenTask(new BySeat(me.Viewer, line.Task.Id)), cancellation) is TaskPage page)
            {
                mine.Add(page);
            }
        }

        (Found, Mine) = (found, mine);
        return true;
    }
}
