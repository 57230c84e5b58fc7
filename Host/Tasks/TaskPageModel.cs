using MediatR;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using StrongCities.Host.Identity;
using StrongCities.Host.Layout;
using StrongCities.Host.Portal;
using StrongCities.Host.Words;
using StrongCities.Hub;
using StrongCities.Hub.Assistance;
using StrongCities.Hub.Tasks;

namespace StrongCities.Host.Tasks;

/// <summary>How a task's page stands to its reader.</summary>
internal enum TaskView
{
    /// <summary>It can be decided.</summary>
    Ask,

    /// <summary>It is over; the page says by whom and when.</summary>
    Over,

    /// <summary>The link's time is over.</summary>
    Expired,

    /// <summary>The link must be opened again in this browser.</summary>
    Locked,
}

/// <summary>Shows a task and takes its decision, by whichever way its reader came. Only the POST decides.</summary>
internal abstract class TaskPageModel(IMediator mediator, PageWords words) : PageModel
{
    public TaskView View { get; private set; }

    public TaskPage Found { get; private set; } = null!;

    /// <summary>Whether what was shown has changed since.</summary>
    public bool IsStale { get; private set; }

    /// <summary>What has changed, by the request form's fields.</summary>
    public IReadOnlySet<string> Changed { get; private set; } = new HashSet<string>();

    public bool FilesLost { get; private set; }

    [BindProperty]
    public DecisionInput Decision { get; set; } = new();

    [BindProperty]
    public RequestInput Form { get; set; } = new();

    [BindProperty]
    public IReadOnlyList<IFormFile> Files { get; set; } = [];

    /// <summary>Where to go once decided: a path of this site.</summary>
    [BindProperty(SupportsGet = true)]
    public string? Back { get; set; }

    /// <summary>Where this page's forms and files are.</summary>
    public abstract string Path { get; }

    /// <summary>The reader's way to the task, or <see langword="null"/> when the link must be opened again.</summary>
    protected abstract TaskAccess? Access { get; }

    public async Task<IActionResult> OnGetAsync([FromQuery(Name = "d")] string? option, CancellationToken cancellation)
    {
        Response.KeepUnlisted();
        if (Access is not { } access)
        {
            return Say(TaskView.Locked, StatusCodes.Status403Forbidden);
        }

        switch (await mediator.Send(new OpenTask(access), cancellation))
        {
            case TaskPage page:
                Show(page);
                Form = RequestInput.From(page.Request.Form);
                Decision = DecisionInput.Shown(page, option);
                return Page();
            case TaskLinkExpired:
                return Say(TaskView.Expired, StatusCodes.Status410Gone);
            default:
                return NotFound();
        }
    }

    public async Task<IActionResult> OnPostAsync(CancellationToken cancellation)
    {
        Response.KeepUnlisted();
        if (Access is not { } access)
        {
            return Say(TaskView.Locked, StatusCodes.Status403Forbidden);
        }

        if (await SendAsync(access, cancellation) is not { } result)
        {
            return await mediator.Send(new OpenTask(access), cancellation) is TaskPage page ? Again(page) : NotFound();
        }

        switch (result)
        {
            case TaskDecided decided:
                return Redirect(Back is null ? $"{Request.PathBase}{Path}" : LocalPath.Or(Back, Path));
            case TaskEndedBefore before:
                Show(before.Page);
                return Page();
            case TaskPageStale stale:
                (IsStale, Changed) = (true, Decision.Changed(stale.Page));
                Response.StatusCode = StatusCodes.Status409Conflict;
                ModelState.Clear();
                return Again(stale.Page);
            case DecideInvalid invalid:
                ModelState.Add(invalid.Problems, words, field => NameOf(invalid.Page, field));
                return Again(invalid.Page);
            case DecideExpired:
                return Say(TaskView.Expired, StatusCodes.Status410Gone);
            default:
                return NotFound();
        }
    }

    private async Task<DecideResult?> SendAsync(TaskAccess access, CancellationToken cancellation)
    {
        if (!Decision.IsCompletion)
        {
            return await mediator.Send(Decision.Command(access), cancellation);
        }

        return Form.Read(ModelState, words) is { } form
            ? await mediator.Send(new CompleteRequest(access, form, RequestInput.Uploads(Files), Decision.SeenVersion), cancellation)
            : null;
    }

    private PageResult Again(TaskPage page)
    {
        Show(page);
        Decision.See(page);
        FilesLost = Files.Count > 0;
        return Page();
    }

    private void Show(TaskPage page)
    {
        (Found, View) = (page, page.Task.State == TaskState.Open ? TaskView.Ask : TaskView.Over);
        PageLanguage.SpeakTo(HttpContext, page.Actor);
    }

    private PageResult Say(TaskView view, int status)
    {
        View = view;
        Response.StatusCode = status;
        return Page();
    }

    private static string NameOf(TaskPage page, string field) => page.Task.Kind == TaskKind.Completion
        ? RequestInput.NameOf(field)
        : field is "Option" or "Comment" ? $"Decision.{field}" : $"Decision.Fields[{field}]";
}
